"""Say what a theme is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.lib.typed import clean
from kokebok.lists.actions.keep import changed
from kokebok.lists.models import LONGEST_ABOUT, Entry
from kokebok.lists.words import LANGUAGES
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def describe_entry(entry: Entry, *, about: Mapping[str, str], by: Person) -> Entry:
    """Say what an entry is, in each language; shown on the page of a theme, and found by the search.

    Raises ListChanged if something else is said of it than the caller saw, or Refused for a text that is too long.
    """
    said, was = require_about(about), about_of(entry)
    if said == was:
        return entry
    if not Entry.objects.filter(pk=entry.pk, **_columns(was)).update(**_columns(said)):
        raise changed()
    entry.refresh_from_db()
    record("entry.described", by=by, about=entry, list=entry.of.key, name=entry.nb)
    tell_of(entry)
    return entry


def require_about(about: Mapping[str, str]) -> dict[str, str]:
    """What is said of an entry, by language, without what cannot be seen. Raises Refused where it is too long."""
    said = {language: clean(about.get(language, "")).strip() for language in LANGUAGES}
    if any(len(text) > LONGEST_ABOUT for text in said.values()):
        raise Refused(_("A text may have at most %(most)d characters.") % {"most": LONGEST_ABOUT})
    return said


def about_of(entry: Entry) -> dict[str, str]:
    """What is said of an entry, by language."""
    return {language: getattr(entry, f"about_{language}") for language in LANGUAGES}


def tell_of(entry: Entry) -> None:
    """Tell those above, in the transaction, that an entry says something else or is offered otherwise."""
    for call in settings.AFTER_ENTRY_CHANGE:
        import_string(call)(entry)


def _columns(about: Mapping[str, str]) -> dict[str, str]:
    return {f"about_{language}": text for language, text in about.items()}
