"""Addresses for everyone."""

from django.urls import path

from kokebok.moderation import views

app_name = "rules"
urlpatterns = [
    path("regler/", views.rules_page, name="rules"),
    path("kvittering/<str:code>/ny-vurdering/<int:number>/", views.ask, name="ask"),
]
