from django.apps import AppConfig


class ClustersConfig(AppConfig):
    """Inputs that say the same, linked and never merged."""

    name = "kokebok.clusters"
