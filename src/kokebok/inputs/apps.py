from django.apps import AppConfig
from django.db.models.signals import post_migrate

from kokebok.inputs.tally_triggers import keep_tally


class InputsConfig(AppConfig):
    name = "kokebok.inputs"

    def ready(self) -> None:
        post_migrate.connect(keep_tally, sender=self)
