from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Telling those who work here: one digest, and before a deadline."""

    name = "kokebok.reminders"
