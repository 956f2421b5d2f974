from django.apps import AppConfig


class ProcessConfig(AppConfig):
    """How the cookbook comes to be, in steps with dates: what has been done, what came of it, and what is next."""

    name = "kokebok.process"
