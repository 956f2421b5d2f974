"""The way from a place in the text to the same place in the page editor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from wagtail.models import Page

BLOCK_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def page_editor_address(page: Page, path: str = "") -> str:
    """The address where a page is edited; with a paragraph's path, at the block or the field it stands in."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if not path:
        return address
    field, _slash, rest = path.partition("/")
    block = rest.partition("/")[0]
    if BLOCK_ID.fullmatch(block):
        return f"{address}#block-{block}-section"
    return f"{address}#id_{field}-label"  # the names of Wagtail's panels follow the language of whoever looks
