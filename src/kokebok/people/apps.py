from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, bodies (actors) and roles."""

    name = "kokebok.people"
