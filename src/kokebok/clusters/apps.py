from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ClustersConfig(AppConfig):
    """Inputs that say the same, linked and never merged."""

    name = "kokebok.clusters"

    def ready(self) -> None:
        # So that whoever does later work knows the hours of this app.
        import_module("kokebok.clusters.later")
