"""Addresses for everyone."""

from django.urls import path

from kokebok.moderation import views

app_name = "rules"
urlpatterns = [
    path("regler/", views.rules_page, name="rules"),
    path("kvittering/<code:code>/ny-vurdering/<number:number>/", views.ask, name="ask"),
]
