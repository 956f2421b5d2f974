"""Addresses for keeping an entry, and for asking for contact."""

from django.urls import path

from kokebok.actors import views
from kokebok.web.present import only_with

app_name = "actors"
urlpatterns = [
    path("aktorer/<slug:slug>/kontakt/", views.ask_actor, name="ask"),
    path("innspill/<number:number>/kontakt/", views.ask_sender, name="ask_sender"),
    path("kontakt/sendt/", views.sent, name="sent"),
    path("kontakt/bekreft/<token:token>/", views.confirm, name="confirm"),
    path("kontakt/svar/<token:token>/", views.answer, name="answer"),
]
