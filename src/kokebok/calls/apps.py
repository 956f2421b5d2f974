from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls for examples and tools: phases, guiding questions, deadlines."""

    name = "kokebok.calls"
