"""The page of a referral's link: a party without an account reads one report and replies."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from smartcity.crop.facts import before
from smartcity.crop.forms.base import reason_field
from smartcity.lib.address import address_of
from smartcity.lib.errors import DomainError, NotFound
from smartcity.lib.look.forms import PhotoInput
from smartcity.reports import actions
from smartcity.reports.actions.referring import note_opening, referral_of
from smartcity.reports.models import Referral

GONE = 410


class ReplyForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Jawaban"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Pilih jawabannya.")},
        choices=(("settled", gettext_lazy("Selesai dikerjakan")), ("not_ours", gettext_lazy("Bukan urusan kami")),
                 ("word", gettext_lazy("Kabar sementara, belum selesai"))),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Nama dan jabatan Anda"), max_length=120,
                           help_text=gettext_lazy("Hanya dibaca kantor pengirim."),
                           error_messages={"required": gettext_lazy("Tuliskan nama dan jabatan Anda.")})  # fmt: skip
    reason = reason_field(gettext_lazy("Apa yang dikerjakan, atau mengapa bukan urusan Anda"), gettext_lazy("Warga membaca ini."),
                          gettext_lazy("Tuliskan jawabannya."))  # fmt: skip
    photo = forms.FileField(
        label=gettext_lazy("Foto sesudah"), required=False, widget=PhotoInput(camera=True)
    )
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, secret: str) -> HttpResponse:
    """Looking is noted and uses nothing up. A link of nobody is 404, one that is used, too old or overtaken 410: each
    with a page that says which. Whose report was hidden since is told no more than that it is over."""
    found = referral_of(secret)
    if found is None:
        return _over(request, "unknown", 404)
    if not found.report.public:
        return _over(request, "ended", GONE)
    note_opening(found, address_of(request), request.headers.get("User-Agent", ""))
    if found.stands != "waits":
        return _over(request, found.stands, GONE, found)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, 400)
    try:
        _carry_out(request, found, form)
    except NotFound:
        return _over(request, "ended", GONE)
    except DomainError as wrong:
        if wrong.code == "link_over":
            return _over(request, "replied", GONE, referral_of(secret))
        form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
        return _page(request, found, form, wrong.status)
    final = form.cleaned_data["kind"] != "word"
    if not final:
        return _page(request, found, ReplyForm(), said=_("Kabar Anda terkirim. Tautan ini tetap berlaku."))
    return render(request, "crop/referral_over.html", {"why": "thanks", "referral": found})


def _carry_out(request: HttpRequest, found: Referral, form: ReplyForm) -> None:
    words = form.cleaned_data
    if words["kind"] == "word":
        actions.party_says(found, name=words["name"], reason=words["reason"])
        return
    actions.party_replies(found, name=words["name"], reason=words["reason"], settled=words["kind"] == "settled",
                          photos=request.FILES.getlist("photo"), lon=words["lon"], lat=words["lat"])  # type: ignore[arg-type]  # fmt: skip


def _page(
    request: HttpRequest, found: Referral, form: ReplyForm, status: int = 200, said: str = ""
) -> HttpResponse:
    report = found.report
    context = {"referral": found, "case": report, "form": form, "said": said,
               "photos": before(report, list(report.photos.all()))}  # fmt: skip
    return render(request, "crop/referral.html", context, status=status)


def _over(request: HttpRequest, why: str, status: int, found: Referral | None = None) -> HttpResponse:
    return render(request, "crop/referral_over.html", {"why": why, "referral": found}, status=status)
