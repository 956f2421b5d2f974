"""Addresses only the demo has."""

from django.urls import path

from kokebok.config import demo_views

app_name = "demo"
urlpatterns = [
    path("", demo_views.demo, name="demo"),
    path("kode/", demo_views.send_code, name="send"),
]
