"""Say which words mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.lib.search_query import cleaned, key_of
from kokebok.people.rules import Refused
from kokebok.search.models import LONGEST_GROUP, Synonyms

if TYPE_CHECKING:
    from kokebok.people.models import Person

MOST_GROUPS = 500
MOST_WORDS = 12


@transaction.atomic
def add_synonyms(words: str, *, by: Person) -> Synonyms:
    """A new group of words that mean the same. Raises Refused for fewer than two, or a group there is already."""
    kept = require_words(words)
    if Synonyms.objects.count() >= MOST_GROUPS:
        raise Refused(_("There is room for %(most)d groups of words.") % {"most": MOST_GROUPS})
    try:
        with transaction.atomic():
            made = Synonyms.objects.create(words=kept)
    except IntegrityError as error:
        raise _there_already() from error
    record("synonyms.added", by=by, about=made, words=kept)
    return made


@transaction.atomic
def fill_synonyms(groups: Sequence[str]) -> None:
    """The groups that a new cookbook comes with. Raises Refused for one that is none, or is there already."""
    for words in groups:
        kept = require_words(words)
        if Synonyms.objects.filter(words=kept).exists():
            raise _there_already()
        Synonyms.objects.create(words=kept)
    record("synonyms.filled", by=None, groups=len(groups))


@transaction.atomic
def change_synonyms(group: Synonyms, words: str, *, by: Person) -> None:
    """Let a group have other words. Raises Refused as above, or where it is no longer as the caller saw it."""
    kept, was = require_words(words), group.words
    if kept == was:
        return
    try:
        with transaction.atomic():
            done = Synonyms.objects.filter(pk=group.pk, words=was).update(words=kept)
    except IntegrityError as error:
        raise _there_already() from error
    if not done:
        raise _changed()
    record("synonyms.changed", by=by, about=group, words=kept, was=was)


@transaction.atomic
def remove_synonyms(group: Synonyms, *, by: Person) -> None:
    """Take a group away. Raises Refused where somebody has changed it, or taken it away."""
    if not Synonyms.objects.filter(pk=group.pk, words=group.words).exists():
        raise _changed()
    record("synonyms.removed", by=by, about=group, words=group.words)
    Synonyms.objects.filter(pk=group.pk).delete()


def require_words(words: str) -> str:
    """The words with commas between, each once. Raises Refused where fewer than two differ, or for too many."""
    each = [cleaned(one) for one in words.split(",")]
    kept = {key_of(one): one for one in reversed(each) if key_of(one)}
    if len(kept) < 2:
        raise Refused(
            _(
                "Write at least two words with a comma between. "
                "Forms of the same word are found without being said here."
            )
        )
    said = ", ".join(reversed(kept.values()))
    if len(kept) > MOST_WORDS or len(said) > LONGEST_GROUP:
        raise Refused(_("A group has at most %(most)d words.") % {"most": MOST_WORDS})
    return said


def _there_already() -> Refused:
    return Refused(_("This group of words is there already."))


def _changed() -> Refused:
    return Refused(_("Somebody has just changed this. Look again."))
