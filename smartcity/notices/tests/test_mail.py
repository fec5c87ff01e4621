"""What reaches a mailbox, once."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from smartcity.lib.time import now
from smartcity.notices.models import Message
from smartcity.notices.rounds import go_round
from smartcity.notices.wishes import Wishes, person_of, wish
from smartcity.reports import actions

pytestmark = pytest.mark.usefixtures("clock")


def proven(user):
    EmailAddress.objects.create(user=user, email=f"{user.username}@example.com", verified=True)


@pytest.fixture
def reader(siti):
    """Siti, who asked for e-mail."""
    proven(siti)
    wish(siti, Wishes(email=True))
    return siti


@pytest.fixture
def accepted(report, reader, lurah_gambir):
    def file(**fields):
        filed = report(**fields)
        actions.accept(filed, lurah_gambir)
        return filed

    return file


@pytest.fixture
def server(monkeypatch):
    """`server.append(error)`: what the mail server answers to the next letter."""
    answers = []

    def send(self, letters):
        if answers and (answer := answers.pop(0)):
            raise answer
        mail.outbox.extend(letters)
        return len(letters)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return answers


def spoken(report):
    return f"{report.number:,}".replace(",", " ")


def test_it_works(accepted, post, settings):
    filed = accepted()
    post()
    (sent,) = mail.outbox
    assert sent.to == ["siti@example.com"]
    assert sent.subject == f"Laporan No. {spoken(filed)}: Lurah Gambir mulai mengerjakan"
    assert f"{settings.BASE_URL}/qlue/laporan/{filed.number}/" in sent.body
    html, kind = sent.alternatives[0]
    assert (kind, "Lurah Gambir mulai mengerjakan" in html, 'lang="id"' in html) == ("text/html", True, True)


def test_once(accepted, post):
    accepted()
    for _round in range(3):
        post()
    assert len(mail.outbox) == 1


def test_nobody_is_written_to_unasked(report, siti, lurah_gambir, post):
    proven(siti)
    actions.accept(report(), lurah_gambir)
    post()
    assert mail.outbox == []


def test_without_a_proven_address_nothing_is_kept_waiting(accepted, reader, post):
    EmailAddress.objects.update(verified=False)
    accepted()
    post()
    assert mail.outbox == []
    assert Message.objects.get().state == "dropped"


def test_a_city_without_a_mail_server_writes_to_nobody(accepted, post, settings):
    settings.EMAIL_ON = False
    accepted()
    post()
    assert mail.outbox == []


def test_the_reader_s_language(accepted, reader, post):
    reader.language = "en"
    reader.save()
    filed = accepted()
    post()
    assert mail.outbox[0].subject.startswith(f"Report No. {spoken(filed)}")
    assert "Stop these e-mails" in mail.outbox[0].body


def test_a_private_report_is_in_no_subject_and_no_body(accepted, post):
    filed = accepted(visibility="private", text="Tetangga saya memukul anaknya")
    post()
    (sent,) = mail.outbox
    assert sent.subject == f"Ada kabar tentang laporan Anda No. {spoken(filed)}"
    assert "mulai mengerjakan" not in sent.body + sent.alternatives[0][0]


def test_the_digest_is_one_letter_grouped_by_report(accepted, reader, lurah_gambir, post, clock, city):
    wish(reader, Wishes(digest="daily"))
    one, two = accepted(), accepted()
    actions.coordinate(one, lurah_gambir, party="PLN", reason="Menunggu tiang")
    post()
    assert mail.outbox == []
    clock.shift(20 * 3600)
    go_round()
    (sent,) = mail.outbox
    assert sent.subject == "3 kabar tentang 2 laporan"
    assert sent.body.count(f"Laporan No. {spoken(one)}") == 1
    assert sent.body.count(f"Laporan No. {spoken(two)}") == 1
    assert "menunggu PLN" in sent.body


def test_when_nothing_happened_no_digest_comes(reader, post, clock):
    wish(reader, Wishes(digest="daily"))
    for _day in range(3):
        clock.shift(86_400)
        post()
    assert mail.outbox == []


def test_a_reason_of_two_lines_breaks_no_header(report, reader, lurah_gambir, post):
    actions.reject(report(), lurah_gambir, reason="Bukan jalan umum.\nBcc: semua@example.com")
    post()
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].to == ["siti@example.com"]


def test_what_is_written_is_escaped(report, reader, lurah_gambir, post):
    actions.reject(report(), lurah_gambir, reason="<script>alert(1)</script>")
    post()
    assert "<script>" not in mail.outbox[0].alternatives[0][0]


def test_the_way_out_is_one_press_and_signed(accepted, reader, post):
    accepted()
    post()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = headers["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]
    assert person_of(token) == reader


def test_a_second_try_has_the_same_message_id(accepted, post, server, clock):
    server.append(SMTPServerDisconnected("gone"))
    accepted()
    post()
    first = Message.objects.get()
    clock.shift(60)
    go_round()
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"].startswith(f"<{first.key}@")


def test_a_server_that_is_away_costs_one_letter_a_try(accepted, budi, lurah_gambir, report, post, server):
    proven(budi)
    wish(budi, Wishes(email=True))
    filed = report()
    actions.support(filed, budi)
    actions.accept(filed, lurah_gambir)
    server.append(SMTPServerDisconnected("gone"))
    post()
    assert sorted(Message.objects.values_list("tries", flat=True)) == [0, 1]
    assert not Message.objects.filter(due_at__lte=now()).exists()


@pytest.mark.parametrize("refusal", [
    SMTPRecipientsRefused({"siti@example.com": (550, b"no such user")}), SMTPDataError(554, b"no")])  # fmt: skip
def test_a_letter_that_is_refused_stops_nobody(accepted, budi, lurah_gambir, report, post, server, refusal):
    proven(budi)
    wish(budi, Wishes(email=True))
    filed = report()
    actions.support(filed, budi)
    actions.accept(filed, lurah_gambir)
    server.append(refusal)
    post()
    assert len(mail.outbox) == 1
    assert Message.objects.waiting().get().tries == 1


def test_who_stops_e_mail_gets_not_even_what_waits(accepted, reader, post, server, clock):
    server.append(SMTPServerDisconnected("gone"))
    accepted()
    post()
    wish(reader, Wishes(email=False))
    clock.shift(60)
    go_round()
    assert mail.outbox == []
