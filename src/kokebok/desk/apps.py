from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kokebok.desk"

    def ready(self) -> None:
        import_module("kokebok.desk.later")  # so that whoever does later work knows the hours of this app
