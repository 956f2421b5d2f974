"""Addresses of what is put together for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.reading import round_views
from kokebok.web.present import only_with

app_name = "reading_desk"
urlpatterns = only_with(
    "rounds",
    path("runder/<number:number>/rapport/", round_views.report, name="round_report"),
    path(
        "runder/<number:number>/rapport/for-alle/", round_views.for_everyone_or_not, name="round_for_everyone"
    ),
    path("runder/<number:number>/rapport/grupper/", round_views.find_again, name="round_find_again"),
    path("runder/<number:number>/rapport/fil/<slug:form>/", round_views.file, name="round_file"),
)
