"""A form sent with the token of another sign-in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smartcity.reports.models import Photo, Report
from smartcity.testing.city import jpeg

ORIGIN = "http://testserver"


@pytest.fixture
def browser(siti):
    """Siti's, who signed in in another tab: `browser.token` is of before."""
    client = Client(enforce_csrf_checks=True)
    client.get("/qlue/masuk/")
    client.token = client.cookies["csrftoken"].value
    client.force_login(siti, backend="smartcity.accounts.backends.PasswordBackend")
    client.cookies["csrftoken"] = "b" * 32
    return client


def send(browser, origin=ORIGIN, **fields):
    form = {
        "csrfmiddlewaretoken": browser.token,
        "text": "Lubang <dalam>",
        "category": "road",
        "send": "1",
    } | fields
    headers = {"origin": origin} if origin else {}
    return browser.post("/qlue/lapor/?dari=kabar", form, headers=headers)


def hidden(name, value):
    return f'<input type="hidden" name="{name}" value="{value}">'


def test_it_works(browser):
    answer = send(browser, photo=SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"))
    kept = Photo.objects.get()
    assert (answer.status_code, Report.objects.count()) == (403, 0)
    assert 'action="/qlue/lapor/?dari=kabar"' in answer.text
    for name, value in (
        ("text", "Lubang &lt;dalam&gt;"),
        ("category", "road"),
        ("send", "1"),
        ("stashed", kept.name),
    ):
        assert hidden(name, value) in answer.text
    assert "<blockquote" in answer.text
    assert browser.token not in answer.text


def test_the_page_sends_it_on_with_a_fresh_token(browser):
    context = send(browser, kelurahan="31.71.01.1001", client_id="7f2c9c3e-6f0e-4b8e-9a55-0d6c9d1f2a11",
                   photo=SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")).context  # fmt: skip
    again = browser.post(
        "/qlue/lapor/",
        dict(context["kept"]) | {"csrfmiddlewaretoken": str(context["csrf_token"])},
        headers={"origin": ORIGIN},
    )
    assert (again.status_code, Report.objects.get().photos.count()) == (303, 1)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver.evil.example", "null", ""])
def test_what_another_site_sends_is_refused_and_not_shown(browser, origin):
    answer = send(browser, origin, photo=SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"))
    assert answer.status_code == 403
    assert "Lubang" not in answer.text
    assert not Photo.objects.exists()


def test_nor_what_comes_without_any_token(browser):
    browser.token = ""
    assert "Lubang" not in send(browser).text


def test_a_password_is_never_written_into_a_page(browser):
    assert "rahasia" not in send(browser, password="rahasia-sekali").text


def test_a_strangers_photo_must_be_chosen_again(browser):
    browser.cookies.pop("sessionid")
    answer = send(browser, photo=SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"))
    assert "Foto perlu dipilih sekali lagi." in answer.text
    assert not Photo.objects.exists()
