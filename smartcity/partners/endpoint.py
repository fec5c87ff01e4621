"""Asking another system, and what became of it. Touches no database, so many go side by side."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from smartcity.accounts.sealing import sealed, unsealed
from smartcity.lib.http import Answer, FetchFailed, ask, retry_after
from smartcity.partners.models import PartnerSystem
from smartcity.partners.reading import Row, Unreadable, refusal, rows

SECONDS = 15.0  # some fetch our photos before they answer
MOST_BYTES = 4 * 1024 * 1024
PURPOSE = b"smartcity.partners.key"
BUSY = frozenset({408, 425, 429})


class Unheard(Exception):
    """No good answer. `status` as HTTP has it, 0 for none; `away`: the whole system does not answer."""

    def __init__(
        self, said: str, *, status: int = 0, away: bool = False, wait: timedelta = timedelta(0)
    ) -> None:
        super().__init__(said)
        self.status, self.away, self.wait = status, away, wait


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and how a system is asked. The key is in the clear: keep it nowhere."""

    url: str
    jurisdiction: str
    key: str
    format: str

    def get(self, *path: str, seconds: float = SECONDS, **query: str) -> list[Row]:
        """The objects at a path, without a key. Raises Unheard."""
        asked = {"jurisdiction_id": self.jurisdiction} | query
        return _read(self._asked("GET", path, None, {k: v for k, v in asked.items() if v}, seconds))

    def post(self, path: str, form: list[tuple[str, str]]) -> tuple[int, list[Row]]:
        """The status and the objects that answer a form. Raises Unheard."""
        ours = [("jurisdiction_id", self.jurisdiction), ("api_key", self.key)]
        body = urlencode([(name, value) for name, value in (*ours, *form) if value]).encode()
        answer = self._asked("POST", (path,), body, {}, SECONDS)
        return answer.status, _read(answer, self.key)

    def _asked(
        self, method: str, path: tuple[str, ...], body: bytes | None, query: dict[str, str], seconds: float
    ) -> Answer:
        url = f"{self.url}/{'/'.join(quote(part, safe='') for part in path)}.{self.format}"
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        kind = "application/json" if self.format == "json" else "text/xml"
        try:
            return ask(method, f"{url}?{urlencode(query)}" if query else url, body, {"Accept": kind} | form,
                       most=MOST_BYTES, seconds=seconds, field="url")  # fmt: skip
        except FetchFailed as wrong:
            raise Unheard(str(wrong), away=True) from wrong


def _read(answer: Answer, key: str = "") -> list[Row]:
    """Raises Unheard; some say the key they were given again, it is not repeated."""
    status = answer.status
    if not 200 <= status < 300:
        busy = status in BUSY or status >= 500
        words = refusal(answer.body).replace(key, "***") if key else refusal(answer.body)
        said = " ".join(filter(None, (f"HTTP {status}", words)))
        raise Unheard(said, status=status, away=busy, wait=retry_after(answer.headers.get("Retry-After")))
    try:
        return rows(answer.body)
    except Unreadable as wrong:
        raise Unheard(f"HTTP {status}, {wrong}", status=status) from wrong


def endpoint(system: PartnerSystem) -> Endpoint:
    """Raises InvalidToken when the city's SECRET_KEY is another one than when the key was sealed."""
    key = unsealed(system.key, PURPOSE) if system.key else ""
    return Endpoint(system.url, system.jurisdiction, key, system.format)


def keep(key: str) -> str:
    """As it stands in the database."""
    return sealed(key, PURPOSE) if key else ""
