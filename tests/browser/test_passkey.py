"""A passkey made and used in a real Chromium, with its own virtual authenticator. Passkeys need the name of a host."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import PHONE

AUTHENTICATOR = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                 "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip


@pytest.fixture
def here(town):
    return f"http://localhost:{urlsplit(town.url).port}"


@pytest.fixture
def phone(window):
    """A page whose phone has a finger on its sensor; `sensor` takes orders."""
    page = window(**PHONE)
    page.sensor = page.context.new_cdp_session(page)
    page.sensor.send("WebAuthn.enable")
    page.key = page.sensor.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})[
        "authenticatorId"
    ]
    return page


def forget(page):
    """The page is left first: an answer still under way would bring its session's cookie back."""
    page.goto("about:blank")
    page.context.clear_cookies()


def sign_in(page, here, password):
    page.goto(f"{here}/qlue/masuk/")
    page.fill("[name=username]", "siti")
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{here}/qlue/")


def test_making_naming_using_and_removing_one(phone, here, town):
    sign_in(phone, here, town.password)
    phone.goto(f"{here}/qlue/saya/masuk/")
    phone.fill("#key-name", "Ponsel Siti")
    phone.click("#new-passkey button")
    phone.wait_for_selector("text=Kunci sandi tersimpan.")
    assert phone.input_value("[id^=key][name=name] >> nth=0") == "Ponsel Siti"

    forget(phone)
    phone.goto(f"{here}/qlue/masuk/?next=/qlue/laporanku/")
    phone.click("#passkey button")
    phone.wait_for_url(f"{here}/qlue/laporanku/")

    phone.sensor.send("WebAuthn.setUserVerified", {"authenticatorId": phone.key, "isUserVerified": False})
    forget(phone)
    phone.goto(f"{here}/qlue/masuk/")
    phone.click("#passkey button")
    phone.wait_for_selector("#passkey [role=alert]:not([hidden])")  # not the owner's finger
    assert "masuk" in phone.url

    phone.sensor.send("WebAuthn.setUserVerified", {"authenticatorId": phone.key, "isUserVerified": True})
    sign_in(phone, here, town.password)
    phone.goto(f"{here}/qlue/saya/masuk/")
    phone.click("button[name=remove]")
    phone.wait_for_selector("text=Tersimpan.")
    forget(phone)
    phone.goto(f"{here}/qlue/masuk/")
    phone.click("#passkey button")
    phone.wait_for_selector("text=tidak dikenali di sini")


def test_an_address_of_numbers_offers_none(window, town):
    page = window(**PHONE)
    page.goto("/qlue/masuk/")
    page.wait_for_load_state("networkidle")
    assert page.is_hidden("#passkey")


def test_an_officials_passkey_opens_the_office(phone, here, town):
    """Made behind the password; from then on the password alone is not enough."""

    def by_password():
        phone.goto(f"{here}/crop/masuk/")
        phone.fill("[name=username]", "camat.senen")
        phone.fill("[name=password]", town.password)
        phone.press("[name=password]", "Enter")

    by_password()
    phone.wait_for_url(f"{here}/crop/")
    phone.goto(f"{here}/crop/saya/pengaman/")
    phone.fill("#key-name", "Ponsel dinas")
    phone.click("#new-passkey button")
    phone.wait_for_selector("text=Simpan kode cadangan")
    assert phone.locator(".codes li").count() == 10
    phone.click("text=Sudah saya simpan")
    phone.wait_for_url(f"{here}/crop/")

    forget(phone)
    phone.goto(f"{here}/crop/masuk/?next=/crop/riwayat/")
    phone.click("#passkey button")
    phone.wait_for_url(f"{here}/crop/riwayat/")

    forget(phone)
    by_password()
    phone.wait_for_url(f"{here}/crop/masuk/kode/")
    phone.goto(f"{here}/crop/")
    phone.wait_for_url(f"{here}/crop/masuk/?next=%2Fcrop%2F")

    phone.goto(f"{here}/qlue/masuk/")
    phone.click("#passkey button")
    phone.wait_for_url(f"{here}/qlue/")
    phone.goto(f"{here}/crop/")
    assert "masuk" in phone.url  # at the citizens' door it opened a citizen's session
