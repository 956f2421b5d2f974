"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.letters import views

app_name = "letters"
urlpatterns = [
    path("brev/", views.outbox, name="outbox"),
    path("brev/<number:number>/igjen/", views.again, name="again"),
    path("brev/<number:number>/la-ligge/", views.aside, name="aside"),
]
