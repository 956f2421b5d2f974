"""The warning before words become public. It is given once: whoever has been asked decides, and may go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokebok.lib.private_numbers import PrivateNumber, private_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

ACKNOWLEDGED = "acknowledged"
"""The field of a form, or of a phone's message, by which its sender says that they have seen the warning."""

READ_BY_OTHERS = ("text", "suggestion", "name", "on_behalf_of")
"""All of an input that others than its sender read: by these names on every road an input comes by."""

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


def words_read(said: object) -> str:
    """All that others will read of what somebody says: of a Said, an Input, a Message, or the data of a valid form."""
    if isinstance(said, Mapping):
        return "\n".join(said.get(name) or "" for name in READ_BY_OTHERS)
    return "\n".join(getattr(said, name, "") for name in READ_BY_OTHERS)


def said_of(found: Sequence[PrivateNumber]) -> str:
    """What was found, in one sentence."""
    named = ", ".join(f"{KINDS[one.kind]} {one.words}" for one in found)
    return f"{gettext('This looks private:')} {named}."
