from django.apps import AppConfig


class DoorsConfig(AppConfig):
    """Other ways in: paper, telephone, e-mail, spreadsheets."""

    name = "kokebok.doors"
