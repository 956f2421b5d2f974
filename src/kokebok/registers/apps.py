from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """The register of municipalities and counties."""

    name = "kokebok.registers"
