from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What programs read and say: all that is public as data, and inputs from whoever has a key."""

    name = "kokebok.api"
