"""Loading a cookbook from files: its lists, values, actors, shelves and pages, published as an editor's are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.actions.set_up import set_up
from kokebok.book.models import Cookbook, PageKind, Shelf, Value, ValueVersion
from kokebok.lib.alphabet import plain_letters
from kokebok.lists.actions.fill import fill_lists
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.outlets.actions.letter_templates import keep_template
from kokebok.outlets.letter_words import LetterText
from kokebok.outlets.queries import letter_templates
from kokebok.people.models import Body
from kokebok.search.actions.synonyms import fill_synonyms
from kokebok.starter.building import KnownTargets, build
from kokebok.starter.reading_files import FOLDER, pages, read

SHELVES = {
    PageKind.RECIPE: "oppskrifter",
    PageKind.FACT: "fakta",
    PageKind.EXAMPLE: "eksempler",
    PageKind.TOOL: "verktoy",
    PageKind.POST: "blogg",
}
"""The shelves in their order, each with its address, which is the same in all languages."""

SHELF_WORDS = {
    "nb": {
        PageKind.RECIPE: ("Oppskrifter", "Finn situasjonen som ligner din, og følg stegene."),
        PageKind.FACT: ("Fakta", "Det du bør vite før du begynner, med kilder."),
        PageKind.EXAMPLE: ("Eksempler", "Hva andre har gjort, hvordan det gikk, og hva de lærte."),
        PageKind.TOOL: ("Verktøy", "Arbeidsark, sjekklister og maler du kan bruke i dag."),
        PageKind.POST: ("Blogg", "Nytt om arbeidet med kokeboken."),
    },
    "nn": {
        PageKind.RECIPE: ("Oppskrifter", "Finn situasjonen som liknar din, og følg stega."),
        PageKind.FACT: ("Fakta", "Det du bør vite før du startar, med kjelder."),
        PageKind.EXAMPLE: ("Døme", "Kva andre har gjort, korleis det gjekk, og kva dei lærte."),
        PageKind.TOOL: ("Verktøy", "Arbeidsark, sjekklister og malar du kan bruke i dag."),
        PageKind.POST: ("Blogg", "Nytt om arbeidet med kokeboka."),
    },
    "en": {
        PageKind.RECIPE: ("Recipes", "Find the situation that is like yours, and follow the steps."),
        PageKind.FACT: ("Facts", "What you should know before you begin, with sources."),
        PageKind.EXAMPLE: ("Examples", "What others have done, how it went, and what they learned."),
        PageKind.TOOL: ("Tools", "Worksheets, checklists and templates you can use today."),
        PageKind.POST: ("Blog", "News of the work with the cookbook."),
    },
}


@transaction.atomic
def load_starter(folder: Path = FOLDER) -> Cookbook:
    """The cookbook of a folder, published at the root of the default site. Twice is an error (slug taken)."""
    cookbook = _cookbook(read("cookbook", folder))
    fill_from(folder, cookbook)
    allow_page_editor(cookbook)
    begin_with_starter_list(by=None)
    return cookbook


def make_shelves(cookbook: Cookbook) -> dict[PageKind, Shelf]:
    """The shelves of a new cookbook, published, in its language; in bokmål where we do not have them in that."""
    words = SHELF_WORDS.get(cookbook.language, SHELF_WORDS["nb"])
    return {kind: _shelf(cookbook, kind, slug, *words[kind]) for kind, slug in SHELVES.items()}


def fill_from(folder: Path, cookbook: Cookbook, *, without: frozenset[PageKind] = frozenset()) -> None:
    """All that a folder has, in a new cookbook: lists, shelves, actors, values, pages; synonyms and letters if any.

    No pages of the kinds `without`.
    """
    fill_lists(read("lists", folder))
    if (folder / "synonyms.toml").exists():
        fill_synonyms(read("synonyms", folder)["groups"])
    fill_letters(folder)
    shelves = make_shelves(cookbook)
    known = KnownTargets(actors=_actors(folder), values=_values(folder), pages={})
    for data in pages(folder):
        if PageKind(data["kind"]) in without:
            continue
        page = build(data, known)
        page.responsible_body = cookbook.responsible_body
        page.role_mailbox = cookbook.role_mailbox
        shelves[PageKind(data["kind"])].add_child(instance=page)
        page.actors.set([known.actors[name] for name in data.get("actors", [])])
        page.save_revision().publish()
        known.pages[data["slug"]] = page
        if data.get("explains_the_book"):
            _explained_by(page, cookbook)


def fill_letters(folder: Path) -> None:
    """The letter templates that a folder has, if any, where there are none; a dispatch begins from the first."""
    if letter_templates() or not (folder / "letters.toml").exists():
        return
    for number, row in enumerate(read("letters", folder)["letter"]):
        texts = {language: LetterText(**words) for language, words in row["texts"].items()}
        keep_template(None, name=row["name"], texts=texts, is_default=number == 0, by=None)


def _explained_by(page: Any, cookbook: Cookbook) -> None:
    found = Cookbook.objects.get(pk=cookbook.pk)
    found.explained_by = page
    found.save_revision().publish()


def _cookbook(data: dict[str, Any]) -> Cookbook:
    host = settings.BASE_URL.split("//")[-1].split(":")[0]
    return set_up(Cookbook(slug="kokebok", **data), host=host)


def _shelf(cookbook: Cookbook, kind: PageKind, slug: str, title: str, lead: str) -> Shelf:
    shelf = Shelf(title=title, slug=slug, kind=kind, lead=lead)
    cookbook.add_child(instance=shelf)
    shelf.save_revision().publish()
    return shelf


def _actors(folder: Path) -> dict[str, Body]:
    known = {}
    for data in read("actors", folder)["actor"]:
        body, _new = Body.objects.update_or_create(
            slug=slugify(plain_letters(data["name"]))[:80], defaults=data
        )
        known[data["name"]] = body
    return known


def _values(folder: Path) -> dict[str, Value]:
    known = {}
    for data in read("values", folder)["value"]:
        versions = data.pop("version")
        value = Value.objects.create(**data)
        ValueVersion.objects.bulk_create(ValueVersion(value=value, **version) for version in versions)
        known[value.key] = value
    return known
