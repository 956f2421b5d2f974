"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.features.models import Feature
from kokebok.features.views import when_on
from kokebok.second_reading import views

app_name = "second_reading"
urlpatterns = [
    path("andreleser/", when_on(Feature.SECOND_READING, views.all_samples), name="samples"),
    path("andreleser/trekk/", when_on(Feature.SECOND_READING, views.draw), name="draw"),
    path("andreleser/<number:number>/", when_on(Feature.SECOND_READING, views.one_sample), name="sample"),
    path(
        "andreleser/<number:number>/neste/", when_on(Feature.SECOND_READING, views.next_reading), name="next"
    ),
    path("andreleser/les/<number:number>/", when_on(Feature.SECOND_READING, views.read), name="read"),
    path(
        "andreleser/les/<number:number>/laert/", when_on(Feature.SECOND_READING, views.learnt), name="learnt"
    ),
]
