"""Addresses for administrators, under /redaksjon/."""

from django.urls import path

from kokebok.setup import views

app_name = "setup"
urlpatterns = [
    path("innstillinger/", views.overview, name="overview"),
    path("innstillinger/begynn/", views.start, name="start"),
    path("innstillinger/begynn-pa-nytt/", views.again, name="again"),
    path("innstillinger/brev/", views.mail, name="mail"),
    path("innstillinger/<slug:key>/", views.step, name="step"),
]
