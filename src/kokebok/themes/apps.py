from django.apps import AppConfig


class ThemesConfig(AppConfig):
    """What inputs are about: kept by people, proposed by the machine."""

    name = "kokebok.themes"
