"""Say what our headings are called in a language that we have no words of our own in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.lists.actions.names import plain
from kokebok.lists.headings import HEADINGS
from kokebok.lists.models import LONGEST_NAME, Heading
from kokebok.lists.queries import own_headings
from kokebok.lists.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def name_headings(language: str, *, words: Mapping[str, str], by: Person) -> int:
    """Call headings, by their keys, something in a language; empty words take the cookbook's own away.

    Those that are not given stay as they are. Gives back how many were changed. Raises Refused.
    """
    was = own_headings(language)
    said = {key: plain(text) for key, text in words.items() if key in HEADINGS}
    if any(len(text) > LONGEST_NAME for text in said.values()):
        raise Refused(_("A name may have at most %(most)d characters.") % {"most": LONGEST_NAME})
    changed = {key: text for key, text in said.items() if text != was.get(key, "")}
    for key, text in changed.items():
        if text:
            Heading.objects.update_or_create(language=language, key=key, defaults={"words": text})
        else:
            Heading.objects.filter(language=language, key=key).delete()
    if changed:
        record("headings.named", by=by, language=language, words=changed)
    return len(changed)
