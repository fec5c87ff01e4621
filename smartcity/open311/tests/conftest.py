"""Another city's program, with its key."""

from types import SimpleNamespace
from xml.etree.ElementTree import Element, fromstring

import pytest

from smartcity.accounts.actions import issue_key
from smartcity.reports.models import Category
from smartcity.testing.city import GAMBIR

HERE = "/open311/v2/"


@pytest.fixture
def key(budi):
    return issue_key(budi, "FixMyStreet")


@pytest.fixture
def how_deep(city):
    """A flood is asked for its depth."""
    question = {
        "code": "depth",
        "kind": "depth_cm",
        "id": "Dalamnya?",
        "en": "How deep?",
        "choices": [],
        "most": 500,
    }
    Category.objects.filter(code="flood").update(questions=[question])


@pytest.fixture
def other(client, key):
    """`get("requests", q="x")` and `post("requests", ...)` speak JSON, `xml("requests")` gives the root element."""

    def get(path, **query):
        return client.get(f"{HERE}{path}.json", query)

    def xml(path, **query) -> Element:
        answer = client.get(f"{HERE}{path}.xml", query)
        assert answer["Content-Type"] == "text/xml; charset=utf-8"
        return read(answer)

    def post(path="requests", fmt="json", **fields):
        body = {
            "api_key": key,
            "service_code": "road",
            "description": "Lubang",
            "lat": GAMBIR[1],
            "long": GAMBIR[0],
        } | fields
        return client.post(
            f"{HERE}{path}.{fmt}", {name: value for name, value in body.items() if value is not None}
        )

    return SimpleNamespace(get=get, xml=xml, post=post)


def read(answer) -> Element:
    return fromstring(answer.content.decode())  # noqa: S314  # our own answer


def ids(answer):
    return [row["service_request_id"] for row in answer.json()]
