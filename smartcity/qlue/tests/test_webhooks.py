"""The page of one's webhooks."""

import pytest

from smartcity.hooks import actions
from smartcity.hooks.models import Hook, HookDelivery
from smartcity.hooks.tests.conftest import URL
from smartcity.hooks.tests.conftest import internet as internet

HERE = "/qlue/saya/webhook/"
pytestmark = pytest.mark.usefixtures("internet")


def test_it_works(as_budi, budi):
    assert HERE in as_budi.get("/qlue/saya/").text
    made = as_budi.post(HERE, {"url": URL, "category": ["road"], "verb": ["answered"], "area": "31.71"})
    hook = Hook.objects.get(user=budi)
    assert "whsec_" in made.text
    assert URL in as_budi.get(HERE).text
    page = f"{HERE}{hook.pk}/"
    shown = as_budi.get(page).text
    assert "whsec_" not in shown
    assert "Dijawab kantor" in shown
    assert "Jalan rusak" in shown
    as_budi.post(page, {"do": "test"})
    assert "percobaan" in as_budi.get(page).text
    as_budi.post(page, {"do": "remove"})
    assert not Hook.objects.exists()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(as_budi, budi):
    told = as_budi.post(HERE, {"url": "https://127.0.0.1/x", "category": ["road"]})
    assert told.status_code == 400
    assert "https://127.0.0.1/x" in told.text
    assert 'value="road" id="c-road" checked' in told.text
    assert "berada di internet umum" in told.text
    assert not Hook.objects.exists()


def test_what_was_given_up_is_sent_again(as_budi, budi):
    hook, _secret = actions.register(budi, URL)
    row = HookDelivery.objects.create(hook=hook, state="parked")
    as_budi.post(f"{HERE}{hook.pk}/", {"do": "again"})
    row.refresh_from_db()
    assert row.state == "waiting"


def test_nobody_elses(as_budi, siti):
    hook, _secret = actions.register(siti, URL)
    assert as_budi.get(f"{HERE}{hook.pk}/").status_code == 404
    assert as_budi.post(f"{HERE}{hook.pk}/", {"do": "remove"}).status_code == 404
    assert Hook.objects.exists()
