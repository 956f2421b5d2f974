from importlib import import_module

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "kokebok.following"

    def ready(self) -> None:
        import_module(
            "kokebok.following.later"
        )  # so that whoever does later work knows the hours of this app
