"""Copying a page, without what cannot be kept in step with the book."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class OwnCopyForm(CopyForm):  # type: ignore[misc]
    """Wagtail's form without “Alias”: an alias goes live and changes with its original, and is never split."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
