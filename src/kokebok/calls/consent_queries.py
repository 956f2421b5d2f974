"""Which text of a page the parties have agreed to: the one that was saved last, and who says what to it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery

from kokebok.book.newest import draft_text
from kokebok.calls.models import Consent
from kokebok.lib.text import as_data

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.calls.models import Making, Party


def hash_of(data: dict[str, object]) -> str:
    """The hash of a text: the same for the same words in the same places."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def hash_now(making: Making) -> str:
    """The hash of the page's text as it was saved last."""
    return hash_of(as_data(draft_text(making.page)))


def still_to_agree(making: Making, sha256: str) -> QuerySet[Party]:
    """Those who have not said yes to this very text, or have said after it that they do not want to be in it."""
    no_later = Consent.objects.filter(
        party=OuterRef("party"), said=Consent.Said.OUT, said_at__gt=OuterRef("said_at")
    )
    agreed = Consent.objects.filter(text__making=making, text__sha256=sha256, said=Consent.Said.YES)
    return making.parties.exclude(pk__in=agreed.exclude(Exists(no_later)).values("party"))


def whose_last_word_is(said: Consent.Said, making: Making) -> QuerySet[Party]:
    """Those who said this last, of whichever text: it stands, though the text is changed, until they say otherwise."""
    spoken = Consent.objects.filter(party=OuterRef("pk")).exclude(said=Consent.Said.NOTHING)
    last = spoken.order_by("-said_at", "-pk").values("said")[:1]
    return making.parties.annotate(last_said=Subquery(last)).filter(last_said=said)


def not_asked(making: Making) -> QuerySet[Party]:
    """Those whose address we have and who have neither been written to nor said anything."""
    was_asked = ~Q(said=Consent.Said.NOTHING) | Q(letter_at__isnull=False)
    asked = Consent.objects.filter(was_asked, party__making=making)
    return making.parties.exclude(email="").exclude(pk__in=asked.values("party"))
