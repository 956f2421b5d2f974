from django.apps import AppConfig


class ActorsConfig(AppConfig):
    """Actors who meet: asking for contact, and entries that bodies keep themselves."""

    name = "kokebok.actors"
