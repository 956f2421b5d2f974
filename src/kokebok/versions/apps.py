from django.apps import AppConfig


class VersionsConfig(AppConfig):
    """The same text in several languages: which pages are versions of one another, and which lags behind."""

    name = "kokebok.versions"
