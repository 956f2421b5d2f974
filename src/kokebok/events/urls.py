"""Addresses of events, for everybody."""

from django.urls import path

from kokebok.events import views

app_name = "events"
urlpatterns = [
    path("moteplasser/", views.events, name="events"),
    path("moteplasser/spurt/", views.asked, name="asked"),
    path("moteplasser/min/<token:token>/", views.receipt, name="receipt"),
    path("moteplasser/min/<token:token>/avlys/", views.cancel, name="cancel"),
    path("moteplasser/<number:number>/", views.event, name="event"),
    path("moteplasser/<number:number>/kalender.ics", views.calendar, name="calendar"),
    path("moteplasser/<number:number>/meld-pa/", views.register, name="register"),
]
