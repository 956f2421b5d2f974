"""Addresses for those who say how the process goes, under /redaksjon/."""

from django.urls import path

from kokebok.process import desk_views
from kokebok.web.present import only_with

app_name = "process_desk"
urlpatterns = [
    path("prosessen/", desk_views.overview, name="overview"),
    path("prosessen/nytt/", desk_views.new_step, name="new"),
    path("prosessen/steg/<number:number>/", desk_views.own_step, name="step"),
    path("prosessen/steg/<number:number>/fjern/", desk_views.remove, name="remove"),
    path("prosessen/del/<slug:key>/", desk_views.part, name="part"),
    *only_with(
        "rounds", path("prosessen/runde/<number:number>/", desk_views.announcement, name="announcement")
    ),
]
