from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """What cannot be published, why, and a second opinion."""

    name = "kokebok.moderation"
