"""What the page editor tells above the form of a page: what looks private in a draft, and is not read by all yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.book.editor_notices import Notice
from kokebok.book.newest import newest_text, published_text
from kokebok.inputs.private import said_of
from kokebok.lib.private_numbers import private_numbers
from kokebok.lib.text import passages_of

if TYPE_CHECKING:
    from kokebok.book.models import Page
    from kokebok.lib.text import PageText


def private_notices(page: Page) -> list[Notice]:
    """What looks private in what is saved and not published; what stands in the published text is known to all."""
    newest = newest_text(page)
    if newest is None:
        return []
    public = published_text(page)
    found = private_numbers(_words_of(newest.text), _words_of(public) if public else "")
    return [Notice(f"{said_of(found)} {_('Should this be public?')}", is_asked=True)] if found else []


def _words_of(text: PageText) -> str:
    passages = passages_of(text)
    cells = (" ".join(row) for one in passages for row in one.rows)
    return "\n".join(
        [
            text.title,
            text.lead,
            *(value for _name, value in text.facts),
            *(one.text for one in passages),
            *cells,
        ]
    )
