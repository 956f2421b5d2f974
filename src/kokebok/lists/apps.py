from django.apps import AppConfig


class ListsConfig(AppConfig):
    """The cookbook's own lists: what its pages are sorted by, in its own words."""

    name = "kokebok.lists"
