"""A hospital and a ward as Location; how many beds as an extension of it. Why so: docs/decisions/0034-beds.md."""

from typing import Any

from django.conf import settings

from smartcity import __version__
from smartcity.beds.models import BedClass, Hospital, Ward
from smartcity.lib.time import w3c

VERSION = "4.0.1"
ROLES, KINDS = (
    "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
    "http://terminology.hl7.org/CodeSystem/location-physical-type",
)
BED_STATUS = "http://terminology.hl7.org/CodeSystem/v2-0116"
ROLE_OF = {BedClass.IGD: "ER", BedClass.ICU: "ICU", BedClass.PICU: "PEDICU", BedClass.NICU: "PEDNICU"}
COUNTS = ("capacity", "free", "male", "female", "either", "queue")
PARAMETERS = {"_id": "token", "name": "string", "partof": "reference", "near": "special"}

Resource = dict[str, Any]


def hospital(one: Hospital) -> Resource:
    """Ask for it with its office and that one's area."""
    area = one.office.area
    telecom = [{"system": "phone", "value": one.phone, "use": "work"}] if one.phone else None
    address = ", ".join(filter(None, (one.address, area.full_name if area else "")))
    return _whole({
        "resourceType": "Location", "id": f"hospital-{one.pk}",
        "identifier": [{"system": f"{settings.BASE_URL}/rumah-sakit", "value": one.code}],
        "status": "active", "name": one.office.name, "mode": "instance", "type": [_concept(ROLES, "HOSP")], "telecom": telecom,
        "address": {"text": address, "country": "ID"} if address else None, "physicalType": _concept(KINDS, "bu"),
        "position": {"longitude": one.lon, "latitude": one.lat},
        "managingOrganization": {"display": one.owner} if one.owner else None,
    })  # fmt: skip


def ward(one: Ward) -> Resource:
    """Ask for it with its hospital's office."""
    name = str(one.get_bed_class_display()) + (f", {one.name}" if one.name else "")
    full = None if one.free is None else {"system": BED_STATUS, "code": "U" if one.free else "O"}
    return _whole({
        "resourceType": "Location", "id": f"ward-{one.pk}", "meta": {"lastUpdated": w3c(one.at)}, "extension": [bed_count(one)],
        "status": "active", "operationalStatus": full, "name": f"{name}, {one.hospital.office.name}", "mode": "instance",
        "type": [_concept(ROLES, ROLE_OF.get(BedClass(one.bed_class), "HU"))], "physicalType": _concept(KINDS, "wa"),
        "partOf": {"reference": f"Location/hospital-{one.hospital_id}", "display": one.hospital.office.name},
    })  # fmt: skip


def bed_count(one: Ward) -> Resource:
    """What is not told is not there: never a nought."""
    told = {name: getattr(one, name) for name in COUNTS}
    parts: list[Resource] = [{"url": "class", "valueCode": one.bed_class}]
    parts += [{"url": name, "valueUnsignedInt": value} for name, value in told.items() if value is not None]
    parts += [{"url": "countedAt", "valueDateTime": w3c(one.at)}, {"url": "source", "valueCode": one.source}]
    return {"url": extension_url(), "extension": parts}


def extension_url() -> str:
    return f"{settings.BASE_URL}/fhir/StructureDefinition/bed-count"


def definition() -> Resource:
    """What the extension is, for programs that look it up."""
    path = "Extension.extension"
    kinds = {
        "class": "code",
        **dict.fromkeys(COUNTS, "unsignedInt"),
        "countedAt": "dateTime",
        "source": "code",
    }
    elements: list[Resource] = [{"id": "Extension", "path": "Extension", "min": 0, "max": "*"}]
    for name, kind in kinds.items():
        needed = int(name in ("class", "capacity", "countedAt"))
        elements += [
            {"id": f"{path}:{name}", "path": path, "sliceName": name, "min": needed, "max": "1"},
            {"id": f"{path}:{name}.url", "path": f"{path}.url", "min": 1, "max": "1", "fixedUri": name},
            {
                "id": f"{path}:{name}.value[x]",
                "path": f"{path}.value[x]",
                "min": 1,
                "max": "1",
                "type": [{"code": kind}],
            },
        ]
    elements.append(
        {"id": "Extension.url", "path": "Extension.url", "min": 1, "max": "1", "fixedUri": extension_url()}
    )
    return {
        "resourceType": "StructureDefinition", "id": "bed-count", "url": extension_url(), "version": __version__, "name": "BedCount",
        "title": "Beds of a ward, as it counted them itself", "status": "active", "fhirVersion": VERSION, "kind": "complex-type",
        "abstract": False, "context": [{"type": "element", "expression": "Location"}], "type": "Extension",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Extension", "derivation": "constraint",
        "differential": {"element": elements},
    }  # fmt: skip


def capability() -> Resource:
    parameters = [{"name": name, "type": kind} for name, kind in PARAMETERS.items()]
    return {
        "resourceType": "CapabilityStatement", "status": "active", "date": "2026-11-27", "kind": "instance", "fhirVersion": VERSION,
        "software": {"name": "Jakarta Smart City", "version": __version__},
        "implementation": {"description": settings.CITY_NAME, "url": f"{settings.BASE_URL}/fhir"}, "format": ["application/fhir+json"],
        "rest": [{"mode": "server", "resource": [{
            "type": "Location", "profile": "http://hl7.org/fhir/StructureDefinition/Location",
            "interaction": [{"code": "read"}, {"code": "search-type"}], "searchParam": parameters}]}],
    }  # fmt: skip


def bundle(found: list[Resource], total: int, links: dict[str, str]) -> Resource:
    """A page of a search."""
    base = f"{settings.BASE_URL}/fhir/Location/"
    return _whole({
        "resourceType": "Bundle", "type": "searchset", "total": total,
        "link": [{"relation": relation, "url": url} for relation, url in links.items()],
        "entry": [{"fullUrl": base + one["id"], "resource": one, "search": {"mode": "match"}} for one in found] or None,
    })  # fmt: skip


def outcome(code: str, sentence: str) -> Resource:
    """Why not."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": code, "diagnostics": sentence}],
    }


def _concept(system: str, code: str) -> Resource:
    return {"coding": [{"system": system, "code": code}]}


def _whole(resource: Resource) -> Resource:
    """FHIR knows no null."""
    return {name: value for name, value in resource.items() if value is not None}
