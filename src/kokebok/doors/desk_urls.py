"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.doors import batch_views, views

app_name = "doors"
urlpatterns = [
    path("skriv-inn/", views.type_in_page, name="type_in"),
    path("andre-veier/", batch_views.start, name="start"),
    path("andre-veier/satt-til-side/", batch_views.letters_aside, name="set_aside"),
    path("andre-veier/satt-til-side/<number:number>/", batch_views.settle_letter, name="settle"),
    path("andre-veier/brev/<number:number>/", batch_views.raw_letter, name="raw_letter"),
    path("andre-veier/innspill/<number:number>/brev/", batch_views.raw_of_input, name="raw_of_input"),
    path(
        "andre-veier/innspill/<number:number>/ta-tilbake/<number:part>/",
        batch_views.take_back,
        name="take_back",
    ),
    path("andre-veier/<number:number>/", batch_views.batch, name="batch"),
    path("andre-veier/<number:number>/fremdrift/", batch_views.progress, name="progress"),
    path("andre-veier/<number:number>/ta-inn/", batch_views.take_in, name="take_in"),
    path("andre-veier/<number:number>/la-ligge/", batch_views.drop_batch, name="drop"),
]
