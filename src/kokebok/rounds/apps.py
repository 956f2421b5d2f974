from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Live input rounds in a room."""

    name = "kokebok.rounds"
