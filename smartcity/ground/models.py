"""A sheet is what the map's ground shows beside the areas: the roads, or the water, as an operator loaded them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy


class Kind(models.TextChoices):
    WATER = "water", gettext_lazy("Air")
    ROADS = "roads", gettext_lazy("Jalan")


class Sheet(models.Model):
    """One of each kind; loading another takes its place. `source` is named on every map that shows it."""

    kind = models.CharField(max_length=10, choices=Kind.choices, unique=True)
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kind


class Piece(models.Model):
    """Of a sheet what lies in one tile, as the layers of a vector tile; where nothing lies there is no piece."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="pieces")
    z = models.PositiveSmallIntegerField()
    x = models.PositiveIntegerField()
    y = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("z", "x", "y", "sheet"), name="one_piece_a_tile_and_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.z}/{self.x}/{self.y}"
