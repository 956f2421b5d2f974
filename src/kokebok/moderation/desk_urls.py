"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.moderation import desk_views, reasons_views

app_name = "moderation"
urlpatterns = [
    path("moderering/", desk_views.log, name="log"),
    path("moderering/fil/", desk_views.log_file, name="log_file"),
    path("moderering/<number:number>/", desk_views.ruling_page, name="ruling"),
    path("moderering/<number:number>/legg-tilbake/", desk_views.put_back_part, name="put_back"),
    path("innspill/<number:number>/fjern/", desk_views.redact_input, name="redact"),
    path("moderering/grunner/", reasons_views.reasons, name="reasons"),
    path("moderering/grunner/begynn/", reasons_views.begin, name="begin"),
    path("moderering/grunner/ny/", reasons_views.new, name="new_reason"),
    path("moderering/grunner/<number:number>/", reasons_views.change, name="reason"),
    path("moderering/grunner/<number:number>/bruk/", reasons_views.switch, name="switch_reason"),
]
