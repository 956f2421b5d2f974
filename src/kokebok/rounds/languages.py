"""The language around a round, for those who have chosen none: its own where we have that, otherwise the book's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from kokebok.book.interface_language import language_of_the_book

if TYPE_CHECKING:
    from kokebok.rounds.models import Round


def language_of(round_: Round) -> str:
    """The language of the pages of a round."""
    return round_.language if round_.language in dict(settings.LANGUAGES) else language_of_the_book()
