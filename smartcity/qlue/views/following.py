"""All that one follows, and giving it up."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from smartcity.accounts.actions import follow
from smartcity.accounts.models import Follow
from smartcity.qlue.following import followed_by
from smartcity.qlue.people import PersonRequest, for_people


@never_cache
@require_safe
@for_people
def page(request: PersonRequest) -> HttpResponse:
    return render(request, "qlue/following.html", followed_by(request.user, request.GET.get("dari", "")))


@require_POST
@for_people
def stop(request: PersonRequest, pk: int) -> HttpResponse:
    """Also of what can no longer be looked at. Anybody else's is absent."""
    row = get_object_or_404(Follow, pk=pk, user=request.user)
    follow(request.user, row.subject, on=False)
    messages.success(request, _("Tidak diikuti lagi."))
    return HttpResponseRedirect(reverse("qlue:following"), status=303)
