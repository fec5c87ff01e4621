"""All your data to take along, and leaving."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router, Status

from smartcity.accounts.again import prove
from smartcity.api import describing, forms, schemas
from smartcity.api.reading import sent
from smartcity.api.reports import REFUSED
from smartcity.api.who import KNOWN, WRITES, user_of
from smartcity.lib.errors import Invalid
from smartcity.oneself.actions import erase
from smartcity.oneself.dossier import dossier

router = Router(tags=["yours"])
WORDS = frozenset({"HAPUS", "ERASE"})


@router.post("/me/export", auth=KNOWN, throttle=WRITES, operation_id="export",
             response={200: None, REFUSED: schemas.Problem}, openapi_extra=describing.body(forms.Proving))  # fmt: skip
def export(request: HttpRequest) -> HttpResponseBase:
    """Everything about you as one ZIP: JSON and your photos."""
    prove(request, sent(request, forms.Proving).password)
    answer = StreamingHttpResponse(dossier(user_of(request)), content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.post("/me/erase", auth=KNOWN, throttle=WRITES, operation_id="erase",
             response={204: None, REFUSED: schemas.Problem}, openapi_extra=describing.body(forms.Erasing))  # fmt: skip
def leave(request: HttpRequest) -> Status[None]:
    """Erase your account, at once and for good: reports stay, without you."""
    given = sent(request, forms.Erasing)
    if given.word.upper() not in WORDS:
        raise Invalid(_("Ketik %(word)s untuk melanjutkan.") % {"word": "HAPUS"}, field="word", code="word")
    prove(request, given.password)
    erase(user_of(request), words_too=given.words_too)
    return Status(204, None)
