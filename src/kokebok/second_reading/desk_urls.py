"""Addresses for those who work here, under /redaksjon/."""

from django.urls import path

from kokebok.second_reading import views

app_name = "second_reading"
urlpatterns = [
    path("andreleser/", views.all_samples, name="samples"),
    path("andreleser/trekk/", views.draw, name="draw"),
    path("andreleser/<number:number>/", views.one_sample, name="sample"),
    path("andreleser/<number:number>/neste/", views.next_reading, name="next"),
    path("andreleser/les/<number:number>/", views.read, name="read"),
    path("andreleser/les/<number:number>/laert/", views.learnt, name="learnt"),
]
