from django.apps import AppConfig


class FeaturesConfig(AppConfig):
    """What only some need, and is off until somebody switches it on."""

    name = "kokebok.features"
