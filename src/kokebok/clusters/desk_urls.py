"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.clusters import views

app_name = "clusters"
urlpatterns = [
    path("like/", views.overview, name="overview"),
    path("like/koble/", views.decide, name="decide"),
    path("like/<number:number>/ta-ut/", views.take_out, name="take_out"),
]
