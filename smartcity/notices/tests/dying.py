"""python -m smartcity.notices.tests.dying STEP: one round of the worker that is killed at that step, as by the
kernel. Without a step it lives through the round."""

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
django.setup()

from smartcity.notices import posting, rounds  # noqa: E402
from smartcity.notices.chores import deliver, tell_people  # noqa: E402


def die(*_args: object, **_more: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(step: str) -> None:
    if step == "told":
        posting.bundle = die
    elif step == "bundled":
        posting.claim = die
    elif step == "bundling":
        posting.Message.objects.create = die  # inside its transaction
    elif step == "claimed":
        rounds.push = die
    elif step == "sent":
        rounds.note = die
    elif step == "noting":
        posting._end = die  # inside its transaction
    tell_people()
    deliver()


if __name__ == "__main__":
    main(*sys.argv[1:] or [""])
