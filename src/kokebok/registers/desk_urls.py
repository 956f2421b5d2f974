"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.features.models import Feature
from kokebok.features.views import when_on
from kokebok.registers import views

app_name = "registers"
urlpatterns = [
    path("kommuner/", when_on(Feature.REGISTER, views.register), name="register"),
    path("kommuner/ny-fil/", when_on(Feature.REGISTER, views.take_in), name="take_in"),
]
