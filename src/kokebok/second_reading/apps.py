from django.apps import AppConfig


class SecondReadingConfig(AppConfig):
    """A sample of decisions, read blind by another editor."""

    name = "kokebok.second_reading"
