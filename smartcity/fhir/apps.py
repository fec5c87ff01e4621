"""HL7 FHIR R4: hospitals and their wards for health systems, to read."""

from django.apps import AppConfig


class FhirConfig(AppConfig):
    name = "smartcity.fhir"
