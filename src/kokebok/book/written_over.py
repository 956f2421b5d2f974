"""Words a page began with, which say how to write it: a writer is told of them once before they are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kokebok.book.finished import names_of
from kokebok.book.publishing import NotYet

if TYPE_CHECKING:
    from django.http import HttpRequest

TOLD = "told_of_words_to_write_over"


def require_written_over(request: HttpRequest, page: Any) -> None:
    """Raise NotYet the first time somebody publishes a page where such words stand; the second time they mean it.

    Asks what is named in WORDS_TO_WRITE_OVER. Whoever has written some of it over, and not all, is told of the rest.
    """
    left = import_string(settings.WORDS_TO_WRITE_OVER)(page)
    told = request.session.get(TOLD, {})
    if not left or told.get(str(page.pk)) == left:
        return
    request.session[TOLD] = {**told, str(page.pk): left}
    raise NotYet(
        _(
            "“%(page)s” is not published: the words it began with still stand in %(fields)s. Write over them, or press "
            "Publish once more to publish it all the same."
        )
        % {"page": page.title, "fields": ", ".join(names_of(page, left))},
        where=reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )
