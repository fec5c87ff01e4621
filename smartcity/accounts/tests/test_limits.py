"""How often; and that it widens in a crisis."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection

from smartcity.accounts import actions, limits
from smartcity.accounts.limits import RULES, WIDER, TooOften, Visitor, spend
from smartcity.accounts.models import Crisis, Tally
from smartcity.lib import time
from smartcity.lib.address import address_of, neighbourhood

PHONE = "+6281234567890"


def used_up(what, visitor, times=1000):
    """How many times there was room."""
    for n in range(times):
        try:
            spend(what, visitor)
        except TooOften:
            return n
    return times


@pytest.mark.parametrize("what", RULES)
def test_every_limit_fires_and_widens(db, what):
    """Each of its rules alone."""
    with time.at(MOMENT):
        for rule in RULES[what]:
            assert used_up(what, Visitor(**{rule.per: "one"}), 301) == rule.most
            assert used_up(what, Visitor(**{rule.per: "another"}), 1) == 1
        actions.declare_crisis("Banjir", hours=1)
        for rule in RULES[what]:
            if rule.most < 50 and rule.widens:
                assert used_up(what, Visitor(**{rule.per: "a third"}), 501) == rule.most * WIDER


@pytest.mark.parametrize("what", ["guess", "factor", "password of a known device"])
def test_no_crisis_lets_anybody_guess_more_often(db, what):
    """Of codes, second factors, passwords."""
    (rule,) = RULES[what]
    with time.at(MOMENT):
        actions.declare_crisis("Banjir", hours=1)
        assert used_up(what, Visitor(**{rule.per: "one"}), 50) == rule.most


def test_a_crisis_frees_who_was_held_and_its_end_holds_again(db):
    siti = Visitor(person="1")
    with time.at(MOMENT):
        used_up("comment", siti)
        crisis = actions.declare_crisis("Banjir", hours=1)
        spend("comment", siti)
        actions.end_crisis()
        assert limits.crisis() is None
        with pytest.raises(TooOften):
            spend("comment", siti)
    assert crisis.reason == "Banjir"


def test_a_crisis_ends_by_itself(db):
    with time.at(MOMENT):
        actions.declare_crisis("Banjir", hours=1)
        assert limits.crisis()
    with time.at(MOMENT + timedelta(hours=1, seconds=1)):
        assert limits.crisis() is None


def test_there_is_room_again_when_it_says(db):
    siti = Visitor(person="1")
    with time.at(MOMENT):
        used_up("comment", siti)
        with pytest.raises(TooOften) as told:
            spend("comment", siti)
    assert "menit" in str(told.value)
    with time.at(MOMENT + timedelta(seconds=told.value.seconds)):
        spend("comment", siti)


def test_one_device_does_not_use_up_what_its_network_shares(db):
    used_up("register", Visitor(device="mad", address="36.64.0.1"))
    for _again in range(400):
        with pytest.raises(TooOften):
            spend("register", Visitor(device="mad", address="36.64.0.1"))
    spend("register", Visitor(device="calm", address="36.64.0.1"))


def asks_from(address, device=""):
    return Visitor(
        contact=PHONE, address=address, device=device,
        contact_here=f"{PHONE} {address}", contact_on_device=f"{PHONE} {device}" if device else "",
    )  # fmt: skip


def codes_sent(visitor):
    for n in range(100):
        try:
            limits.spend_code(visitor)
        except TooOften:
            return n
    return 100


def test_who_asks_for_anothers_codes_shuts_out_their_own_address_only(db):
    with time.at(MOMENT):
        assert codes_sent(asks_from("36.64.0.1")) == 5
        assert codes_sent(asks_from("36.64.0.2")) == 5


def test_no_number_gets_more_than_fifteen_an_hour_from_strangers(db):
    with time.at(MOMENT):
        assert sum(codes_sent(asks_from(f"36.64.0.{n}")) for n in range(1, 9)) == 15


def test_strangers_do_not_shut_out_a_device_that_has_proven_the_number(db):
    own, another = asks_from("36.64.9.9", "own"), asks_from("36.64.9.9", "another")
    with time.at(MOMENT):
        limits.prove(own)
        for n in range(1, 9):
            codes_sent(asks_from(f"36.64.0.{n}"))
        assert codes_sent(another) == 0
        assert codes_sent(own) == 5


def test_a_proof_holds_a_year_and_is_forgotten_after_two(db):
    own = asks_from("36.64.9.9", "own")
    with time.at(MOMENT):
        limits.prove(own)
    with time.at(MOMENT + timedelta(days=364)):
        limits.sweep()
        assert limits.proven(own)
    with time.at(MOMENT + timedelta(days=731)):
        limits.sweep()
        assert not limits.proven(own)
        assert not Tally.objects.exists()


def test_no_number_and_no_address_is_kept(db):
    spend("code", Visitor(contact=PHONE, address="36.64.0.1"))
    kept = "".join(str(row) for row in Tally.objects.values_list())
    assert "812345" not in kept
    assert "36.64" not in kept


def test_what_is_over_is_swept(db):
    with time.at(MOMENT):
        spend("comment", Visitor(person="1"))
    limits.sweep()
    assert not Tally.objects.exists()


def test_counted_across_processes(in_a_file):
    """Eight that know nothing of each other, each with a connection of its own: none counts past another."""
    counts = []

    def one():
        try:
            counts.append(used_up("comment", Visitor(person="1"), 5))
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(8)]
    with time.at(MOMENT):
        pass
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sum(counts) in (15, 30)  # 30 when a stretch ended meanwhile


MOMENT = time.read_w3c("2026-11-25T10:00:00Z")


@pytest.mark.parametrize("proxies, remote, forwarded, expected", [
    ([], "36.64.0.1", "8.8.8.8", "36.64.0.1"),
    (["10.0.0.1"], "36.64.0.1", "8.8.8.8", "36.64.0.1"),
    (["10.0.0.1"], "10.0.0.1", "36.64.0.1", "36.64.0.1"),
    (["10.0.0.1"], "10.0.0.1", "8.8.8.8, 36.64.0.1", "36.64.0.1"),
    (["10.0.0.0/8"], "10.0.0.1", "8.8.8.8, 36.64.0.1, 10.0.0.2", "36.64.0.1"),
    (["10.0.0.1"], "10.0.0.1", "", "10.0.0.1"),
    (["10.0.0.1"], "10.0.0.1", "'; drop", "10.0.0.1"),
])  # fmt: skip
def test_only_a_named_proxy_is_believed(rf, settings, proxies, remote, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(rf.get("/", REMOTE_ADDR=remote, headers=headers)) == expected


def test_a_household_is_one_and_a_proxy_nobody_named_is_none():
    assert neighbourhood("2001:4860:1:2:a::1") == neighbourhood("2001:4860:1:2:b::9") != ""
    assert neighbourhood("36.64.0.1") == "36.64.0.1"
    assert [neighbourhood(a) for a in ("127.0.0.1", "10.1.2.3", "::1", "nonsense", "")] == [""] * 5


def test_the_longest_crisis_counts(db):
    with time.at(MOMENT):
        actions.declare_crisis("Satu", hours=1)
        actions.declare_crisis("Dua", hours=5)
        assert limits.crisis().reason == "Dua"
        assert Crisis.objects.count() == 2
