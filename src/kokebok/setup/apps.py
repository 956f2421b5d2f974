from django.apps import AppConfig


class SetupConfig(AppConfig):
    """From an empty installation to a body's own cookbook: how it begins, and what it is called."""

    name = "kokebok.setup"
