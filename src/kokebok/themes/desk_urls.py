"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.features.models import Feature
from kokebok.features.views import when_on
from kokebok.themes import group_views, views

app_name = "themes"
urlpatterns = [
    path("temaer/", views.themes, name="themes"),
    path("temaer/nytt/", views.new_theme, name="new_theme"),
    path("temaer/usikre/", views.least_sure, name="least_sure"),
    path("temaer/innspill/<number:number>/", views.decide, name="decide"),
    path("temaer/grupper/", when_on(Feature.GROUPS, group_views.all_groupings), name="groupings"),
    path("temaer/grupper/<number:number>/", when_on(Feature.GROUPS, group_views.grouping), name="grouping"),
    path(
        "temaer/grupper/<number:number>/igjen/",
        when_on(Feature.GROUPS, group_views.try_again),
        name="try_again",
    ),
    path("temaer/grupper/<number:number>/alene/", when_on(Feature.GROUPS, group_views.alone), name="alone"),
    path(
        "temaer/grupper/<number:number>/<number:group>/",
        when_on(Feature.GROUPS, group_views.group),
        name="group",
    ),
    path("temaer/<number:number>/", views.theme, name="theme"),
    path("temaer/<number:number>/<slug:act>/", views.change_theme, name="change_theme"),
]
