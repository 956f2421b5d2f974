"""Addresses for administrators, under /redaksjon/."""

from django.urls import path

from kokebok.later import views

app_name = "later"
urlpatterns = [
    path("bakgrunn/", views.background, name="background"),
    path("bakgrunn/<int:number>/igjen/", views.again, name="again"),
    path("bakgrunn/<int:number>/ligg/", views.lie, name="lie"),
]
