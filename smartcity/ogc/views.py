"""Each resource as JSON for programs and as a page for people, as `f` or Accept asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from smartcity.lib.asked import asked_of, problem
from smartcity.lib.errors import DomainError, NotFound
from smartcity.lib.time import now, w3c
from smartcity.ogc import openapi
from smartcity.ogc.asking import CRS84, DEFAULT, MOST, known, read
from smartcity.ogc.features import COLLECTIONS, Collection, Feature, collection_of

JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
A_PAGE = 25  # features of a page for people who did not say how many
SCHEMA = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CONFORMS = [SCHEMA + part for part in ("core", "oas30", "html", "geojson")]

View = Callable[..., HttpResponse]


def resource(view: View) -> View:
    """A view that may raise DomainError; web pages of others may read what it answers."""

    @require_safe
    @vary_on_headers("Accept", "Accept-Language")
    @wraps(view)
    def answered(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except DomainError as error:
            answer = _refused(request, error)
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    return answered


@resource
def landing(request: HttpRequest) -> HttpResponse:
    known(asked_of(request), ["f"])
    said = {
        "title": _title(), "description": _("Data terbuka laporan warga untuk program peta."),
        "links": [*_selves(request, JSON), _link("service-desc", "/api", openapi.MIME, _("Definisi OpenAPI")),
                  _link("service-doc", "/api?f=html", HTML, _("Penjelasan")),
                  _link("conformance", "/conformance", JSON, _("Kesesuaian")), _link("data", "/collections", JSON, _("Koleksi")),
                  {"rel": "license", "href": settings.DATA_LICENCE_URL, "type": HTML, "title": settings.DATA_LICENCE}],
    }  # fmt: skip
    return _told(request, said, "ogc/landing.html")


@resource
def conformance(request: HttpRequest) -> HttpResponse:
    known(asked_of(request), ["f"])
    return _told(request, {"conformsTo": CONFORMS, "links": _selves(request, JSON)}, "ogc/conformance.html")


@resource
def api(request: HttpRequest) -> HttpResponse:
    known(asked_of(request), ["f"])
    if _as_page(request):
        return _page(request, {"collections": list(COLLECTIONS.values()), "most": MOST}, "ogc/api.html")
    return JsonResponse(
        openapi.definition(_title(), _base(), COLLECTIONS.values()), content_type=openapi.MIME
    )


@resource
def collections(request: HttpRequest) -> HttpResponse:
    known(asked_of(request), ["f"])
    said = {"links": _selves(request, JSON), "collections": [_described(one) for one in COLLECTIONS.values()]}
    return _told(request, said, "ogc/collections.html")


@resource
def collection(request: HttpRequest, collection: str) -> HttpResponse:
    known(asked_of(request), ["f"])
    one = collection_of(collection)
    said = _described(one)
    said["links"] = [*_selves(request, JSON), *said["links"]]
    return _told(request, said, "ogc/collection.html", one=one)


@resource
def items(request: HttpRequest, collection: str) -> HttpResponse:
    one = collection_of(collection)
    asked = read(asked_of(request), one.properties, A_PAGE if _as_page(request) else DEFAULT)
    found = one.page(asked)
    links = _selves(request, GEOJSON)
    if found.next:
        links.append(_here(request, "next", GEOJSON, _("Halaman berikutnya"), after=found.next))
    links.append(_link("collection", f"/collections/{one.id}", JSON, str(one.title)))
    said: dict[str, Any] = {"type": "FeatureCollection", "timeStamp": w3c(now()), "links": links,
                            "numberReturned": len(found.features), "features": found.features}  # fmt: skip
    if found.matched is not None:
        said["numberMatched"] = found.matched
    further = _here(request, "next", HTML, "", after=found.next, f="html")["href"] if found.next else ""
    return _told(request, said, "ogc/items.html", mime=GEOJSON, one=one, further=further,
                 rows=[(_path(one, made), [made["properties"][name] for name in one.shown]) for made in found.features])  # fmt: skip


@resource
def item(request: HttpRequest, collection: str, feature: str) -> HttpResponse:
    known(asked_of(request), ["f"])
    one = collection_of(collection)
    made = one.feature(feature)
    if made is None:
        raise NotFound(_("Tidak ada “%(name)s” di koleksi ini.") % {"name": feature[:40]}, code="NotFound")
    links = [
        *_selves(request, GEOJSON),
        _link("collection", f"/collections/{one.id}", JSON, str(one.title)),
    ]
    return _told(
        request,
        {**made, "links": links},
        "ogc/item.html",
        mime=GEOJSON,
        one=one,
        title=made["properties"].get("full_name", made["id"]),
    )


# --- How it is told


def _told(request: HttpRequest, said: dict[str, Any], template: str, *, mime: str = JSON, **more: Any,
          ) -> HttpResponse:  # fmt: skip
    if _as_page(request):
        return _page(request, {"said": said, **more}, template)
    return JsonResponse(said, content_type=mime, json_dumps_params={"ensure_ascii": False})


def _page(request: HttpRequest, context: dict[str, Any], template: str, status: int = 200) -> HttpResponse:
    as_json = _here(request, "", "", "", f="json")["href"] if status == 200 else ""
    shown = {"site": settings.BASE_URL, "base": _base(), "as_json": as_json}
    return render(request, template, {**shown, **context}, status=status)


def _as_page(request: HttpRequest) -> bool:
    wanted = request.GET.get("f")
    if wanted:
        return wanted == "html"
    return request.get_preferred_type([GEOJSON, JSON, openapi.MIME, HTML]) == HTML


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """As a page too, for who asked for one; `code` and `description` are OGC's words for it (7.5.1)."""
    if error.code != "too_many_fields" and _as_page(request):
        return _page(request, {"error": error}, "ogc/error.html", error.status)
    return problem(error, description=str(error))


def _described(one: Collection) -> dict[str, Any]:
    items = f"/collections/{one.id}/items"
    return {
        "id": one.id, "title": str(one.title), "description": str(one.description), "itemType": "feature",
        "extent": one.extent, "crs": [CRS84],
        "links": [_link("items", items, GEOJSON, str(one.title)), _link("items", f"{items}?f=html", HTML, str(one.title)),
                  {"rel": "license", "href": settings.DATA_LICENCE_URL, "type": HTML, "title": settings.DATA_LICENCE}],
    }  # fmt: skip


def _title() -> str:
    return _("%(city)s: laporan warga") % {"city": settings.CITY_NAME}


def _base() -> str:
    return f"{settings.BASE_URL}/ogc"


def _link(rel: str, path: str, mime: str, title: str) -> dict[str, str]:
    return {"rel": rel, "href": _base() + path, "type": mime, "title": title}


def _selves(request: HttpRequest, mime: str) -> list[dict[str, str]]:
    """This resource, and the same for people."""
    return [
        _here(request, "self", mime, _("Ini sebagai JSON"), f="json"),
        _here(request, "alternate", HTML, _("Ini sebagai halaman"), f="html"),
    ]


def _here(request: HttpRequest, rel: str, mime: str, title: str, **changes: str) -> dict[str, str]:
    """This address with `changes`."""
    params = request.GET.copy()
    for name, value in changes.items():
        params[name] = value
    query = params.urlencode(safe=",:/")
    return {
        "rel": rel,
        "href": f"{settings.BASE_URL}{quote(request.path)}?{query}",
        "type": mime,
        "title": title,
    }


def _path(one: Collection, made: Feature) -> str:
    return f"/ogc/collections/{one.id}/items/{quote(str(made['id']))}?f=html"
