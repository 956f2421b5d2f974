"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.actors import desk_views

app_name = "actors_desk"
urlpatterns = [
    path("kontakt/", desk_views.reported, name="reported"),
    path("kontakt/<number:number>/", desk_views.settle_report, name="settle"),
]
