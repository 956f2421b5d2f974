"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.events import desk_views

app_name = "events_desk"
urlpatterns = [
    path("moteplasser/", desk_views.events, name="events"),
    path("moteplasser/ny/", desk_views.new_event, name="new"),
    path("moteplasser/<number:number>/", desk_views.event, name="event"),
    path("moteplasser/<number:number>/avlys/", desk_views.cancel, name="cancel"),
    path("moteplasser/<number:number>/slett/", desk_views.delete, name="delete"),
    path("moteplasser/<number:number>/deltakere.csv", desk_views.guest_list, name="guests"),
]
