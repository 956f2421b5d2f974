"""The address where whoever gets a letter opts out."""

from django.urls import path

from kokebok.outlets import opt_out_views

app_name = "opting_out"
urlpatterns = [path("<token:token>/", opt_out_views.opt_out, name="opt_out")]
