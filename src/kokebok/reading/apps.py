from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "kokebok.reading"
