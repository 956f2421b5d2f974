from django.apps import AppConfig


class InputsConfig(AppConfig):
    name = "kokebok.inputs"
