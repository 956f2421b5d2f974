from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The site, an edition, a round or a call as files that any archive can keep."""

    name = "kokebok.archive"
