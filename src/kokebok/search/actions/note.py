"""Keep the index in step: each act that changes what anyone may read calls one of these, in its transaction.

No line in the journal: nothing is said here that what is searched does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kokebok.book.models import Page
from kokebok.editions.models import EditionPage
from kokebok.editions.queries import text_as_frozen
from kokebok.lib.search_terms import terms, together, words_of
from kokebok.lib.word_forms import LONGEST, lemmas, parts, typed
from kokebok.people.models import Body
from kokebok.search.documents import (
    Document,
    Part,
    actors_on,
    document_of_actor,
    document_of_page,
    words_of_frozen,
    words_of_input,
)
from kokebok.search.models import Frozen, Given, Named, Text, Word

if TYPE_CHECKING:
    from kokebok.editions.models import Edition
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

SHORTEST_WORD = 3
AT_ONCE = 500


def note_page(page: Any, *, by: Person | None = None) -> None:
    """Note what a published page says, instead of what it said before. Named in AFTER_PUBLISHING."""
    rows = rows_of(document_of_page(page), page_id=page.pk)
    named = actors_on(page)
    with transaction.atomic():
        Text.objects.filter(page_id=page.pk).delete()
        Text.objects.bulk_create(rows, batch_size=AT_ONCE)
        Named.objects.filter(page_id=page.pk).delete()
        Named.objects.bulk_create(Named(page_id=page.pk, actor_id=actor) for actor in sorted(named))
        _learn(_words_of(rows))
        known = Text.objects.filter(actor__in=named).values("actor")
        for actor in Body.objects.filter(pk__in=named).exclude(pk__in=known):
            note_actor(actor)


def note_actor(actor: Body) -> None:
    """Note what is said of an actor."""
    rows = rows_of(document_of_actor(actor), actor_id=actor.pk)
    with transaction.atomic():
        Text.objects.filter(actor=actor).delete()
        Text.objects.bulk_create(rows)
        _learn(_words_of(rows))


def note_input(given: Input) -> None:
    """Note what anyone may see of an input, or that nobody may. Named in AFTER_WORDS_CHANGE."""
    note_inputs([given])


def note_inputs(given: Sequence[Input]) -> None:
    """The same for several. Named in AFTER_COMING."""
    rows = [Given(given_id=one.pk, body=body) for one in given if (body := terms_of_input(one))]
    with transaction.atomic():
        Given.objects.filter(pk__in=[one.pk for one in given]).delete()
        Given.objects.bulk_create(rows, batch_size=AT_ONCE)
        _learn({word for row in rows for word in words_of(row.body) if lemmas(word)})


def note_edition(edition: Edition) -> None:
    """Note what the pages of an edition say. Named in AFTER_FREEZING."""
    note_frozen(list(edition.pages.all()))


def note_frozen(pages: Sequence[EditionPage]) -> None:
    """Note what some pages of editions say."""
    rows = [Frozen(page_id=page.pk, body=terms_of_frozen(page)) for page in pages]
    with transaction.atomic():
        Frozen.objects.filter(pk__in=[page.pk for page in pages]).delete()
        Frozen.objects.bulk_create(rows, batch_size=AT_ONCE)


def leave(pages: Iterable[int]) -> None:
    """Forget what some pages say."""
    Text.objects.filter(page__in=list(pages)).delete()
    Named.objects.filter(page__in=list(pages)).delete()


def rows_of(document: Document, **of: int) -> list[Text]:
    """The rows of a page or an actor: the whole, and each part."""
    of_it: dict[str, Any] = {"kind": document.kind, "language": document.language, **of}
    leads = [Part(lead) for lead in document.lead]
    parts = [*leads, *document.parts]
    said = [terms([part.shown], english=document.is_english) for part in parts]
    title = terms([document.title], english=document.is_english)
    whole = Text(
        order=0,
        shown=document.title,
        title=title,
        lead=together([title, *said[: len(leads)]]),
        body=together([title, *said]),
        **of_it,
    )
    passages = [
        Text(order=order, anchor=part.anchor, shown=part.shown, passage=own, **of_it)
        for order, (part, own) in enumerate(zip(parts, said, strict=True), start=1)
    ]
    return [whole, *passages]


def terms_of_input(given: Input) -> str:
    """What an input is found by; "" for one that may not be read."""
    said = words_of_input(given)
    return terms(said, english=given.language in {"en", ""}) if said else ""


def terms_of_frozen(page: EditionPage) -> str:
    """What a page of an edition is found by."""
    text = text_as_frozen(page)
    return terms(words_of_frozen(text), english=text.language == "en")


def _words_of(rows: Sequence[Text]) -> set[str]:
    words = words_of(rows[0].body)
    words |= {part for word in words for part in parts(word)}
    return words | {one for word in words for one in lemmas(word)}


def _learn(words: set[str]) -> None:
    """Have words among those that are proposed instead of misspelt ones."""
    fit = sorted(word for word in words if SHORTEST_WORD <= len(word) <= LONGEST)
    known = set(Word.objects.filter(word__in=fit).values_list("word", flat=True)) if fit else set()
    Word.objects.bulk_create(
        (Word(word=word, length=len(word), typed=typed(word)) for word in fit if word not in known),
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )


def live_pages(keys: Iterable[int]) -> Iterable[Any]:
    """The published pages among these, whole, one after another."""
    for key in keys:
        page = Page.objects.live().filter(pk=key).first()
        if page is not None:
            yield page.specific
