"""The words an office keeps for use again."""

from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotFound
from smartcity.lib.text import clean, clean_line
from smartcity.offices.models import Office
from smartcity.reports.models import Phrase
from smartcity.reports.phrases import desks_of, must_mean_something

MOST_TITLE = 60
MOST_TEXT = 2000
MOST_PHRASES = 100  # of one office


def keep_phrase(
    office: Office, by: User, *, verb: str, title: str, text: str, pk: int | None = None
) -> Phrase:
    """A new one, or the one with this `pk` anew. Raises NotFound (not an office of theirs, or no such words), Invalid,
    Conflict (that title is taken)."""
    title = clean_line(title, field="title", most=MOST_TITLE)
    text = clean(text, field="text", most=MOST_TEXT, required=False)
    if not title:
        raise Invalid(_("Beri judul agar mudah ditemukan."), field="title", code="title_missing")
    if not text:
        raise Invalid(_("Tuliskan kata-katanya."), field="text", code="text_missing")
    if wrong := must_mean_something(text):
        raise Invalid(wrong, field="text", code="bad_placeholder")
    if verb not in Phrase.For.values:
        raise Invalid(_("Pilih untuk tindakan apa."), field="verb", code="bad_verb")
    with write():
        _must_be_theirs(office, by)
        old = Phrase.objects.filter(office=office, pk=pk).first() if pk else None
        if pk and old is None:
            raise NotFound(_("Templat ini tidak ada."))
        if pk is None and Phrase.objects.filter(office=office).count() >= MOST_PHRASES:
            raise Invalid(_("Paling banyak %(most)d templat.") % {"most": MOST_PHRASES}, code="too_many")
        kept = old or Phrase(office=office)
        kept.verb, kept.title, kept.text = verb, title, text
        try:
            kept.save()
        except IntegrityError as wrong_one:
            raise Conflict(_("Judul itu sudah dipakai."), field="title", code="title_taken") from wrong_one
    return kept


def drop_phrase(phrase: Phrase, by: User) -> None:
    """Raises NotFound when it is not of an office of theirs."""
    with write():
        _must_be_theirs(phrase.office, by)
        Phrase.objects.filter(pk=phrase.pk).delete()


def _must_be_theirs(office: Office, by: User) -> None:
    if office.pk not in desks_of(reach(by)):
        raise NotFound(_("Templat ini tidak ada."))
