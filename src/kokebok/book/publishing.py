"""What must be in order before a page is published, as apps above the book say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from wagtail.models import Page


class NotYet(PermissionDenied):
    """The page must not be published now. `where` is the address of the page that says what is lacking."""

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(message)
        self.where = where


def require_ready(page: Page) -> None:
    """Ask all that is named in BEFORE_PUBLISHING. Raises NotYet."""
    for name in settings.BEFORE_PUBLISHING:
        import_string(name)(page)
