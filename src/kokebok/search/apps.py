from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search over all that anyone may read, and what editors say means the same."""

    name = "kokebok.search"
