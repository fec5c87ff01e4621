"""Pictures of reports."""

from django.urls import path

from smartcity.reports import views

app_name = "reports"
urlpatterns = [path("<slug:file>.jpg", views.photo, name="photo")]
