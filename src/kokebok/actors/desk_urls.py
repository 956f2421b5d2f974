"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.actors import desk_views, entry_desk_views, meet_desk_views

app_name = "actors_desk"
urlpatterns = [
    path("aktorer/", entry_desk_views.entries, name="entries"),
    path("aktorer/hold/<number:number>/", entry_desk_views.settle_claim, name="settle_claim"),
    path("aktorer/endring/<number:number>/", entry_desk_views.settle_proposal, name="settle_proposal"),
    path("treff/", meet_desk_views.meet_lists, name="meet_lists"),
    path("treff/<number:number>/av/", meet_desk_views.take_off, name="take_off_list"),
    path("kontakt/", desk_views.reported, name="reported"),
    path("kontakt/<number:number>/", desk_views.settle_report, name="settle"),
]
