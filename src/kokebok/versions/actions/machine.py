"""Ask the machine for a draft of a page in the other written standard."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.book.actions.new_version import as_it_stands
from kokebok.book.publishing import require_free_words
from kokebok.book.rewording import reword, words_of
from kokebok.book.slugs import free_slug
from kokebok.journal.actions.record import record
from kokebok.lib import apertium
from kokebok.people.rules import Refused
from kokebok.versions.actions.make import make_version
from kokebok.versions.actions.tie import hold_both
from kokebok.versions.models import MachineDraft

if TYPE_CHECKING:
    from kokebok.people.models import Person


def make_machine_draft(page: Any, *, language: str, by: Person) -> Any:
    """A version of the page in the other written standard, in the machine's words.

    Nobody reads it yet, and it cannot be published before somebody has approved it. The machine works before the
    transaction begins, so that nobody waits for it. Raises Refused, LanguageTaken, or NotYet for words that may not be
    published yet.
    """
    require_free_words(page)
    known = _in_other_words(as_it_stands(page), language)

    def say(words: str, is_html: bool) -> str:
        return known.get((words, is_html), words)

    return _keep(page, language=language, title=say(page.title, False), say=say, by=by)


@transaction.atomic
def _keep(page: Any, *, language: str, title: str, say: Any, by: Person) -> Any:
    shelf = page.get_parent()
    hold_both(page, shelf)
    slug = free_slug(shelf, f"{page.slug}-{language}")
    made = make_version(
        page, language=language, title=title, slug=slug, by=by, change=lambda draft: reword(draft, say)
    )
    MachineDraft.objects.create(page_id=made.pk)
    record("version.drafted_by_machine", by=by, about=made, title=page.title, other=made.title)
    return made


def _in_other_words(page: Any, language: str) -> dict[tuple[str, bool], str]:
    """What the machine makes of all the words of a page. Raises Refused."""
    words = words_of(page)
    asked = [text if is_html else apertium.as_html(text) for text, is_html in words]
    try:
        answered = apertium.put_into(language, asked, source=page.language)
    except apertium.NotDone as trouble:
        raise Refused(
            _("The machine could not make the draft. Nothing was made; try again, or make a version by hand.")
        ) from trouble
    return {one: answer if one[1] else unescape(answer) for one, answer in zip(words, answered, strict=True)}
