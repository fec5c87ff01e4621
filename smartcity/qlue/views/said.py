"""What people say: objecting to it, taking one's own back."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from smartcity.accounts.limits import spend, visitor_of
from smartcity.accounts.queries import reach
from smartcity.lib.errors import DomainError
from smartcity.qlue.exposing import as_chosen
from smartcity.qlue.feeds import whole
from smartcity.qlue.people import PersonRequest, for_people
from smartcity.reports import actions, talk
from smartcity.reports.actions.moderating import may_mend
from smartcity.reports.models import Comment
from smartcity.reports.said import MOST_COMMENT, MOST_TALK, Objection

MOST = 20  # of one's own words on a page


class FlagForm(forms.Form):
    objection = forms.ChoiceField(
        label=gettext_lazy("Apa yang salah?"),
        choices=Objection.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih alasannya.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Keterangan"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


def said_for(request: HttpRequest, comment: int) -> Comment:
    """The comment, if this reader sees it; else it is absent."""
    found = talk.said_for(reach(request.user)).select_related(*talk.SPOKEN).filter(pk=comment).first()
    if found is None:
        raise Http404
    return found


def place_of(said: Comment) -> str:
    """The page it stands on."""
    if said.report:
        return reverse("qlue:report", args=[said.report.number]) + "#komentar"
    return reverse("qlue:talk", args=[said.parent_id or said.pk])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def flag(request: PersonRequest, comment: int) -> HttpResponse:
    said = said_for(request, comment)
    form = FlagForm(request.POST or None)
    status, wrong = 400 if form.is_bound else 200, None
    if form.is_bound and form.is_valid():
        try:
            actions.flag(said, request.user, **form.cleaned_data)
        except DomainError as no:
            wrong, status = no, no.status
        else:
            messages.success(request, _("Terima kasih. Moderator akan memeriksanya."))
            return HttpResponseRedirect(place_of(said), status=303)
    context = {"said": said, "form": form, "wrong": wrong, "back": place_of(said)}
    return render(request, "qlue/flag.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def mend(request: PersonRequest, comment: int) -> HttpResponse:
    """Other words in place of one's own, for some minutes."""
    said, wrong = said_for(request, comment), None
    if said.user_id != request.user.pk or said.official:
        raise Http404
    if request.method == "POST":
        try:
            public = said.report is None or said.report.public
            better = as_chosen(request.POST, public, text=request.POST.get("text", ""))
            spend("comment", visitor_of(request))
            actions.mend_comment(said, request.user, **better)
        except DomainError as no:
            wrong = no
        else:
            messages.success(request, _("Tersimpan."))
            return HttpResponseRedirect(place_of(said), status=303)
    context = {"said": said, "text": request.POST.get("text", said.text), "wrong": wrong, "back": place_of(said),
               "most": MOST_TALK if said.is_post else MOST_COMMENT, "may": may_mend(said, request.user)}  # fmt: skip
    return render(request, "qlue/mend.html", context, status=wrong.status if wrong else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def remove(request: PersonRequest, comment: int) -> HttpResponse:
    """Asks first: the words cannot be brought back. One's own go wherever they stand, also where one reads nothing
    else any more."""
    theirs = reach(request.user)
    said = get_object_or_404(talk.own_of(theirs), pk=comment)
    seen = talk.said_for(theirs).filter(pk=said.pk).exists()
    back = place_of(said) if seen else reverse("qlue:own_words")
    if request.method != "POST":
        return render(request, "qlue/remove.html", {"said": said, "back": back, "seen": seen})
    actions.remove_comment(said, request.user)
    messages.success(request, _("Tulisan Anda dihapus."))
    return HttpResponseRedirect(_home_of(said) if said.is_post else back, status=303)


@never_cache
@require_safe
@for_people
def own_words(request: PersonRequest) -> HttpResponse:
    """All one has said that still stands, the newest first; of a report one may not read no more than that."""
    theirs, before = reach(request.user), whole(request.GET.get("dari", ""))
    mine = talk.own_of(theirs)
    found = list((mine.filter(pk__lt=before) if before else mine)[: MOST + 1])
    page = found[:MOST]
    seen = set(talk.said_for(theirs).filter(pk__in=[said.pk for said in page]).values_list("pk", flat=True))
    rows = [(said, place_of(said) if said.pk in seen else "") for said in page]
    more = f"?dari={page[-1].pk}" if len(found) > MOST else ""
    return render(request, "qlue/own_words.html", {"rows": rows, "more": more})


def _home_of(post: Comment) -> str:
    """Where others like it stand."""
    if post.letter or post.area is None:
        return reverse("qlue:letters")
    return reverse("qlue:area", args=[post.area.code])
