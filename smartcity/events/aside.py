"""A chore that waits for strangers goes on beside the others: a slow answer there must not hold up what is due here."""

from collections.abc import Callable
from threading import Thread

from django.db import connections


class Aside:
    """`do`, in a thread of its own; one at a time. What it claims it claims by lease, for the process may end meanwhile."""

    def __init__(self, do: Callable[[], None]) -> None:
        self.do = do
        self.thread: Thread | None = None
        self.wrong: Exception | None = None

    def __call__(self) -> None:
        """Begin, unless it is still under way. Raises what the last one raised, for the worker to note."""
        if self.thread and self.thread.is_alive():
            return
        if wrong := self.wrong:
            self.wrong = None
            raise wrong
        self.thread = Thread(target=self._run, name=f"aside {self.do.__module__}", daemon=True)
        self.thread.start()

    def join(self) -> None:
        if self.thread:
            self.thread.join()

    def _run(self) -> None:
        try:
            self.do()
        except Exception as wrong:  # noqa: BLE001 raised again where the worker notes it
            self.wrong = wrong
        finally:
            connections.close_all()
