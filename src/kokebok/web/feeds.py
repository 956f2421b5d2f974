"""Atom feeds that no text can break."""

from __future__ import annotations

from typing import Any

from django.utils.feedgenerator import Atom1Feed

from kokebok.lib.written import written


class Feed(Atom1Feed):
    """Atom as Django writes it, of texts as XML holds them: one sign it forbids would close the feed for all."""

    def __init__(self, **about: Any) -> None:
        super().__init__(**written(about))

    def add_item(self, **said: Any) -> None:  # type: ignore[override]
        """Add an entry."""
        super().add_item(**written(said))
