from django.apps import AppConfig


class LaterConfig(AppConfig):
    """Work that no page waits for: what is queued, what is done by the clock, and who does it."""

    name = "kokebok.later"
