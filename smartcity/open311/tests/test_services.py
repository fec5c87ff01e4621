"""discovery, services, service definitions."""

import pytest

from smartcity.open311.tests.conftest import read
from smartcity.reports.models import Category


@pytest.fixture(autouse=True)
def _city(city):
    pass


def test_it_works(other):
    assert [row["service_code"] for row in other.get("services").json()] == [
        "road",
        "flood",
        "jam",
        "lamp",
        "crime",
    ]


def test_a_service_has_every_field_and_its_type(other):
    road = other.get("services").json()[0]
    assert {name: type(value) for name, value in road.items()} == {
        "service_code": str, "service_name": str, "description": str, "metadata": bool, "type": str, "keywords": type(None), "group": str,
    }  # fmt: skip


def test_xml_says_the_same(other):
    root = other.xml("services")
    assert (root.tag, {child.tag for child in root}) == ("services", {"service"})
    assert [e.text for e in root.iterfind("service/service_code")] == [
        "road",
        "flood",
        "jam",
        "lamp",
        "crime",
    ]
    assert root.findtext("service/metadata") == "true"


def test_the_xml_declares_itself(client):
    assert client.get("/open311/v2/services.xml").content.startswith(
        b'<?xml version="1.0" encoding="utf-8"?>\n<services>'
    )


def test_the_readers_language(client):
    assert (
        client.get("/open311/v2/services.json", headers={"Accept-Language": "en"}).json()[0]["service_name"]
        == "Broken road"
    )


def test_discovery(other):
    told = other.get("discovery").json()
    (endpoint,) = told["endpoints"]
    assert (endpoint["url"], endpoint["formats"]) == (
        "http://testserver/open311/v2",
        ["text/xml", "application/json"],
    )
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert told["contact"]
    assert told["key_service"]
    assert [e.text for e in other.xml("discovery").iterfind("endpoints/endpoint/formats/format")] == endpoint[
        "formats"
    ]


def test_a_definition(other):
    told = other.get("services/road").json()
    assert told["service_code"] == "road"
    landmark, visibility = told["attributes"]
    assert landmark == {"variable": True, "code": "landmark", "datatype": "string", "required": False,
                        "datatype_description": "Paling banyak 120 huruf.", "order": 1, "description": "Patokan"}  # fmt: skip
    assert [value["key"] for value in visibility["values"]] == ["public", "private"]
    assert [e.text for e in other.xml("services/road").iterfind("attributes/attribute/values/value/key")] == [
        "public",
        "private",
    ]


def test_what_is_always_private_leaves_no_choice(other):
    assert [a["code"] for a in other.get("services/crime").json()["attributes"]] == ["landmark"]


def test_a_withdrawn_service(other):
    Category.objects.filter(code="jam").update(active=False)
    assert "jam" not in [row["service_code"] for row in other.get("services").json()]
    assert other.get("services/jam").status_code == 404


@pytest.mark.parametrize("path", ["services/none", "requests/1", "requests/abc", "requests/" + "9" * 40, "tokens/1",
                                  "tokens/7f2c9c3e-6f0e-4b8e-9a55-0d6c9d1f2a11", "nothing", "services/a%00b"])  # fmt: skip
@pytest.mark.parametrize("fmt", ["json", "xml"])
def test_what_is_not_there(client, path, fmt):
    answer = client.get(f"/open311/v2/{path}.{fmt}")
    assert answer.status_code == 404
    if fmt == "json":
        ((code, description),) = [(error["code"], error["description"]) for error in answer.json()]
    else:
        root = read(answer)
        assert (root.tag, root[0].tag) == ("errors", "error")
        code, description = int(root.findtext("error/code")), root.findtext("error/description")
    assert code == 404
    assert description


@pytest.mark.parametrize("path", ["", "services", "services.html", "requests.csv", "services.xml/"])
def test_no_error_is_a_page(client, path):
    answer = client.get(f"/open311/v2/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/xml; charset=utf-8")


@pytest.mark.parametrize(
    "method, path", [("post", "services"), ("put", "requests"), ("delete", "requests/1")]
)
def test_other_methods(client, method, path):
    answer = getattr(client, method)(f"/open311/v2/{path}.json")
    assert (answer.status_code, answer.json()[0]["code"]) == (405, 405)
    assert "GET" in answer["Allow"]


def test_head(client):
    assert client.head("/open311/v2/services.xml").status_code == 200
