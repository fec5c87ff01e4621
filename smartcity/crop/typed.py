"""What was typed into a form outlives a session that ran out: it waits behind the sign-in."""

from django.http import HttpRequest

KEY = "crop_typed"
MOST = 8000  # characters


def keep_typed(request: HttpRequest) -> None:
    """Put the words of this POST (not its photos, not its token) aside for the page it was sent to."""
    words = {
        name: value for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "seen")
    }
    if words and sum(map(len, words.values())) <= MOST:
        request.session[KEY] = {"path": request.path, "words": words}


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What was put aside for this page, once."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return {}
    del request.session[KEY]
    words: dict[str, str] = kept["words"]
    return words
