"""Addresses for signing in."""

from django.urls import path

from kokebok.people import views

app_name = "people"
urlpatterns = [path("pennen/", views.page_editor, name="page_editor")]
