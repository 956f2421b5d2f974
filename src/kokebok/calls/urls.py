"""Addresses of calls for everyone."""

from django.urls import path

from kokebok.calls import consent_views, own_views, views

app_name = "calls"
urlpatterns = [
    path("etterlysninger/", views.calls, name="calls"),
    path("etterlysninger/tekst/<token:token>/", consent_views.consent, name="consent"),
    path("etterlysninger/paaminnelse/<token:token>/", views.confirm_reminders, name="confirm_reminders"),
    path("etterlysninger/paaminnelse/<token:token>/slutt/", views.end_reminders, name="end_reminders"),
    path("etterlysninger/<slug:slug>/", views.call, name="call"),
    path("etterlysninger/<slug:slug>/lignende/", views.similar, name="similar"),
    path("etterlysninger/<slug:slug>/minn-meg/", views.ask_reminders, name="ask_reminders"),
    path("etterlysninger/<slug:slug>/frist.ics", views.calendar, name="calendar"),
    path("etterlysninger/<slug:slug>/innfelt/", views.framed, name="framed"),
    path("etterlysninger/<slug:slug>/plakat.pdf", views.poster, name="poster"),
    path("kvittering/<code:code>/etterlysning/<number:number>/", own_views.fill_in, name="fill_in"),
    path("kvittering/<code:code>/etterlysning/<number:number>/lagre/", own_views.save, name="save"),
]
