"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.lists import views

app_name = "lists"
urlpatterns = [
    path("lister/", views.lists, name="lists"),
    path("lister/overskrifter/", views.headings, name="headings"),
    path("lister/<slug:which>/", views.one_list, name="list"),
    path("lister/<slug:which>/nytt/", views.new_entry, name="new_entry"),
    path("lister/<slug:which>/tittel/", views.new_title, name="new_title"),
    path("lister/<slug:which>/<number:number>/", views.entry, name="entry"),
    path("lister/<slug:which>/<number:number>/navn/", views.new_names, name="new_names"),
    path("lister/<slug:which>/<number:number>/omtale/", views.new_about, name="new_about"),
    path("lister/<slug:which>/<number:number>/sla-sammen/", views.merge, name="merge"),
    path("lister/<slug:which>/<number:number>/<slug:act>/", views.change_entry, name="change_entry"),
]
