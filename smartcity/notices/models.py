"""One row for each person who should hear of an event, once."""

from django.db import models

from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.notices.delivery_models import Channel as Channel  # Django looks for models here
from smartcity.notices.delivery_models import Delivery as Delivery
from smartcity.notices.delivery_models import Digest as Digest
from smartcity.notices.delivery_models import Kind as Kind
from smartcity.notices.delivery_models import Message as Message
from smartcity.notices.delivery_models import Preferences as Preferences
from smartcity.notices.delivery_models import PushSubscription as PushSubscription


class Notice(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="told_once")]
        indexes = [
            models.Index(fields=["user"], condition=models.Q(seen_at=None), name="notice_unseen"),
            models.Index(fields=["user", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.event_id}"
