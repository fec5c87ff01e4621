"""python -m smartcity.serving.worker: the process that does the chores."""

import os
import signal
import threading

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
django.setup()

from smartcity.events.worker import run_forever  # noqa: E402 models need what is set up above
from smartcity.lib.processes import follow_supervisor  # noqa: E402


def main() -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    follow_supervisor()
    run_forever(stop)


if __name__ == "__main__":
    main()
