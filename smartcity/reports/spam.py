"""What makes words look like spam: links, and the same words again. Pure text here; who says them stands below."""

import re
import unicodedata
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings

from smartcity.accounts.models import User
from smartcity.lib.time import now
from smartcity.reports.models import Comment, Report
from smartcity.reports.said import State, Why
from smartcity.reports.workflow import Status

NEW = timedelta(days=1)
MOST_LINKS = 1
OWN_REPEATS = 2  # the third of the same words in a day waits for a moderator
COMMON_REPEATS = 3  # so does what three others said, letter by letter
TOO_SHORT_TO_COUNT = 20  # "Setuju" is said by many

_ENDINGS = (
    "com|net|org|info|biz|id|io|co|me|ly|gl|to|cc|tv|xyz|top|site|online|club|shop|store|live|link|click|app|dev|vip|"
    "win|bet|fun|icu|pro|asia|my|sg|ru|cn|tk|ml|ga|cf|gq|gg|page|web|blog|tech|space|website|today|world|cash|casino"
)
_LINK = re.compile(
    rf"(?:h(?:tt|xx)ps?:\s?//|www\.)(?P<a>[^\s<>\"']+)|(?<![\w@.-])(?P<b>(?:[\w-]+\.)+(?:{_ENDINGS}))(?![\w-]|\.\w)(?:[/?:#][^\s<>\"']*)?",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_SPELLED = re.compile(r"\s*[\[({]\s*(?:dot|titik|\.)\s*[\])}]\s*", re.IGNORECASE)


def plain(text: str) -> str:
    """As a reader takes it: look-alike letters made one, what shows nothing taken out, "(dot)" read as a dot."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("\u3002", ".")
    return _SPELLED.sub(".", seen)


def links(text: str) -> int:
    """How many addresses lead elsewhere. Those of this city's own pages are none."""
    own = (urlsplit(settings.BASE_URL).hostname or "").casefold()
    hosts = [
        re.split(r"[/?:#]", m["a"] or m["b"], maxsplit=1)[0].casefold() for m in _LINK.finditer(plain(text))
    ]
    return sum(host != own for host in hosts)


def digest(text: str) -> str:
    """The same for the same words, whatever their case, blanks and signs."""
    words = re.findall(r"\w+", plain(text).casefold()) or [plain(text)]
    return sha256(" ".join(words).encode()).hexdigest()[:16]


def suspicion(text: str, by: User, *, but: Comment | None = None) -> str:
    """A word of Why, or nothing: what these words of this person are held for. `but`: what they take the place of."""
    found = links(text)
    if found > MOST_LINKS:
        return Why.LINKS
    if found and not proven(by):
        return Why.NEW_LINK
    same = Comment.objects.filter(digest=digest(text), at__gt=now() - NEW).exclude(state=State.REMOVED)
    same = same.exclude(pk=but.pk) if but else same
    if same.filter(user=by).count() >= OWN_REPEATS:
        return Why.REPEATED
    others = same.exclude(user=by).values("user").distinct().count() if len(text) >= TOO_SHORT_TO_COUNT else 0
    return Why.REPEATED if others >= COMMON_REPEATS else ""


def proven(by: User) -> bool:
    """Here for a day, and with a report of theirs that was true and got solved."""
    old = by.date_joined <= now() - NEW
    return old and Report.objects.filter(author=by, status=Status.DONE).exists()
