"""What the apps above the book tell the writer of a page, above its form in the page editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.admin import messages

from kokebok.book.publishing import NotYet

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

ASKED = "asked_about_pages"


@dataclass(frozen=True)
class Notice:
    """A sentence, and a link that leads to where one does something about it: "" where that is the form itself.

    `is_asked`: its writer must have been told of it before the page is published.
    """

    sentence: str
    where: str = ""
    link: str = ""
    is_asked: bool = False


def show_notices(request: HttpRequest, page: Page) -> None:
    """Tell all that is named in EDITOR_NOTICES: each is called with the page, and gives a list of Notice."""
    for one in _notices_on(page):
        buttons = [messages.button(one.where, one.link)] if one.where else None
        messages.warning(request, one.sentence, buttons=buttons)


def require_asked(request: HttpRequest, page: Page) -> None:
    """Raise NotYet the first time somebody publishes a page they must be asked about; the second time they mean it.

    The questions themselves stand above the form that NotYet leads to. Whoever has changed the page so that there is
    another question is asked that one.
    """
    asks = [one.sentence for one in _notices_on(page) if one.is_asked]
    asked = request.session.get(ASKED, {})
    if not asks or asked.get(str(page.pk)) == asks:
        return
    request.session[ASKED] = {**asked, str(page.pk): asks}
    raise NotYet(
        _(
            "“%(page)s” is not published yet: there is a question first. Change the text, or press Publish once more "
            "to publish it all the same."
        )
        % {"page": page.get_latest_revision_as_object().title},
        where=reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )


def _notices_on(page: Page) -> list[Notice]:
    return [one for name in settings.EDITOR_NOTICES for one in import_string(name)(page)]
