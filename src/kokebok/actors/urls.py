"""Addresses for keeping an entry, and for asking for contact."""

from django.urls import path

from kokebok.actors import entry_views, meet_views, views
from kokebok.web.present import only_with

app_name = "actors"
urlpatterns = [
    path("aktorer/bli-med/", entry_views.join, name="join"),
    path("aktorer/spurt/", entry_views.asked_to_keep, name="asked_to_keep"),
    path("aktorer/lenke-sendt/", entry_views.link_sent, name="link_sent"),
    path("aktorer/bekreft/<token:token>/", entry_views.confirm_keeper, name="confirm_keeper"),
    path("aktorer/fortsatt-riktig/<token:token>/", entry_views.confirm_entry, name="confirm_entry"),
    path("aktorer/inn/<token:token>/", entry_views.come_in, name="come_in"),
    path("aktorer/<slug:slug>/var/", entry_views.claim, name="claim"),
    path("aktorer/<slug:slug>/inn/", entry_views.ask_link, name="ask_link"),
    path("aktorer/<slug:slug>/hold/", entry_views.keep, name="keep"),
    path("aktorer/<slug:slug>/hold/fortsatt-riktig/", entry_views.still_right, name="still_right"),
    path("aktorer/<slug:slug>/hold/inviter/", entry_views.invite, name="invite"),
    path("aktorer/<slug:slug>/hold/slutt/<number:number>/", entry_views.end, name="end"),
    path("aktorer/<slug:slug>/hold/ut/", entry_views.leave, name="leave"),
    path("aktorer/<slug:slug>/kontakt/", views.ask_actor, name="ask"),
    path("innspill/<number:number>/kontakt/", views.ask_sender, name="ask_sender"),
    path("tema/<slug:key>/treff/", meet_views.of_theme, name="meet_theme"),
    *only_with("rounds", path("r/<slug:code>/treff/", meet_views.of_round, name="meet_round")),
    *only_with("rounds", path("runder/<number:number>/treff/", meet_views.of_report, name="meet_report")),
    path("treff/spurt/", meet_views.asked, name="meet_asked"),
    path("treff/<number:number>/kontakt/", views.ask_met, name="ask_met"),
    path("treff/min/<token:token>/", meet_views.mine, name="my_meeting"),
    path("treff/min/<token:token>/ut/", meet_views.leave, name="leave_meeting"),
    path("treff/min/<token:token>/kontakt/<number:number>/", views.ask_other, name="ask_other"),
    path("kontakt/sendt/", views.sent, name="sent"),
    path("kontakt/bekreft/<token:token>/", views.confirm, name="confirm"),
    path("kontakt/svar/<token:token>/", views.answer, name="answer"),
]
