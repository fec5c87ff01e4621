"""What was said and waits for a moderator: hide it with a reason, or let it stand."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.lib.errors import DomainError
from smartcity.reports import actions, talk
from smartcity.reports.models import Comment

MOST = 30
QLUE_REPORT, QLUE_TALK = "/qlue/laporan/%d/", "/qlue/obrolan/%d/"  # part of the outside contract


@officials
@require_safe
def queue(request: OfficialRequest) -> HttpResponse:
    return _queue(request)


def _queue(request: OfficialRequest, *, wrong: DomainError | None = None, failed: int = 0) -> HttpResponse:
    if not talk.may_moderate(request.reach):
        raise Http404
    found = list(talk.waiting(request.reach)[: MOST + 1])
    context = {
        "items": [(said, _place(said)) for said in found[:MOST]], "more": len(found) > MOST, "wrong": wrong,
        "failed": failed,
    }  # fmt: skip
    return show(request, "crop/comments.html", "me", context, wrong.status if wrong else 200)


def _place(said: Comment) -> str:
    if said.report:
        return QLUE_REPORT % said.report.number if said.report.public else ""
    return QLUE_TALK % (said.parent_id or said.pk)


def _one(request: OfficialRequest, comment: int) -> Comment:
    found = talk.to_judge(request.reach).filter(pk=comment).first()
    if found is None:
        raise Http404
    return found


@officials
@require_POST
def hide(request: OfficialRequest, comment: int) -> HttpResponse:
    try:
        actions.hide_comment(_one(request, comment), request.user, reason=request.POST.get("reason", ""))
    except DomainError as wrong:
        return _queue(request, wrong=wrong, failed=comment)
    messages.success(request, _("Disembunyikan. Penulisnya diberi tahu alasannya."))
    return HttpResponseRedirect(reverse("crop:comments"), status=303)


@officials
@require_POST
def release(request: OfficialRequest, comment: int) -> HttpResponse:
    try:
        actions.release_comment(_one(request, comment), request.user)
    except DomainError as wrong:
        return _queue(request, wrong=wrong, failed=comment)
    messages.success(request, _("Ditampilkan."))
    return HttpResponseRedirect(reverse("crop:comments"), status=303)
