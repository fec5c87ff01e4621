"""Coming in by a code: asking for it, typing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from smartcity.accounts.codes import Code
from smartcity.accounts.contacts import to_reach
from smartcity.accounts.limits import mark_device
from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError
from smartcity.lib.look.forms import point_out
from smartcity.qlue.entrance import entrance, welcome
from smartcity.qlue.forms import CodeForm, ContactForm
from smartcity.qlue.people import safe_next


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """`contact` asks for a code, `again` for another, `code` is one typed; `forgot` asks for one to the `username` of the
    form of a password, to choose another then."""
    if request.method == "POST" and {"contact", "forgot"} & set(request.POST):
        return _ask(request)
    process = Code.resume(request)
    if process is None:
        return HttpResponseRedirect(reverse("qlue:sign_in"), status=303)
    if request.method != "POST":
        return _show(request, process, CodeForm())
    form = CodeForm(request.POST)
    try:
        if "again" in request.POST:
            process.send()
            return HttpResponseRedirect(reverse("qlue:code"), status=303)
        if form.is_valid():
            process.check(form.cleaned_data["code"])
            return _in(request, process)
    except DomainError as wrong:
        if wrong.code in ("code_over", "contact_taken", "inactive"):
            return _start_over(request, process, wrong)
        form.add_error("code" if wrong.field == "code" else None, str(wrong))
        return _show(request, process, form, status=wrong.status)
    return _show(request, process, form, status=400)


def _ask(request: HttpRequest) -> HttpResponse:
    """One form for whoever is new and whoever is known; signed in, it adds a contact to the account."""
    form, adds = ContactForm(_contact(request)), isinstance(request.user, User)
    status = 400
    if form.is_valid():
        way_on = safe_next(request, reverse("qlue:ways") if adds else reverse("qlue:nearby"))
        if "forgot" in request.POST:
            way_on = f"{reverse('qlue:password')}?{urlencode({'next': way_on})}"
        try:
            Code.begin(request, to_reach(form.cleaned_data["contact"]), way_on=way_on,
                       pseudonym=form.cleaned_data["pseudonym"], adds=adds)  # fmt: skip
            return HttpResponseRedirect(reverse("qlue:code"), status=303)
        except DomainError as wrong:
            form.add_error("contact", str(wrong))
            status = wrong.status
    return entrance(request, contact=form, status=status)


def _contact(request: HttpRequest) -> QueryDict:
    """Where to: what somebody typed beside the password they forgot is a number or an address as often as not."""
    if "contact" in request.POST:
        return request.POST
    sent = request.POST.copy()
    sent["contact"] = sent.get("username", "")
    return sent


def _in(request: HttpRequest, process: Code) -> HttpResponse:
    way_on, adds = process.state["way_on"], process.state["adds"]
    user = process.finish()
    if adds:
        messages.success(request, _("Tersimpan."))
    if process.new:
        way_on = f"{reverse('qlue:welcome')}?{urlencode({'next': way_on})}"
    return welcome(way_on, user)


def _start_over(request: HttpRequest, process: Code, wrong: DomainError) -> HttpResponse:
    """Back to where a code is asked for."""
    messages.error(request, str(wrong))
    where = reverse("qlue:ways") if request.user.is_authenticated else reverse("qlue:sign_in")
    return HttpResponseRedirect(where, status=303)


def _show(request: HttpRequest, process: Code, form: CodeForm, *, status: int = 200) -> HttpResponse:
    point_out(form)
    context = {
        "form": form,
        "process": process,
        "minutes": process.timeout // 60,
        "next": process.state["way_on"],
    }
    return mark_device(request, render(request, "qlue/code.html", context, status=status))
