"""Addresses of the phones and the wall."""

from django.urls import path

from kokebok.rounds import lead_views, views

app_name = "rounds"
urlpatterns = [
    path("r/", views.enter, name="enter"),
    path("r/min/<slug:link>/", views.mine, name="mine"),
    path("r/utenfor-nett.js", views.offline_script, name="offline_script"),
    path("r/<slug:code>/", views.joined, name="joined"),
    path("r/<slug:code>/svar/", views.answer, name="answer"),
    path("r/<slug:code>/vegg/", lead_views.wall, name="wall"),
]
