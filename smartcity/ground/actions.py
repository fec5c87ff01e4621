"""Loading a sheet of the ground, and taking it away."""

from collections.abc import Iterable

from smartcity.ground.cutting import Square
from smartcity.ground.models import Piece, Sheet
from smartcity.ground.queries import forget
from smartcity.lib.db import write
from smartcity.lib.text import clean
from smartcity.lib.time import now


def lay(kind: str, pieces: Iterable[tuple[Square, bytes]], *, source: str) -> int:
    """Put these tiles in the place of what was loaded of that kind. Returns how many hold something. Raises Invalid."""
    named = clean(" ".join(source.split()), field="source", most=200)
    found = [(square, body) for square, body in pieces if body]
    with write():
        Sheet.objects.filter(kind=kind).delete()
        sheet = Sheet.objects.create(kind=kind, source=named, loaded_at=now())
        Piece.objects.bulk_create(
            (Piece(sheet=sheet, z=z, x=x, y=y, body=body) for (z, x, y), body in found), batch_size=500
        )
    forget()
    return len(found)


def take_away(kind: str) -> bool:
    """Whether there was such a sheet."""
    with write():
        gone, _each = Sheet.objects.filter(kind=kind).delete()
    forget()
    return bool(gone)
