"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.api import keys_views
from kokebok.features.models import Feature
from kokebok.features.views import when_on

app_name = "api_desk"
urlpatterns = [
    path("nokler/", when_on(Feature.API, keys_views.keys), name="keys"),
    path("nokler/<number:number>/tilbakekall/", when_on(Feature.API, keys_views.revoke), name="revoke"),
]
