"""On PostgreSQL other processes tap this one's shoulder by NOTIFY; this thread feels it."""

import logging
import threading

from django.db import Error, connection

from smartcity.events.wake import CHANNEL, wake

log = logging.getLogger(__name__)


class Listener(threading.Thread):
    """Listens until `stop()`. When the connection breaks it makes another, later and later (10 s at most); the
    hub's own looking twice a second goes on meanwhile, so nothing is lost but half a second."""

    def __init__(self) -> None:
        super().__init__(name="live-listen", daemon=True)
        self.ending = threading.Event()

    def run(self) -> None:
        pause = 0.5
        while not self.ending.is_set():
            try:
                self.listen()
                pause = 0.5
            except Error as wrong:
                log.warning(
                    "listening to the database ended (%s); again in %.1f s", str(wrong).split("\n")[0], pause
                )
                self.ending.wait(pause)
                pause = min(pause * 2, 10)
            finally:
                connection.close()

    def listen(self) -> None:
        """Raises a database error when the connection breaks."""
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        wake()  # what was notified before this is not told again
        while not self.ending.is_set():
            with connection.wrap_database_errors:
                for _note in connection.connection.notifies(timeout=1.0, stop_after=1):
                    wake()

    def stop(self) -> None:
        self.ending.set()
