"""Hospitals as HL7 FHIR R4, checked by models made from the standard itself."""

from fnmatch import fnmatch

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.capabilitystatement import CapabilityStatement
from fhir.resources.R4B.location import Location
from fhir.resources.R4B.operationoutcome import OperationOutcome
from fhir.resources.R4B.structuredefinition import StructureDefinition

from smartcity.beds.actions import tell
from smartcity.beds.counts import Count

HERE = "/fhir/"


@pytest.fixture
def wards(hospital, other, clerk):
    """An ICU, and a room of the third class, in the hospital of Gambir."""
    tell(
        hospital,
        [Count("icu", capacity=10, free=3, queue=2), Count("class3", "M1", "Melati", 30, 0)],
        clerk,
        "clerk",
    )
    return list(hospital.wards.order_by("pk"))


def got(client, path, status=200):
    answer = client.get(HERE + path)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/fhir+json")
    return answer.json()


def ids(bundle):
    Bundle.model_validate(bundle)
    return [entry["resource"]["id"] for entry in bundle.get("entry", [])]


def counts(location):
    (extension,) = location["extension"]
    assert fnmatch(extension["url"], "http*/fhir/StructureDefinition/bed-count")
    return {
        part["url"]: next(value for name, value in part.items() if name.startswith("value"))
        for part in extension["extension"]
    }


def test_it_works(client, hospital, wards):
    told = got(client, f"Location/hospital-{hospital.pk}")
    Location.model_validate(told)
    assert (told["name"], told["position"]) == ("RS Contoh Gambir", {"longitude": 106.81, "latitude": -6.17})
    ward = got(client, f"Location/ward-{wards[0].pk}")
    Location.model_validate(ward)
    assert ward["partOf"]["reference"] == f"Location/hospital-{hospital.pk}"
    assert ward["operationalStatus"]["code"] == "U"
    assert (
        counts(ward).items()
        >= {"class": "icu", "capacity": 10, "free": 3, "queue": 2, "source": "clerk"}.items()
    )
    assert got(client, f"Location/ward-{wards[1].pk}")["operationalStatus"]["code"] == "O"


def test_what_is_not_told_is_no_nought(client, wards):
    assert {"male", "female", "either"} & set(counts(got(client, f"Location/ward-{wards[0].pk}"))) == set()


def test_all_of_them(client, hospital, other, wards):
    bundle = got(client, "Location")
    assert ids(bundle) == [
        f"hospital-{hospital.pk}",
        f"hospital-{other.pk}",
        *(f"ward-{ward.pk}" for ward in wards),
    ]
    assert bundle["total"] == 4


def test_page_by_page(client, hospital, other, wards):
    found, path = [], "Location?_count=3"
    while path:
        bundle = got(client, path)
        found += ids(bundle)
        links = {link["relation"]: link["url"] for link in bundle["link"]}
        path = links.get("next", "").partition("/fhir/")[2]
    assert found == ids(got(client, "Location"))
    assert got(client, "Location?_count=0")["total"] == 4


def test_by_place_name_and_whole(client, hospital, other, wards):
    near = got(client, "Location?near=-6.17|106.83|500|m")
    assert ids(near) == [f"hospital-{other.pk}"]
    assert len(ids(got(client, "Location?near=-6.17|106.82"))) == 4
    assert ids(got(client, "Location?name=rs+contoh+s")) == [f"hospital-{other.pk}"]
    assert ids(got(client, f"Location?partof=Location/hospital-{hospital.pk}")) == [
        f"ward-{ward.pk}" for ward in wards
    ]
    assert ids(got(client, f"Location?_id=ward-{wards[1].pk},hospital-{other.pk}")) == [
        f"hospital-{other.pk}",
        f"ward-{wards[1].pk}",
    ]
    assert ids(got(client, "Location?partof=nothing")) == []


@pytest.mark.parametrize(
    "query", ["near=here", "near=1|2|3|parsec", "near=nan|nan", "near=1|2|-5", "_count=x", "_skip=-1"]
)
def test_what_is_asked_wrongly(client, wards, query):
    OperationOutcome.model_validate(got(client, f"Location?{query}", 400))


@pytest.mark.parametrize(
    "path",
    [
        "Location/hospital-999",
        "Location/ward-x",
        "Location/nothing",
        "Location/report-1",
        "Patient",
        "Location/ward-" + "9" * 40,
    ],
)
def test_what_is_not_there(client, wards, path):
    OperationOutcome.model_validate(got(client, path, 404))


def test_nothing_is_written_here(client, wards):
    answer = client.post(f"{HERE}Location", {}, content_type="application/json")
    assert answer.status_code == 405
    OperationOutcome.model_validate(answer.json())


def test_other_formats(client, wards):
    got(client, "Location?_format=application/fhir%2Bjson")
    got(client, "Location?_format=xml", 406)


def test_what_it_says_of_itself(client, db):
    told = got(client, "metadata")
    CapabilityStatement.model_validate(told)
    assert told["fhirVersion"] == "4.0.1"
    StructureDefinition.model_validate(got(client, "StructureDefinition/bed-count"))


def test_the_models_see_what_is_wrong(client, hospital):
    told = got(client, f"Location/hospital-{hospital.pk}") | {"status": "fine"}
    told["position"] = {"longitude": "east"}
    with pytest.raises(ValueError, match="position"):
        Location.model_validate(told)
