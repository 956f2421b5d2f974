"""Addresses for administrators, under /redaksjon/."""

from django.urls import path

from kokebok.later import views

app_name = "later"
urlpatterns = [
    path("bakgrunn/", views.background, name="background"),
    path("bakgrunn/<number:number>/igjen/", views.again, name="again"),
    path("bakgrunn/<number:number>/ligg/", views.lie, name="lie"),
]
