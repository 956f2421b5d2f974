"""What a newsletter must be, and what can be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.lib.filling import placeholders
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.outlets.letter_words import LetterText

LONGEST_LETTER = 20_000  # characters


class NewsletterChangedMeanwhile(Refused):
    """Somebody else has written, sent or taken back this newsletter."""


def require_no_fields(words: str) -> None:
    """Raise Refused, naming it, for a field as the letters of dispatches have: here nothing would fill it in."""
    found = placeholders(words)
    if found:
        raise Refused(
            _(
                "Newsletters have no fields: readers would get {%(name)s} as it stands here. Write what it should say, "
                "or take it out."
            )
            % {"name": found[0]}
        )


def require_no_fields_in(texts: Mapping[str, LetterText]) -> None:
    """The same of all the texts of a newsletter."""
    for text in texts.values():
        require_no_fields(f"{text.subject}\n{text.letter}")
