"""Who somebody has shown that they are, by a receipt or by a link to their address; and all that is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.http import Http404

from kokebok.inputs.own_queries import inputs_of_address
from kokebok.inputs.queries import find_input_by_code
from kokebok.people.owning import Whose, own_things

if TYPE_CHECKING:
    from kokebok.people.owning import OwnThing

SALT = "reading.own"
LINK_WORKS_FOR = 3600  # seconds


def link_token(email: str) -> str:
    """A signed word that says whoever has it reads this address."""
    return signing.dumps(email.lower(), salt=SALT)


def find_whose(key: str) -> Whose | None:
    """Whose things these are; None for what never was a receipt, and for a link that is wrong or too old alike."""
    try:
        email = str(signing.loads(key, salt=SALT, max_age=LINK_WORKS_FOR))
    except signing.BadSignature:
        return _of_receipt(key)
    return Whose(inputs_of_address(email), email)


def things_of(whose: Whose) -> list[OwnThing]:
    """All that is theirs."""
    return own_things(whose)


def is_known(email: str) -> bool:
    """Whether anything is kept of somebody with this address."""
    return bool(own_things(Whose(inputs_of_address(email), email.lower())))


def _of_receipt(code: str) -> Whose | None:
    try:
        return Whose((find_input_by_code(code).pk,))
    except Http404:
        return None
