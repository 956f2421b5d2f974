"""What the things that anyone may read say, part by part: what the index is made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kokebok.book.models import BookPage, Page, PageKind
from kokebok.book.queries import text_of
from kokebok.inputs.models import Input
from kokebok.inputs.seen import seen_by_all
from kokebok.lib.text import PageText, Passage, Section
from kokebok.lists.models import Entry, Which
from kokebok.lists.queries import all_words
from kokebok.people.models import Body

ACTOR = "actor"
TOPIC = "topic"
LEADS = ("situation", "question", "outcome", "use_when")


@dataclass(frozen=True)
class DocumentPart:
    """Something that is shown where it is found; without an anchor it has no place of its own to link to.

    What a page only refers to (`is_source`) is less what it is about than what it says itself.
    """

    shown: str
    anchor: str = ""
    is_source: bool = False


@dataclass(frozen=True)
class Document:
    """A page, an actor or a topic: what it is called, what it says of itself first, and its parts in order."""

    kind: str
    title: str
    lead: tuple[str, ...]
    parts: tuple[DocumentPart, ...]
    language: str = ""

    @property
    def is_english(self) -> bool:
        """Whether its words are to be found by the inflections of English too."""
        return self.language == "en"


def book_pages() -> list[int]:
    """The keys of all published pages that are texts of the book."""
    models = tuple(model for below in BookPage.__subclasses__() for model in (below, *below.__subclasses__()))
    concrete = tuple(model for model in models if not model._meta.abstract)
    return list(Page.objects.live().type(concrete).order_by("pk").values_list("pk", flat=True))


def document_of_page(page: Any) -> Document:
    """A published page."""
    text = text_of(page)
    leads = (text.lead, *(str(getattr(page, name, "")) for name in LEADS))
    themes = ", ".join(getattr(page, "themes", []))
    more = [DocumentPart(themes)] if themes else []
    return Document(
        text.kind, text.title, tuple(lead for lead in leads if lead), (*parts_of(text), *more), text.language
    )


def parts_of(text: PageText) -> tuple[DocumentPart, ...]:
    """All that a page says below its lead."""
    return tuple(part for part in _all_of(text) if part.shown.strip())


def _all_of(text: PageText) -> Iterator[DocumentPart]:
    yield from _facts(text.facts)
    for section in text.sections:
        yield from _within(section)
    yield from (
        DocumentPart(" · ".join(said for said in (source.title, source.year) if said), is_source=True)
        for source in text.sources
    )
    yield DocumentPart(text.responsible)


def _within(section: Section) -> Iterator[DocumentPart]:
    first = section.passages[0].anchor if section.passages else ""
    if section.title:
        yield DocumentPart(section.title, first)
    yield from _facts(section.facts)
    for passage in section.passages:
        yield from _of_passage(passage)
    for part in section.parts:
        yield from _within(part)


def _facts(facts: tuple[tuple[str, str], ...]) -> Iterator[DocumentPart]:
    yield from (DocumentPart(f"{label}: {value}" if value else label) for label, value in facts)


def _of_passage(passage: Passage) -> Iterator[DocumentPart]:
    cells = " · ".join(cell for row in passage.rows for cell in row if cell)
    yield DocumentPart(cells or passage.text, passage.anchor)
    if passage.picture:
        said = (passage.picture.alt, passage.picture.caption, passage.picture.credit)
        yield DocumentPart(
            " · ".join(one for one in dict.fromkeys(said) if one and one != passage.text), passage.anchor
        )


def document_of_actor(actor: Body) -> Document:
    """An actor, as its page in the directory tells of it."""
    kind = all_words().name(Which.ACTORS, actor.kind, "nb")
    facts = (
        actor.place,
        actor.reach,
        actor.legal_form,
        actor.org_number,
        ", ".join(actor.themes),
        actor.solves,
        actor.offers,
        actor.seeks,
        actor.contact,
    )
    parts = tuple(DocumentPart(said) for said in (actor.note, *facts) if said)
    return Document(ACTOR, actor.name, (kind,), parts)


def topics_described() -> list[Entry]:
    """The topics that have a page and a text of their own."""
    themes = Entry.objects.filter(of__key=Which.THEMES, retired_at=None).order_by("pk")
    return [one for one in themes if any(_about(one))]


def document_of_topic(topic: Entry) -> Document:
    """A topic, as its page tells of it: by its name and its text in each language."""
    names = dict.fromkeys(name for name in (topic.nn, topic.en, topic.se) if name and name != topic.nb)
    parts = tuple(DocumentPart(said) for said in _about(topic) if said)
    return Document(TOPIC, topic.nb, tuple(names), parts)


def _about(topic: Entry) -> tuple[str, ...]:
    return (topic.about_nb, topic.about_nn, topic.about_en, topic.about_se)


def actors_on(page: Any) -> set[int]:
    """The keys of the actors that a page names."""
    named = {actor.pk for actor in page.actors.all()} if hasattr(page, "actors") else set()
    if getattr(page, "kind", None) == PageKind.EXAMPLE:
        named |= {block.value["actor"].pk for block in page.parties if block.value["actor"]}
    return named


def words_of_input(given: Input) -> tuple[str, ...]:
    """What anyone may see of an input; nothing of one that may not be read."""
    seen = seen_by_all(given)
    return tuple(said for said in (seen.text, seen.suggestion, seen.signature) if said)


def words_of_frozen(text: PageText) -> tuple[str, ...]:
    """What a page of an edition says."""
    return (text.title, text.lead, *(part.shown for part in parts_of(text)))
