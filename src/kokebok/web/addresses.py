"""What may stand for an argument in our addresses. All else leads to no page, before anything is asked of the database.

Read by config.urls before the addresses themselves.
"""

from __future__ import annotations

from django.urls import register_converter

from kokebok.lib.bounded import DIGITS


class Number:
    """The number of something in the database."""

    regex = rf"[0-9]{{1,{DIGITS}}}"

    def to_python(self, said: str) -> int:
        """The number."""
        return int(said)

    def to_url(self, number: int) -> str:
        """Its digits."""
        return str(number)


class AsItStands:
    """What is the same in an address and in the code."""

    def to_python(self, said: str) -> str:
        """As it was said."""
        return said

    def to_url(self, known: str) -> str:
        """As it is known."""
        return str(known)


class Code(AsItStands):
    """A code that somebody holds, as people type it off paper: letters, digits, hyphens and spaces."""

    regex = r"[A-Za-z0-9_ -]{1,100}"


class TokenConverter(AsItStands):
    """A secret of a letter, drawn or signed."""

    regex = r"[A-Za-z0-9_:-]{1,1000}"


class EditionNumber(AsItStands):
    """What an edition is called: 1, 1.2 or 1.2.3."""

    regex = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}"


class BookStateName(AsItStands):
    """An edition, or the living text."""

    regex = rf"(?:{EditionNumber.regex}|i-dag)"


register_converter(Number, "number")
register_converter(Code, "code")
register_converter(TokenConverter, "token")
register_converter(EditionNumber, "edition")
register_converter(BookStateName, "state")
