"""Django's sessions, read by one plain SQL query: every page asks for one, and the ORM's row cost more than the row."""

import re
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection
from django.utils import timezone

KEY = re.compile(
    r"[a-z0-9]{8,40}"
)  # as Django makes them; a cookie may say "\\000", at which PostgreSQL stumbles
FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseSessions):
    def load(self) -> dict[str, Any]:
        """What is kept under this key, `{}` and the key forgotten where it is unknown or over, as Django does it."""
        row = self._row() if KEY.fullmatch(self.session_key or "") else None
        if row is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(row[0])
        return kept

    def _row(self) -> Any:
        at = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(FIND, [self.session_key, at])
            return cursor.fetchone()
