"""What the apps above the book tell the writer of a page, above its form in the page editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.admin import messages

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


@dataclass(frozen=True)
class Told:
    """A sentence, and a link that leads to where one does something about it: "" where that is the form itself."""

    sentence: str
    where: str = ""
    link: str = ""


def tell_beside(request: HttpRequest, page: Page) -> None:
    """Tell all that is named in BESIDE_PAGES: each is called with the page, and gives a list of Told."""
    for name in settings.BESIDE_PAGES:
        for one in import_string(name)(page):
            buttons = [messages.button(one.where, one.link)] if one.where else None
            messages.warning(request, one.sentence, buttons=buttons)
