"""Copying a page, without what cannot be kept in step with the book."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class OwnCopyForm(CopyForm):  # type: ignore[misc]
    """Wagtail's form without “Alias”: an alias goes live and changes with its original, and is never split.

    Nor are the copies published where a page has a draft: Wagtail would publish the one text and call the other live.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        if self.page.get_descendants(inclusive=True).filter(has_unpublished_changes=True).exists():
            self.fields.pop("publish_copies", None)
