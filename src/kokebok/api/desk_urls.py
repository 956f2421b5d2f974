"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.api import keys_views

app_name = "api_desk"
# Also while the API is off: a key that somebody has lost is revoked before it is switched on again.
urlpatterns = [
    path("nokler/", keys_views.keys, name="keys"),
    path("nokler/<number:number>/tilbakekall/", keys_views.revoke, name="revoke"),
]
