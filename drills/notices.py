"""Drill 8: python -m drills.notices. The worker is killed a hundred times while news is sent, its push service and its
mail server are away for an hour, one device is poison; meanwhile reports are filed.

The hour is a minute: the waits of the post are a sixtieth of what they are in a city."""

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import time
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from drills.endpoints import Endpoints

SPEED = 60
KILLS, REPORTS, HOUR = 100, 60, 3600 / SPEED
PATIENCE = 600  # seconds for everything to arrive in the end

ends = Endpoints()
data = tempfile.mkdtemp(prefix="drill-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "smartcity.settings", "SMARTCITY_DATA": data, "SMARTCITY_FETCH_ALLOW": "127.0.0.1",
    "SMARTCITY_EMAIL_URL": f"smtp://127.0.0.1:{ends.post.server_address[1]}", "SMARTCITY_LOG_LEVEL": "ERROR",
}  # fmt: skip

import django  # noqa: E402 the settings stand above

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils.module_loading import autodiscover_modules  # noqa: E402

from smartcity.accounts.actions import appoint, register  # noqa: E402
from smartcity.areas.models import Area  # noqa: E402
from smartcity.events import parcels  # noqa: E402
from smartcity.events.models import Event, Parked  # noqa: E402
from smartcity.events.worker import run_forever  # noqa: E402
from smartcity.lib import db  # noqa: E402
from smartcity.notices.audience import HEARS, listeners  # noqa: E402
from smartcity.notices.models import Delivery, Message, Notice  # noqa: E402
from smartcity.notices.subscribing import subscribe  # noqa: E402
from smartcity.notices.tests.conftest import Browser  # noqa: E402
from smartcity.notices.wishes import Wishes, wish  # noqa: E402
from smartcity.offices.models import Office  # noqa: E402
from smartcity.reports import actions  # noqa: E402
from smartcity.reports.models import Report  # noqa: E402
from smartcity.testing.city import jpeg  # noqa: E402

parcels.WAITS = [wait / SPEED for wait in parcels.WAITS]
parcels.BREATH /= SPEED


def found():
    """Ten citizens with e-mail and a device each, one of them poison; the lurah of Gambir."""
    call_command("migrate", verbosity=0)
    actions.found_city(settings.CITY)
    Path(settings.MEDIA_ROOT).mkdir(exist_ok=True)
    people = [register(f"warga{n}", "rahasia-sekali-9") for n in range(10)]
    lurah = register("lurah", "rahasia-sekali-9")
    appoint(lurah, Office.objects.get(code="kelurahan-31.71.01.1001"), "lurah")
    for n, person in enumerate(people):
        EmailAddress.objects.create(user=person, email=f"{person.username}@example.com", verified=True)
        wish(person, Wishes(email=True, quiet=False))
        browser, path = Browser(f"{n}"), "poison" if n == 0 else "device"
        address = f"http://127.0.0.1:{ends.web.server_address[1]}/{path}/{n}"
        subscribe(person, address, browser.p256dh, browser.auth)
    return people, lurah


def work():
    db._writing = threading.RLock()  # the fork may have happened while the drill was writing
    run_forever(threading.Event())


class Killer(threading.Thread):
    """Starts a worker, kills it, starts the next; the last one lives."""

    def __init__(self):
        super().__init__(daemon=True)
        self.kills, self.chance, self.last = 0, random.Random(8), None

    def run(self):
        fork = multiprocessing.get_context("fork")
        while True:
            self.last = fork.Process(target=work, daemon=True)
            self.last.start()
            if self.kills == KILLS:
                return
            time.sleep(self.chance.uniform(0.2, 1.6))
            os.kill(self.last.pid, signal.SIGKILL)
            self.last.join()
            self.kills += 1


def file_and_answer(people, lurah, place, n):
    """Two of them support it, then the lurah begins. Returns the seconds the submission took."""
    author, *others = [people[(n + k) % len(people)] for k in range(3)]
    began = time.perf_counter()
    photo = BytesIO(jpeg(seed=n))
    report = actions.submit(actions.Submission(client_id=uuid4(), category="road", text=f"Lubang {n}", lon=place.lon,
                                               lat=place.lat, photos=[photo]), author).report  # fmt: skip
    took = time.perf_counter() - began
    for other in others:
        actions.support(report, other)
    actions.accept(Report.objects.get(pk=report.pk), lurah)
    return took


def main():
    people, lurah = found()
    autodiscover_modules("chores")
    place = Area.objects.coded("31.71.01.1001")
    connection.close()  # a fork must not share it
    killer = Killer()
    killer.start()
    up, down, began = [], [], time.monotonic()
    for n in range(REPORTS):
        if n == REPORTS // 3:
            ends.up.clear()
            away = time.monotonic()
        (up if ends.up.is_set() else down).append(file_and_answer(people, lurah, place, n))
        if not ends.up.is_set() and time.monotonic() - away > HOUR:
            ends.up.set()
        time.sleep(max(0.0, began + (n + 1) * 2.4 - time.monotonic()))
    if not ends.up.is_set():
        time.sleep(max(0.0, HOUR - (time.monotonic() - away)))
        ends.up.set()
    settle(killer)
    killer.last.kill()
    return report(killer, up, down)


def settle(killer):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        waiting = Delivery.objects.filter(message=None).exists() or Message.objects.waiting().exists()
        if killer.kills == KILLS and not waiting and Notice.objects.count() == len(expected()):
            return
        time.sleep(1)


def expected():
    """Who should hear of what, by the table."""
    pairs = set()
    for event in Event.objects.filter(verb__in=HEARS):
        about = Report.objects.get(pk=event.subject.partition(":")[2])
        pairs |= {(person, event.pk) for person in listeners(event, about)}
    return pairs


def report(killer, up, down):
    told = list(Notice.objects.values_list("user", "event"))
    sent = Message.objects.filter(state="sent")
    pushes, mails = ({m.key for m in sent if m.channel == channel} for channel in ("push", "email"))
    parked = Parked.objects.parked().filter(chore="notices.deliver")
    lost = Delivery.objects.exclude(message__state__in=("sent", "parked")).count()
    poison = Message.objects.filter(state="parked")
    p95 = [sorted(times)[int(len(times) * 0.95)] * 1000 for times in (up, down)]
    print(f"kills of the worker                  {killer.kills}")
    print(f"answers refused while away           {ends.refused}")
    print(
        f"notices due / made / made twice      {len(expected())} / {len(told)} / {len(told) - len(set(told))}"
    )
    print(f"deliveries / not sent nor parked     {Delivery.objects.count()} / {lost}")
    print(f"pushes taken / seen (by tag)         {ends.pushed.total()} / {len(ends.pushed)} of {len(pushes)}")
    print(f"letters taken / by Message-ID        {ends.mailed.total()} / {len(ends.mailed)} of {len(mails)}")
    print(
        f"poison parked / tries of each        {parked.count()} / {sorted(set(poison.values_list('tries', flat=True)))}"
    )
    print(f"submission p95, up / away            {p95[0]:.0f} ms / {p95[1]:.0f} ms")
    well = (
        killer.kills == KILLS and set(told) == expected() and len(told) == len(set(told)) and not lost
        and set(ends.pushed) == pushes and set(ends.mailed) == mails and parked.exists()
        and set(poison.values_list("tries", flat=True)) == {8}
        and not poison.exclude(subscription__endpoint__contains="/poison/").exists()
    )  # fmt: skip
    print("held" if well else "DID NOT HOLD")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
