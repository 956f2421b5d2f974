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
from kokebok.lists.rules import HeadingsChanged
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def name_headings(language: str, *, words: Mapping[str, str], seen: Mapping[str, str], by: Person) -> int:
    """Call headings, by their keys, something in a language; empty words take the cookbook's own away.

    Those that are called what the caller saw stay as they are now. Gives back how many were changed. Raises
    HeadingsChanged where somebody has called one something else meanwhile, or Refused.
    """
    said = {key: plain(text) for key, text in words.items() if key in HEADINGS}
    if any(len(text) > LONGEST_NAME for text in said.values()):
        raise Refused(_("A name may have at most %(most)d characters.") % {"most": LONGEST_NAME})
    was = own_headings(language)
    changed = {key: text for key, text in said.items() if text not in {seen.get(key, ""), was.get(key, "")}}
    lost = [key for key, text in changed.items() if not _put(language, key, seen.get(key, ""), text)]
    if lost:
        now = own_headings(language)
        raise HeadingsChanged({key: now.get(key, "") for key in lost})
    if changed:
        record("headings.named", by=by, language=language, words=changed)
    return len(changed)


def _put(language: str, key: str, seen: str, text: str) -> bool:
    """Call a heading this where it is still called what was seen; whether it was."""
    if not seen:
        return Heading.objects.get_or_create(language=language, key=key, defaults={"words": text})[1]
    known = Heading.objects.filter(language=language, key=key, words=seen)
    return bool(known.update(words=text) if text else known.delete()[0])
