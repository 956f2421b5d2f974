"""How values and actors are kept in the page editor."""

from __future__ import annotations

from wagtail.snippets.views.snippets import SnippetViewSet


class Kept(SnippetViewSet):  # type: ignore[misc]
    """A list of things of which each is one of its kind, so that none is a copy of another."""

    copy_view_enabled = False
