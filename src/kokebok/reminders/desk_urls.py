"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.reminders import views

app_name = "reminders"
urlpatterns = [path("brev-til-meg/", views.choose_letters, name="choose")]
