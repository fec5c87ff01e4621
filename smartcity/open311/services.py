"""Discovery, the list of services, and what more may be said with each."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.open311.door import absent
from smartcity.open311.formats import Told
from smartcity.reports.deadlines import promised
from smartcity.reports.models import Category
from smartcity.reports.questions import CHOICE, DEPTH, NUMBER, OFFICE, TEXT, Question, asked

CHANGED = "2026-11-23T00:00:00Z"  # when what is served here changed last
LANDMARK, VISIBILITY = "landmark", "visibility"
DATATYPES = {DEPTH: "number", NUMBER: "number", CHOICE: "singlevaluelist", TEXT: "string", OFFICE: "string"}


def discovery(request: HttpRequest) -> Told:
    here = request.build_absolute_uri(request.path.rsplit("/", 1)[0])
    return Told("discovery", {
        "changeset": CHANGED,
        "contact": f"{settings.CITY_NAME}, {request.build_absolute_uri('/')}",
        "key_service": _("Minta api_key kepada administrator %(city)s.") % {"city": settings.CITY_NAME},
        "endpoints": [{
            "specification": "http://wiki.open311.org/GeoReport_v2", "url": here, "changeset": CHANGED,
            "type": "test" if settings.DEMO else "production", "formats": ["text/xml", "application/json"],
        }],
    })  # fmt: skip


def services(request: HttpRequest) -> Told:
    return Told("services", [_service(category) for category in Category.objects.filter(active=True)])


def _service(category: Category) -> dict[str, Any]:
    hours = {
        "act": promised(category, category.first_action_hours),
        "solve": promised(category, category.resolution_hours),
    }
    return {
        "service_code": category.code, "service_name": str(category),
        "description": _("Ditindaklanjuti dalam %(act)s, diselesaikan dalam %(solve)s.") % hours,
        "metadata": True, "type": "realtime", "keywords": category.keywords or None, "group": category.group,
    }  # fmt: skip


def definition(request: HttpRequest, code: str) -> Told:
    category = service(code)
    return Told("service_definition", {"service_code": category.code, "attributes": _attributes(category)})


def service(code: str) -> Category:
    """The service in use with this code. Raises NotFound; PostgreSQL cannot be asked for a NUL."""
    category = None if "\x00" in code else Category.objects.filter(code=code, active=True).first()
    if category is None:
        raise absent("service_code")
    return category


def _attributes(category: Category) -> list[dict[str, Any]]:
    landmark = _attribute(LANDMARK, "string", 1, _("Patokan"), _("Paling banyak 120 huruf."))
    more = [_asked(question, order) for order, question in enumerate(asked(category), 3)]
    if category.private:
        return [landmark, *more]  # nobody may choose
    seen_by = [{"key": "public", "name": _("Publik")}, {"key": "private", "name": _("Pribadi")}]
    visibility = _attribute(VISIBILITY, "singlevaluelist", 2, _("Siapa yang boleh membacanya?"), None)
    return [landmark, visibility | {"values": seen_by}, *more]


def _asked(question: Question, order: int) -> dict[str, Any]:
    """A question of the category. A depth is a number; its body marks are told as a hint."""
    hint = {
        DEPTH: "cm: " + ", ".join(f"{choice.key} = {choice}" for choice in question.choices),
        NUMBER: question.unit or None,
    }.get(question.kind)
    told = _attribute(question.code, DATATYPES[question.kind], order, str(question), hint)
    told["required"] = question.required
    if question.kind == CHOICE:
        told["values"] = [{"key": choice.key, "name": str(choice)} for choice in question.choices]
    return told


def _attribute(
    code: str, datatype: str, order: int, description: str, help_text: str | None
) -> dict[str, Any]:
    return {"variable": True, "code": code, "datatype": datatype, "required": False,
            "datatype_description": help_text, "order": order, "description": description}  # fmt: skip
