"""Every tie of a row to a person: what of it they take along, and what becomes of it when they leave.

A test walks all foreign keys to User: one that is missing here fails it, as does one whose `on_delete` says otherwise."""

from dataclasses import dataclass
from enum import Enum


class Leaving(Enum):
    """What `on_delete` does with the row when its person goes."""

    GOES = "CASCADE"
    STAYS_NAMELESS = "SET_NULL"


@dataclass(frozen=True, slots=True)
class Tie:
    """`file` and `fields` (lookups from the row) of the export; or `why` it is deliberately not in it."""

    leaving: Leaving
    file: str = ""
    fields: tuple[str, ...] = ()
    why: str = ""


GOES, STAYS = Leaving.GOES, Leaving.STAYS_NAMELESS
REPORT = ("id", "created_at", "updated_at", "category__code", "text", "landmark", "lon", "lat", "accuracy", "area__code",
          "visibility", "channel", "status", "holder__title", "held_since", "answered_at", "closed_at", "rating", "appealed",
          "supports", "comments", "client_id", "attributes", "signed")  # fmt: skip

TIES: dict[str, Tie] = {
    "reports.Report.author": Tie(STAYS, "laporan.json", REPORT),
    "reports.Comment.user": Tie(
        STAYS,
        "komentar.json",
        (
            "report_id",
            "area__code",
            "parent_id",
            "letter__name",
            "letter__place",
            "at",
            "text",
            "state",
            "office__title",
            "company__name",
        ),
    ),
    "reports.LetterSupport.user": Tie(
        STAYS, "dukungan-kepada-perusahaan.json", ("letter__name", "letter__post__id", "at")
    ),
    "reports.CompanySeat.user": Tie(GOES, "perusahaan.json", ("company__name", "since", "until")),
    "reports.Flag.user": Tie(GOES, "komentar-yang-saya-laporkan.json", ("objection", "words", "at")),
    "accounts.Block.user": Tie(GOES, "blokir.json", ("blocked__pseudonym", "at")),
    "accounts.Block.blocked": Tie(GOES, why="whom somebody does not want to read is theirs alone to know"),
    "reports.Support.user": Tie(STAYS, "dukungan.json", ("report_id", "at")),
    "reports.Doubt.user": Tie(STAYS, "belum-selesai.json", ("report_id", "answered_at", "reason")),
    "reports.Photo.uploader": Tie(
        STAYS, "foto.json", ("report_id", "name", "part", "width", "height", "taken_at", "created_at")
    ),
    "reports.Check.answered_by": Tie(
        STAYS, "jawaban-saya-yang-diperiksa.json", ("report_id", "answered_at", "verdict", "decided_at")
    ),
    "reports.Disclosure.asked_by": Tie(
        STAYS, "permintaan-nama-oleh-saya.json", ("report_id", "office__title", "reason", "asked_at", "state")
    ),
    "reports.Report.assignee": Tie(STAYS, why="what runs of the assignments in penugasan.json"),
    "reports.Note.user": Tie(STAYS, "catatan-kantor.json", ("report_id", "office__title", "text", "at")),
    "reports.Inquiry.asked_by": Tie(
        STAYS, "pertanyaan-oleh-saya.json", ("report_id", "office__title", "text", "asked_at")
    ),
    "reports.Referral.sent_by": Tie(
        STAYS, "tautan-oleh-saya.json", ("report_id", "party__title", "reason", "sent_at")
    ),
    "reports.Assignment.user": Tie(STAYS, "penugasan.json", ("report_id", "office__title", "since", "until")),
    "reports.Undoable.by": Tie(STAYS, why="what they did stands in yang-saya-lakukan.json"),
    "reports.NameSeen.user": Tie(STAYS, "nama-yang-saya-buka.json", ("disclosure__report_id", "at")),
    "events.Event.actor": Tie(STAYS, "yang-saya-lakukan.json", ("at", "verb", "subject")),
    "events.Event.person": Tie(
        STAYS, why="what happened to one's own reports; their state stands in laporan.json"
    ),
    "notices.Notice.user": Tie(GOES, "kabar.json", ("event__at", "event__verb", "event__subject", "seen_at")),
    "notices.Preferences.user": Tie(
        GOES,
        "pemberitahuan.json",
        (
            "push",
            "email",
            "digest",
            "digest_hour",
            "quiet",
            "quiet_from",
            "quiet_to",
            "own",
            "followed",
            "areas",
            "comments",
            "office",
        ),
    ),
    "notices.PushSubscription.user": Tie(
        GOES,
        "perangkat-pemberitahuan.json",
        ("app", "label", "service", "created_at", "success_at", "ended_at"),
    ),
    "notices.Message.user": Tie(
        GOES, "terkirim.json", ("channel", "service", "state", "created_at", "ended_at")
    ),
    "notices.Delivery.user": Tie(
        GOES,
        why="which notice goes by which message; the notices stand in kabar.json, the messages in terkirim.json",
    ),
    "alerts.Message.by": Tie(
        STAYS,
        "peringatan-oleh-saya.json",
        ("kind", "area__code", "severity", "text", "text_en", "sent_at", "expires_at"),
    ),
    "floods.Night.by": Tie(
        STAYS,
        "malam-banjir-oleh-saya.json",
        ("area__code", "text", "text_en", "since", "until", "ended_at"),
    ),
    "beds.Ward.by": Tie(STAYS, why="what they told stands in yang-saya-lakukan.json"),
    "gauges.Reading.by": Tie(
        STAYS, "tinggi-air-oleh-saya.json", ("gauge__code", "at", "level", "siaga", "pumps", "withdrawn")
    ),
    "hooks.Hook.user": Tie(
        GOES, "webhook.json", ("url", "area", "categories", "verbs", "created_at", "success_at", "off_at")
    ),
    "accounts.Follow.user": Tie(GOES, "diikuti.json", ("subject",)),
    "accounts.Device.user": Tie(
        GOES,
        "perangkat.json",
        ("app", "display_mode", "app_at", "version", "push", "platform", "enrolled_at", "seen_at", "key"),
    ),
    "accounts.OpenSession.user": Tie(GOES, "sesi.json", ("opened_at", "seat")),
    "accounts.Duty.user": Tie(
        GOES, "bertugas.json", ("post__office__title", "since", "until", "lon", "lat", "placed_at")
    ),
    "accounts.Token.user": Tie(GOES, "token.json", ("name", "created_at", "expires_at")),
    "accounts.ApiKey.user": Tie(GOES, "kunci-program.json", ("name", "active", "created_at")),
    "account.EmailAddress.user": Tie(GOES, "alamat-e-mail.json", ("email", "verified", "primary")),
    "socialaccount.SocialAccount.user": Tie(
        GOES, "direktori-kota.json", ("provider", "date_joined", "last_login")
    ),
    "mfa.Authenticator.user": Tie(GOES, "kunci-sandi.json", ("type", "created_at", "last_used_at")),
    "seats.Invitation.by": Tie(
        STAYS, "undangan-oleh-saya.json", ("office__title", "role", "name", "email", "made_at")
    ),
    "seats.Invitation.withdrawn_by": Tie(
        STAYS, "undangan-yang-saya-tarik.json", ("office__title", "role", "withdrawn_at")
    ),
    "seats.Invitation.accepted_by": Tie(
        STAYS,
        "undangan-kepada-saya.json",
        ("office__title", "role", "interim", "name", "email", "accepted_at"),
    ),
    "seats.SavedFilter.user": Tie(GOES, "saringan.json", ("name", "query", "at")),
    "reports.DeskVisit.user": Tie(GOES, "kunjungan-ke-meja.json", ("here", "since")),
    "reports.Opened.user": Tie(GOES, "tugas-yang-saya-buka.json", ("report_id", "at")),
    "reports.Received.by": Tie(GOES, "terkirim-dari-ponsel.json", ("client_id", "report_id", "verb", "at")),
    "seats.Reminder.user": Tie(GOES, "pengingat-memasang-aplikasi.json", ("office__title", "at", "mail")),
    "seats.Reminder.by": Tie(STAYS, "pengingat-dari-saya.json", ("office__title", "at")),
    "reports.Rule.by": Tie(STAYS, "aturan-oleh-saya.json", ("number", "version", "since", "until")),
    "accounts.Crisis.by": Tie(STAYS, "keadaan-genting.json", ("since", "until", "reason")),
    "accounts.Post.user": Tie(GOES, "jabatan.json", ("office__title", "role", "since", "until", "interim")),
}
NOT_OF_THE_PERSON = frozenset(
    {"password"}
)  # of the account's own row; only its hash is kept, and no copy shall be
