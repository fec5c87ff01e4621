"""What the city is made of: areas, categories, offices."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from ninja import Router

from smartcity.api import describing, schemas, showing
from smartcity.api.forms import AreaFilters, OfficeFilters, Position, Saying
from smartcity.api.reading import asked
from smartcity.api.who import ANYBODY
from smartcity.areas import queries
from smartcity.areas.models import Area
from smartcity.offices.models import Office
from smartcity.reports.models import Category
from smartcity.reports.suggesting import suggest

router = Router(tags=["places"])


@router.get("/areas", auth=ANYBODY, response={200: schemas.Areas, 400: schemas.Problem, 404: schemas.Problem},
            openapi_extra=describing.query(AreaFilters), operation_id="listAreas")  # fmt: skip
def areas(request: HttpRequest) -> schemas.Areas:
    """The areas in force today, in the order of their codes."""
    filters = asked(request, AreaFilters)
    found = Area.objects.current().with_parents().order_by("code")
    if filters.level:
        found = found.level(filters.level)
    if filters.within:
        found = found.within(Area.objects.coded(filters.within))
    return schemas.Areas(items=[showing.area(row) for row in found])


@router.get("/areas/locate", auth=ANYBODY, response={200: schemas.Location, 400: schemas.Problem},
            openapi_extra=describing.query(Position), operation_id="locate")  # fmt: skip
def locate(request: HttpRequest) -> schemas.Location:
    """The kelurahan of a position. 400 with code outside_city, no_position, bad_position or swapped."""
    where = asked(request, Position)
    place = queries.locate(where.lon, where.lat)
    nearest = [showing.area_brief(row) for row in place.nearest]
    return schemas.Location(area=showing.area(place.area), approximate=place.approximate, nearest=nearest)


@router.get("/categories", auth=ANYBODY, response=schemas.Categories, operation_id="listCategories")
def categories(request: HttpRequest) -> schemas.Categories:
    """The kinds of report there are, in the order to show them."""
    return schemas.Categories(
        items=[showing.category_full(row) for row in Category.objects.filter(active=True)]
    )


@router.get("/categories/suggest", auth=ANYBODY, response={200: schemas.Suggestions, 400: schemas.Problem},
            openapi_extra=describing.query(Saying), operation_id="suggestCategories")  # fmt: skip
def suggestions(request: HttpRequest) -> schemas.Suggestions:
    """The categories a text may be about, by a small model that runs here; none for a text that says nothing."""
    codes = suggest(asked(request, Saying).text, settings.CITY)
    active = Category.objects.filter(active=True).in_bulk(codes, field_name="code")
    return schemas.Suggestions(items=[showing.category(active[code]) for code in codes if code in active])


@router.get("/offices", auth=ANYBODY, response={200: schemas.Offices, 400: schemas.Problem, 404: schemas.Problem},
            openapi_extra=describing.query(OfficeFilters), operation_id="listOffices")  # fmt: skip
def offices(request: HttpRequest) -> schemas.Offices:
    """The offices that answer, in the order of their codes."""
    filters = asked(request, OfficeFilters)
    found = Office.objects.active().select_related("area", "parent").order_by("code")
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.area:
        above = Area.objects.coded(filters.area)
        found = found.filter(Q(area=above) | Q(area__code__startswith=f"{above.code}."))
    return schemas.Offices(items=[showing.office(row) for row in found])
