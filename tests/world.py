"""Things the tests are about: the least that is valid, with nothing on the side."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime
from typing import Any

from factory.declarations import LazyAttribute, Sequence
from factory.django import DjangoModelFactory
from wagtail.models import Page

from kokebok.book.actions.set_up import set_up
from kokebok.book.models import Cookbook, Example, FactChapter, PageKind, Paragraph, Post, Recipe, Shelf, Tool
from kokebok.editions.gaps import EditionGaps, Signed
from kokebok.inputs.models import Input, State
from kokebok.inputs.models import Kind as InputKind
from kokebok.lists.models import Entry, List
from kokebok.people.models import Body, Person, RoleName
from kokebok.staff.actions.roles import welcome
from kokebok.starter.reading_files import read

SHELVES = {
    PageKind.RECIPE: "oppskrifter",
    PageKind.FACT: "fakta",
    PageKind.EXAMPLE: "eksempler",
    PageKind.TOOL: "verktoy",
    PageKind.POST: "blogg",
}
STEP = (
    "Finn behovet",
    "<p>Spør dem det gjelder.</p><ul><li>Ring tre familier.</li><li>Besøk to møteplasser.</li></ul>",
)


def make_cookbook(**fields: Any) -> Cookbook:
    """A published cookbook at the root of the default site, with its five empty shelves."""
    defaults = {"title": "Veier", "slug": "veier", "lead": "Om samarbeid.", "about": "<p>En kokebok.</p>"}
    fill_lists()
    book = set_up(Cookbook(**{**defaults, **fields}), host="localhost")
    for kind, slug in SHELVES.items():
        book.add_child(instance=Shelf(title=slug.capitalize(), slug=slug, kind=kind))
    return Cookbook.objects.get(pk=book.pk)


def fill_lists() -> None:
    """The starter's lists, without a line in the journal."""
    for which, filled in read("lists").items():
        found = List.objects.get(key=which)
        List.objects.filter(pk=found.pk).update(**filled.get("title", {}))
        for order, names in enumerate(filled["entries"], start=1):
            Entry.objects.update_or_create(of=found, key=names["key"], defaults={**names, "order": order})


def publish(page: Page, *, by: Person | None = None) -> Any:
    """The page, published as the page editor publishes, by whoever wrote it."""
    page.save_revision(user=by).publish()
    return page.specific_class.objects.get(pk=page.pk)


def add(book: Cookbook, kind: PageKind, page: Page) -> Any:
    """The page, added to its shelf and published."""
    Shelf.objects.child_of(book).get(kind=kind).add_child(instance=page)
    return publish(page)


def step(what: str, how: str, **more: Any) -> dict[str, Any]:
    """A step as the page editor stores it."""
    value = {
        "what": what,
        "how": how,
        "who": "",
        "time": "",
        "tool": None,
        "fact": None,
        "stop": "",
        "done_when": "",
    }
    return {"type": "step", "id": str(uuid.uuid4()), "value": {**value, **more}}


def make_recipe(book: Cookbook, slug: str = "moete", steps: int = 1, **fields: Any) -> Recipe:
    """A published recipe with so many steps of three paragraphs each."""
    ingredient = {
        "type": "ingredient",
        "id": str(uuid.uuid4()),
        "value": {"kind": "people", "text": "En som eier saken."},
    }
    recipe = Recipe(
        **{
            "title": "Ta det første møtet",
            "slug": slug,
            "lead": "Slik kommer dere i gang.",
            "situation": "Du er rådgiver og vet ikke hvor du skal begynne.",
            "outcome": "Dere har en avtale om neste steg.",
            "ingredients": json.dumps([ingredient]),
            "steps": json.dumps([step(STEP[0], STEP[1]) for _n in range(steps)]),
            **fields,
        }
    )
    return add(book, PageKind.RECIPE, recipe)


def make_fact(
    book: Cookbook, html: str = "<p>En bedrift med et samfunnsmål.</p>", **fields: Any
) -> FactChapter:
    """A published fact chapter with one block of rich text."""
    body = json.dumps([{"type": "text", "id": "11111111-1111-1111-1111-111111111111", "value": html}])
    defaults = {
        "title": "Hva er det?",
        "slug": "hva",
        "lead": "Kort sagt.",
        "question": "Hva er det?",
        "body": body,
    }
    return add(book, PageKind.FACT, FactChapter(**{**defaults, **fields}))


def parties(*names: str) -> str:
    """The parties of an example, as the page editor stores them."""
    values = [{"actor": None, "role": name} for name in names]
    return json.dumps([{"type": "party", "id": str(uuid.uuid4()), "value": value} for value in values])


def make_example(book: Cookbook, **fields: Any) -> Example:
    """A published example."""
    defaults = {
        "title": "Trondheim prøvde et verktøy",
        "slug": "trondheim",
        "lead": "En pilot.",
        "parties": "[]",
        "need": "<p>Pårørende manglet nytt.</p>",
        "happened": "<p>To institusjoner prøvde.</p>",
        "form": "pilotavtale",
        "result": "<p>Verktøyet ble bedre.</p>",
        "evidence": "told",
    }
    return add(book, PageKind.EXAMPLE, Example(**{**defaults, **fields}))


def finish_draft(page: Page, **fields: Any) -> None:
    """Fill in all that the draft of an example lacks, and save it as a draft."""
    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    rich = {name: "<p>Noe.</p>" for name in ("need", "happened", "result") if not getattr(draft, name)}
    listed = {} if draft.parties else {"parties": parties("Malvik kommune")}
    for name, value in {"form": "pilotavtale", **rich, **listed, **fields}.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False)


def make_tool(book: Cookbook, **fields: Any) -> Tool:
    """A published checklist of two items."""
    items = [{"type": "item", "id": str(uuid.uuid4()), "value": word} for word in ("Avtal tid.", "Inviter.")]
    block = {"type": "checklist", "id": str(uuid.uuid4()), "value": {"title": "Før møtet", "items": items}}
    use = {"type": "step", "id": str(uuid.uuid4()), "value": {"what": "Les", "how": "Les den høyt."}}
    defaults = {
        "title": "Sjekkliste",
        "slug": "sjekkliste",
        "lead": "Før dere møtes.",
        "form": "checklist",
        "use_when": "Dere skal møtes.",
        "steps": json.dumps([use]),
        "body": json.dumps([block]),
    }
    return add(book, PageKind.TOOL, Tool(**{**defaults, **fields}))


def make_post(book: Cookbook, **fields: Any) -> Post:
    """A published post."""
    defaults = {
        "title": "Vi er i gang",
        "slug": "i-gang",
        "lead": "Bli med.",
        "date": date(2026, 1, 2),
        "author": "Redaksjonen",
        "body": "<p>Vi er i gang.</p>",
    }
    return add(book, PageKind.POST, Post(**{**defaults, **fields}))


def paragraph_saying(words: str) -> Paragraph:
    """The one standing paragraph with these words in it."""
    return Paragraph.objects.standing().get(text__contains=words)


def make_person(email: str, name: str, *roles: RoleName) -> Person:
    """A person with these roles."""
    return welcome(email=email, name=name, roles=roles)


class BodyFactory(DjangoModelFactory[Body]):
    """An actor."""

    class Meta:
        model = Body

    name = Sequence(lambda n: f"Aktør {n}")
    slug = Sequence(lambda n: f"aktor-{n}")
    kind = "annet"


class InputFactory(DjangoModelFactory[Input]):
    """An open comment on the paragraph given, as if it had been sent."""

    class Meta:
        model = Input

    kind = InputKind.COMMENT
    state = State.OPEN
    text = Sequence(lambda n: f"Innspill {n}")
    received_at = Sequence(lambda n: datetime(2026, 1, 1, 12, n // 60 % 60, n % 60, tzinfo=UTC))
    wording = LazyAttribute(lambda o: o.paragraph.wordings.latest("number") if o.paragraph else None)
    paragraph = None


SIGNED = Signed("Vi rakk ikke alt.", "Berit Bø", EditionGaps(unexplained=1000, unanswered=1000))
"""A reason to freeze whatever is lacking."""
