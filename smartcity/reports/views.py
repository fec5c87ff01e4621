"""A picture, to whoever may see its report."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from smartcity.accounts.bearer import who_asks
from smartcity.reports import media
from smartcity.reports.claims import reach_of
from smartcity.reports.models import Photo, Report
from smartcity.reports.talk import said_for, to_judge

FOREVER = "public, max-age=31536000, immutable"


@require_safe
def photo(request: HttpRequest, file: str) -> HttpResponseBase:
    """`file` is the name, with "-s" for the small one. A public report's picture is everyone's; another needs
    the key in its address and a viewer who may still see the report; that of talk is for whoever sees the post or may judge it; a
    stash is its uploader's, a stranger's that browser's.
    What is not for this viewer is absent: the same 404."""
    small = file.endswith("-s")
    name = file.removesuffix("-s")
    picture = Photo.objects.filter(name=name).select_related("report", "talk").first()
    if picture is None or not _may_see(request, picture):
        raise Http404
    public = picture.report is not None and picture.report.public
    try:
        body = default_storage.open(media.path(name, small=small))
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(body, content_type="image/jpeg")
    response["Cache-Control"] = FOREVER if public else "private, no-store"
    return response


def _may_see(request: HttpRequest, picture: Photo) -> bool:
    viewer = who_asks(request)
    if viewer is None:
        return False
    if picture.talk is not None:
        theirs = reach_of(request, viewer)
        return any(said.filter(pk=picture.talk.pk).exists() for said in (said_for(theirs), to_judge(theirs)))
    if picture.report is None:
        if picture.uploader_id is not None:
            return picture.uploader_id == viewer.pk
        browser = request.META.get("CSRF_COOKIE", "")
        return media.strangers_key_fits(picture.name, browser, request.GET.get("k", ""))
    if picture.report.public:
        return True
    seen = Report.objects.visible_to(reach_of(request, viewer)).filter(pk=picture.report.pk).exists()
    return seen and media.key_fits(picture.name, request.GET.get("k", ""))
