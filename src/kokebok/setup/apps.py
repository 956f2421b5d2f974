from django.apps import AppConfig
from django.core.checks import register


class SetupConfig(AppConfig):
    """From an empty installation to a body's own cookbook: how it begins, and what it is called."""

    name = "kokebok.setup"

    def ready(self) -> None:
        from kokebok.setup.lacking import settings_are_for_real_use  # noqa: PLC0415 (it has models)

        register(settings_are_for_real_use, deploy=True)
