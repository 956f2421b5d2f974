"""Make a version of a page in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kokebok.book.actions.new_version import copy_in_language
from kokebok.book.publishing import hold_page
from kokebok.journal.actions.record import record
from kokebok.versions.actions.tie import join, taken
from kokebok.versions.queries import languages_left, versions_with

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def make_version(
    page: Any,
    *,
    language: str,
    title: str,
    slug: str,
    by: Person,
    change: Callable[[Any], None] | None = None,
) -> Any:
    """A draft of the page in another language, tied to it: a copy of its words, to be written over.

    Nobody reads it yet. `change` may change the words first. Raises LanguageTaken, SlugTaken, or NotYet for words
    that may not be published yet.
    """
    hold_page(page.pk)
    if language not in dict(languages_left(page, versions_with(page))):
        raise taken(language)
    made = copy_in_language(page, language=language, title=title, slug=slug, by=by, change=change)
    join(page, made)
    record("version.made", by=by, about=made, title=page.title, other=made.title, language=language)
    return made
