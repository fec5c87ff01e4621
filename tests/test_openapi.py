"""schemathesis over the whole OpenAPI: what fits the schema and what does not, from citizen and official; never a server
error. `pytest -s tests/test_openapi.py` prints how many calls there were, and what was answered."""

from collections import Counter
from socket import gaierror
from unittest import SkipTest

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from smartcity.accounts.actions import issue_token
from smartcity.api.urls import api
from smartcity.lib import http

EXAMPLES = 2  # of each operation, way and person: there are many; the same each time
SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
SCHEMA.app = get_wsgi_application()
OPERATIONS = {operation.ok().label: operation.ok() for operation in SCHEMA.get_all_operations()}
QUIET = settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                 suppress_health_check=list(HealthCheck))  # fmt: skip
answered: Counter[str] = Counter()


@pytest.fixture
def known(request, report, lurah_gambir, siti, settings, monkeypatch):
    """Tokens of a citizen and of her lurah, and what is there to be named by a path."""

    def nowhere(*_where):
        raise gaierror

    settings.API_WRITES_PER_MINUTE = 0
    monkeypatch.setattr(http, "getaddrinfo", nowhere)
    for signal in (
        request_started,
        request_finished,
    ):  # as Django's own test client does: the test's transaction stays open
        signal.disconnect(close_old_connections)
    filed = report()
    there = {"number": filed.number, "code": "31.71.01.1001", "person": siti.public_id}
    yield [issue_token(siti, "test"), issue_token(lurah_gambir, "test")], there
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def tried(operation, way, token, there):
    """Calls of one operation in one person's name. Raises what a check raises."""

    @QUIET
    @given(case=operation.as_strategy(generation_mode=way))
    def one(case):
        if way == GenerationMode.POSITIVE:
            for name in case.path_parameters or {}:
                case.path_parameters[name] = there.get(name, case.path_parameters[name])
        response = case.call(
            base_url="http://testserver", headers={"Authorization": f"Bearer {token}", "Host": "localhost"}
        )
        answered[f"{way.value} {response.status_code}"] += 1
        assert response.status_code < 500, f"{case.as_curl_command()}\n{response.text[:2000]}"

    try:
        one()
    except (Unsatisfiable, SkipTest):
        answered[f"{way.value} not to be made"] += 1  # nothing that could be sent would be wrong


@pytest.mark.parametrize("label", OPERATIONS)
def test_no_server_error(label, known):
    tokens, there = known
    for token in tokens:
        for way in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            tried(OPERATIONS[label], way, token, there)


def test_the_summary():
    """Of what ran in this process."""
    total = sum(n for what, n in answered.items() if what[-1].isdigit())
    errors = sum(n for what, n in answered.items() if what.split()[-1].startswith("5"))
    lines = [
        f"schemathesis {schemathesis.SCHEMATHESIS_VERSION}: {len(OPERATIONS)} operations, {total} calls, {errors} server errors"
    ]
    lines += [f"  {what}: {n}" for what, n in sorted(answered.items())]
    print("", *lines, sep="\n")  # noqa: T201 for whoever runs it with -s
    assert errors == 0
