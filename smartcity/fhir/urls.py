"""HL7 FHIR R4 (4.0.1), RESTful read and search: hl7.org/fhir/R4/http.html."""

from django.urls import path

from smartcity.fhir import views

app_name = "fhir"
urlpatterns = [
    path("metadata", views.metadata, name="metadata"),
    path("Location", views.search, name="search"),
    path("Location/<str:id>", views.read, name="read"),
    path("StructureDefinition/bed-count", views.definition, name="definition"),
    path("<path:rest>", views.absent, name="absent"),
]
