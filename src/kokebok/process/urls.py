"""The address of the process."""

from django.urls import path

from kokebok.process import views

app_name = "process"
urlpatterns = [path("prosessen/", views.process, name="process")]
