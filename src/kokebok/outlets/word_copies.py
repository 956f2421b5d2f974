"""From pages of the living text, or a reading, to a Word file that can be sent out and comes back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import slugify
from django.utils.translation import gettext as _

from kokebok.book.models import Page
from kokebok.book.queries import text_of, the_cookbook
from kokebok.lib.text import passages_of
from kokebok.outlets.formats.arrangement import chapter_id
from kokebok.outlets.formats.reading_copy import only, render
from kokebok.outlets.texts_with_inputs import living_manuscript, newest_wordings
from kokebok.people.rules import Refused
from kokebok.review.actions.word_copy import note_copy
from kokebok.review.models import Portion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kokebok.lib.text import PageText
    from kokebok.people.models import Person
    from kokebok.review.models import Reading

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


@dataclass(frozen=True)
class WordCopyFile:
    """A file to send out."""

    name: str
    content: bytes


def copy_of_pages(numbers: Iterable[int], *, by: Person) -> WordCopyFile:
    """The published pages with these keys, in the order of the book. Raises Refused if there are none."""
    pages = list(Page.objects.live().filter(pk__in=list(numbers), depth__gt=1).order_by("path").specific())
    texts = [(page, text_of(page)) for page in pages]
    title = pages[0].title if len(pages) == 1 else ""
    return _made(texts, title=title, by=by)


def copy_of_reading(reading: Reading, *, by: Person) -> WordCopyFile:
    """The paragraphs of a reading, on their pages. Raises Refused if all of them have left the text."""
    asked = Portion.objects.filter(reading=reading, paragraph__gone_at=None, paragraph__page__live=True)
    rows = list(asked.values_list("paragraph__page", "paragraph__anchor"))
    pages = Page.objects.filter(pk__in={page for page, _anchor in rows}).order_by("path").specific()
    texts = []
    for page in pages:
        anchors = frozenset(anchor for key, anchor in rows if key == page.pk)
        text = text_of(page)
        whole = anchors >= {passage.anchor for passage in passages_of(text)}
        texts.append((page, text if whole else only(text, anchors)))
    return _made(texts, title=reading.title, by=by, reading=reading)


def _made(
    texts: Sequence[tuple[Page, PageText]], *, title: str, by: Person, reading: Reading | None = None
) -> WordCopyFile:
    book = the_cookbook()
    if not texts or book is None:
        raise Refused(_("Choose at least one page."))
    manuscript = living_manuscript(book, texts, title=title)
    token = secrets.token_hex(6)
    numbered = zip(manuscript.chapters, texts, strict=True)
    pages_of = {chapter_id(chapter): page.pk for chapter, (page, _text) in numbered}
    content = render(manuscript, newest_wordings([text for _page, text in texts]), token, pages_of)
    plain = slugify((title or book.title).lower().translate(LETTERS))[:60] or "tekst"
    name = f"{plain}-{manuscript.date.isoformat()}.docx"
    note_copy(content, name=name, token=token, by=by, reading=reading)
    return WordCopyFile(name, content)
