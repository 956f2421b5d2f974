"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.versions import views

app_name = "versions"
urlpatterns = [
    path("versjoner/", views.texts, name="texts"),
    path("versjoner/<number:number>/", views.versions, name="versions"),
    path("versjoner/<number:number>/ny/", views.new_version, name="new_version"),
    path("versjoner/<number:number>/maskin/<slug:language>/", views.machine_draft, name="machine_draft"),
    path("versjoner/<number:number>/knytt/", views.tie_page, name="tie"),
    path("versjoner/<number:number>/los/", views.untie_page, name="untie"),
    path("versjoner/<number:number>/oppdatert/<number:other>/", views.in_step, name="in_step"),
    path("versjoner/<number:number>/godkjenn/", views.approve, name="approve"),
]
