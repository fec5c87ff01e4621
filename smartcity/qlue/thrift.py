"""Low data: whoever saves data gets the lists without their photos, and a button for them. Works without JavaScript."""

from django.http import HttpRequest

COOKIE = "hemat"
SHOW = "foto"  # in an address: this once with photos


def thrifty(request: HttpRequest) -> bool:
    """By this person's own switch; else as the browser asks for (Save-Data: on)."""
    if SHOW in request.GET:
        return False
    chosen = request.COOKIES.get(COOKIE)
    return chosen == "1" if chosen in ("0", "1") else request.headers.get("Save-Data", "").lower() == "on"


def shown_at(request: HttpRequest) -> str:
    """The address of this same page with its photos; "" where they are there already."""
    if not thrifty(request):
        return ""
    asked = request.GET.copy()
    asked[SHOW] = "1"
    return f"?{asked.urlencode()}"
