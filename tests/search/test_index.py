"""The index is in step with what anyone may read: after each act, by the clock, and by a command."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Kind, Page, Shelf
from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.models import Input, State
from kokebok.lists.actions.keep import names_of, rename_entry
from kokebok.lists.models import Entry
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.search.actions.make_whole import faults, make_whole
from kokebok.search.models import Frozen, Given, Made, Text
from kokebok.search.queries import ask, number_of_frozen, number_of_inputs
from tests.world import BodyFactory, InputFactory, make_example, make_fact, publish

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db
WORD = "zyxkvord"


def where(asked: str = WORD) -> tuple[int, int, int]:
    """In how many texts, inputs and pages of editions something is found; and that the index is whole."""
    assert faults() == []
    found = ask(asked)
    return len(found.places), number_of_inputs(found), number_of_frozen(found)


def shown(asked: str = WORD) -> bool:
    """Whether a reader's page of hits has a text of it."""
    return any(
        asked in str(hit.excerpt_html).lower() for hit in Client().get("/sok/", {"q": asked}).context["hits"]
    )


def test_a_page_is_found_as_it_reads_on_every_road(book: Cookbook, berit: Person) -> None:
    page = make_fact(book, f"<p>Det er {WORD}.</p>")
    seen = [where()]
    page.title = WORD
    page.save_revision()
    seen.append((len(ask(WORD).places), 0, 0))  # a draft is not read
    page.unpublish()
    seen.append((len(ask(WORD).places), int(shown()), 0))
    page = Page.objects.get(pk=page.pk).specific
    page = publish(page)
    seen.append(where())
    copy = page.copy(update_attrs={"slug": "kopi", "title": "Kopi"}, keep_live=True)
    publish(copy)
    seen.append(where())
    other = Shelf.objects.child_of(book).get(kind=Kind.RECIPE)
    Page.objects.get(pk=copy.pk).move(other, pos="last-child")
    moved = "/oppskrifter/kopi/" in Client().get(f"/sok/?q={WORD}").content.decode()
    seen.append((len(ask(WORD).places), int(moved), 0))
    Page.objects.get(pk=copy.pk).delete()
    seen.append(where())
    assert seen == [(1, 0, 0), (1, 0, 0), (0, 0, 0), (1, 0, 0), (2, 0, 0), (2, 1, 0), (1, 0, 0)]


def test_an_input_is_found_while_it_may_be_read_and_no_longer(recipe: Recipe, berit: Person) -> None:
    grounds = Grounds(Reason.objects.in_use().first(), words="Den navngir noen.")
    seen = []
    given = InputFactory.create(
        text=f"Vi så {WORD}.", name="Kari Skjulnes", state=State.WAITING, may_be_named=False
    )
    seen.append(where())
    approve(given, by=berit)
    seen.append(where())
    assert where("Skjulnes") == (0, 0, 0)
    redact(Input.objects.get(), words=[WORD], grounds=grounds, by=berit)
    seen += [where(), where("fjernet")]
    other = approve(InputFactory.create(text=f"Også {WORD}.", state=State.WAITING), by=berit)
    seen.append(where())
    withdraw(other)
    seen.append(where())
    third = approve(InputFactory.create(text=f"Igjen {WORD}.", state=State.WAITING), by=berit)
    refuse(third, grounds=grounds, by=berit)
    seen.append(where())
    assert seen == [(0, 0, 0), (0, 1, 0), (0, 0, 0), (0, 1, 0), (0, 1, 0), (0, 0, 0), (0, 0, 0)]


def test_what_may_not_be_read_is_not_shown_even_if_the_index_has_it(recipe: Recipe) -> None:
    given = InputFactory.create(text=f"Vi så {WORD}.", state=State.OPEN)
    make_whole()
    Input.objects.filter(pk=given.pk).update(state=State.WITHDRAWN, settled_at=timezone.now())
    page = Client().get("/sok/", {"q": WORD, "i": "innspill"})
    assert (page.context["hits"], f"<mark>{WORD}" in page.content.decode()) == ([], False)
    assert make_whole().gone == 1
    assert Given.objects.count() == 0


def test_an_edition_is_found_as_it_was_frozen(book: Cookbook, recipe: Recipe, berit: Person) -> None:
    page = make_fact(book, f"<p>Det er {WORD}.</p>")
    freeze(book, number="1", title="Første", foreword="", on=date(2026, 1, 1), by=berit)
    page.unpublish()
    make_whole()
    assert where() == (0, 0, 1)
    (hit,) = Client().get("/sok/", {"q": WORD, "i": "utgaver"}).context["hits"]
    assert (hit.url.split("#")[0], hit.excerpt_html) == (
        "/utgave/1/fakta/hva/",
        f"Det er <mark>{WORD}</mark>.",
    )
    assert Client().get(hit.url.split("#")[0]).status_code == 200


def test_what_is_chosen_from_lists_is_found_by_its_new_name_within_a_minute(
    book: Cookbook, berit: Person
) -> None:
    make_example(book)
    entry = Entry.objects.get(key="pilotavtale")
    rename_entry(entry, names={**names_of(entry), "nb": WORD}, by=berit)
    make_whole()
    assert where() == (1, 0, 0)


def test_an_actor_is_found_while_a_page_names_it(book: Cookbook) -> None:
    example = make_example(book)
    make_whole()
    example.actors.add(BodyFactory(name=WORD.capitalize(), slug="z", offers="Kurs"))
    assert len(ask("kurs").places) == 0
    example.save_revision().publish()
    seen = [len(ask("kurs").places)]
    Page.objects.get(pk=example.pk).specific.unpublish()
    assert [*seen, len(ask("kurs").places)] == [1, 0]


def test_a_database_of_the_version_before_gets_its_index_and_a_command_says_what_lacks(
    book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    InputFactory.create(text=f"Vi så {WORD}.", state=State.OPEN)
    freeze(book, number="1", title="Første", foreword="", on=date(2026, 1, 1), by=berit)
    for table in (Text, Given, Frozen, Made):
        table.objects.all().delete()
    said = io.StringIO()
    with pytest.raises(CommandError, match="The index is not whole"):
        call_command("search_index", "--check", stdout=said)
    assert "is noted otherwise than it reads" in said.getvalue()
    call_command("search_index", stdout=said)
    call_command("search_index", "--check", stdout=said)
    assert said.getvalue().endswith("The index is whole.\n")
    assert not make_whole()
    Text.objects.filter(order=0).update(title="xfeil")
    call_command("search_index", "--anew", stdout=said)
    assert (where(), faults()) == ((0, 1, 0), [])


def test_more_inputs_than_a_page_are_read_newest_first_and_counted(recipe: Recipe) -> None:
    for number in range(12):
        InputFactory.create(text=f"{WORD} nummer {number}.", state=State.OPEN)
    make_whole()
    page = Client().get("/sok/", {"q": WORD})
    assert [(way["label"], way["number"]) for way in page.context["ways"]][-1] == ("Innspill", "12")
    second = Client().get("/sok/", {"q": WORD, "i": "innspill", "page": "2"}).context["hits"]
    assert [str(hit.excerpt_html) for hit in second] == [
        f"<mark>{WORD}</mark> nummer {one}." for one in (1, 0)
    ]
