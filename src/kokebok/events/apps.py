from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events where people meet: places, a waiting list, reminders."""

    name = "kokebok.events"
