"""The warning before words become public. It is given once: whoever has been asked decides, and may go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokebok.lib.private_numbers import PrivateNumber, private_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ACKNOWLEDGED = "acknowledged"
"""The field of a form, or of a phone's message, by which its sender says that they have seen the warning."""

KINDS = {
    "identity": _("a national identity number"),
    "phone": _("a phone number"),
    "account": _("an account number"),
    "email": _("somebody’s own e-mail address"),
    "home": _("an address, beside words about somebody’s health"),
}


def private_to_ask_about(posted: Mapping[str, str], *words: str, known: str = "") -> list[PrivateNumber]:
    """What looks private in words that a form is to make public; nothing if its sender has seen the warning.

    What stands in `known`, which is public already, is left out.
    """
    return [] if ACKNOWLEDGED in posted else private_numbers("\n".join(words), known)


def said_of(found: Sequence[PrivateNumber]) -> str:
    """What was found, in one sentence."""
    named = ", ".join(f"{KINDS[one.kind]} {one.words}" for one in found)
    return f"{gettext('This looks private:')} {named}."
