"""For machines that watch over this one: is it well, and what does it count?"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from smartcity.events import health
from smartcity.events.metrics import everything


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 only when database, media and worker answer; else 503, and which does not."""
    parts = health.state()
    if set(parts.values()) == {"ok"}:
        return JsonResponse({"status": "ok"})
    return JsonResponse({"status": "unwell"} | parts, status=503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus. With SMARTCITY_METRICS_TOKEN set: for whoever sends it as a bearer token. Without: for this
    machine itself, not for what a proxy on it passes on. For all others there is no such page."""
    if not _may_read(request):
        raise Http404
    return HttpResponse(everything(), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")
    passed_on = {"X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"} & set(request.headers)
    return not passed_on and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
