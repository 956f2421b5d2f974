"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.search import views

app_name = "search"
urlpatterns = [
    path("sokeord/", views.synonyms, name="synonyms"),
    path("sokeord/<number:number>/", views.group, name="group"),
    path("sokeord/<number:number>/slett/", views.remove, name="remove"),
]
