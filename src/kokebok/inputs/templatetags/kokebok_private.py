"""What looks private in a text, told beside it to whoever can make it public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from kokebok.inputs.private import KINDS, words_read
from kokebok.lib.private_numbers import private_numbers

if TYPE_CHECKING:
    from kokebok.lib.private_numbers import PrivateNumber

register = template.Library()


@register.inclusion_tag("inputs/_looks_private.html")
def looks_private(*texts: str) -> dict[str, list[PrivateNumber]]:
    """A line that names what looks private in these texts, read as one; nothing where nothing does."""
    return {"private": private_numbers("\n".join(texts))}


@register.inclusion_tag("inputs/_looks_private.html")
def looks_private_in(said: object) -> dict[str, list[PrivateNumber]]:
    """The same of all that others will read of an input, or of what is to become one."""
    return {"private": private_numbers(words_read(said))}


@register.filter
def private_kind(kind: str) -> str:
    """What something private looks like, in words."""
    return str(KINDS[kind])
