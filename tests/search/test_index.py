"""The index is in step with what anyone may read: after each act, by the clock, and by a command."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Value as Plain
from django.db.models.functions import Concat
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log

from kokebok.book.models import Page, PageKind, Shelf, Value, ValueVersion
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import EditionPage
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.models import Input, State
from kokebok.lists.actions.keep import names_of, rename_entry
from kokebok.lists.models import Entry
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.people.models import Body
from kokebok.search.actions.make_whole import TERMS, make_whole
from kokebok.search.faults import faults
from kokebok.search.models import Frozen, Given, Made, Named, Text, Word
from kokebok.search.queries import ask, number_of_frozen, number_of_inputs
from tests.world import SIGNED, BodyFactory, InputFactory, make_example, make_fact, publish

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
    other = Shelf.objects.child_of(book).get(kind=PageKind.RECIPE)
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
    freeze(book, number="1", title="Første", foreword="", on=date(2026, 1, 1), by=berit, signed=SIGNED)
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
    freeze(book, number="1", title="Første", foreword="", on=date(2026, 1, 1), by=berit, signed=SIGNED)
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


def test_while_all_is_noted_anew_by_other_rules_what_is_asked_for_is_found(
    book: Cookbook, recipe: Recipe, berit: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_fact(book, f"<p>Det er {WORD}.</p>")
    InputFactory.create(text=f"Vi så {WORD}.", state=State.OPEN)
    freeze(book, number="1", title="Første", foreword="", on=date(2026, 1, 1), by=berit, signed=SIGNED)
    make_whole()
    Text.objects.filter(order=0).update(title="xfeil")
    Given.objects.update(body=Concat("body", Plain(" xfeil")))
    Frozen.objects.update(body=Concat("body", Plain(" xfeil")))
    Word.objects.update(typed="xfeil")
    Made.objects.update(terms=TERMS - 1)
    seen = []

    def meanwhile(note: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def ask_first(what: Any) -> Any:
            found = ask(WORD)
            seen.append((len(found.places), number_of_inputs(found), number_of_frozen(found)))
            return note(what)

        return ask_first

    for name in ("note_page", "note_inputs", "note_frozen"):
        whole = "kokebok.search.actions.make_whole"
        monkeypatch.setattr(f"{whole}.{name}", meanwhile(getattr(import_module(whole), name)))
    make_whole()
    assert (set(seen), len(seen) >= 3, where()) == ({(1, 1, 1)}, True, (1, 1, 1))
    assert not Word.objects.filter(typed="xfeil").exists()
    assert Made.objects.get().terms == TERMS


def test_an_input_without_a_word_is_looked_at_once_and_the_clock_goes_on(
    recipe: Recipe, berit: Person
) -> None:
    for text in ("👍", "!!!", "…", f"Vi så {WORD}."):
        InputFactory.create(text=text, state=State.OPEN)
    done = make_whole()
    assert (done.inputs, bool(make_whole()), where()) == (4, False, (0, 1, 0))
    approve(InputFactory.create(text="👍👍", state=State.WAITING), by=berit)
    assert (bool(make_whole()), Given.objects.filter(body="").count(), faults()) == (False, 4, [])


def test_what_cannot_be_noted_stops_nothing_else_and_is_told_once(
    book: Cookbook, recipe: Recipe, berit: Person, caplog: pytest.LogCaptureFixture
) -> None:
    make_fact(book, f"<p>Det er {WORD}.</p>")
    edition = freeze(
        book, number="1", title="Første", foreword="", on=date(2026, 1, 1), by=berit, signed=SIGNED
    )
    broken = EditionPage.objects.create(
        edition=edition, order=99, path="x", title="Ødelagt", text={"broken": True}
    )
    Frozen.objects.all().delete()
    done = [make_whole().frozen, make_whole().frozen]
    told = [one.getMessage() for one in caplog.records if "Could not note" in one.getMessage()]
    assert (done, number_of_frozen(ask(WORD))) == ([edition.pages.count() - 1, 0], 1)
    assert told == [
        f"Could not note page of an edition {broken.pk} for the search; it is tried again each minute."
    ]


def test_the_check_names_what_cannot_be_read_and_looks_at_the_rest(book: Cookbook, berit: Person) -> None:
    page, example = make_fact(book, f"<p>Det er {WORD}.</p>"), make_example(book)
    edition = freeze(
        book, number="1", title="Første", foreword="", on=date(2026, 1, 1), by=berit, signed=SIGNED
    )
    broken = EditionPage.objects.create(
        edition=edition, order=99, path="x", title="Ødelagt", text={"broken": True}
    )
    page.__class__.objects.filter(pk=page.pk).update(body=json.dumps([{"type": "value", "value": 7}]))
    Text.objects.filter(page=example.pk, order=0).update(title="xfeil")
    said = io.StringIO()
    with pytest.raises(CommandError, match="The index is not whole"):
        call_command("search_index", "--check", stdout=said)
    told = [line.split(": ")[0] for line in said.getvalue().splitlines()]
    assert told == [
        f"page {page.pk} cannot be read",
        f"page {example.pk} is noted otherwise than it reads",
        f"page {broken.pk} of edition 1 cannot be read",
    ]


def test_a_changed_actor_and_a_changed_value_are_found_within_a_minute(book: Cookbook) -> None:
    actor = BodyFactory.create(name="Nesset", slug="nesset")
    example = make_example(book)
    example.actors.add(actor)
    example.save_revision().publish()
    value = Value.objects.create(key="grense", label="Grense", source_title="Lov", review_by=date(2030, 1, 1))
    ValueVersion.objects.create(value=value, amount="100 000 kroner", valid_from=date(2020, 1, 1))
    block = {"type": "value", "id": "v", "value": {"text": "Grensen er", "value": value.pk}}
    make_fact(book, body=json.dumps([block]))
    make_whole()
    seen = [(len(ask(WORD).places), len(ask("200 000").places))]
    Body.objects.filter(pk=actor.pk).update(offers=WORD)
    log(instance=actor, action="wagtail.edit")
    make_whole()
    seen.append((len(ask(WORD).places), len(ask("200 000").places)))
    ValueVersion.objects.create(value=value, amount="200 000 kroner", valid_from=date(2021, 1, 1))
    log(instance=value, action="wagtail.edit")
    make_whole()
    seen.append((len(ask(WORD).places), len(ask("200 000").places)))
    assert (seen, faults()) == ([(0, 0), (1, 0), (1, 1)], [])


def test_the_check_looks_at_what_the_database_keeps_and_anew_mends_it(book: Cookbook) -> None:
    example = make_example(book)
    example.actors.add(BodyFactory(name="Nesset", slug="nesset"))
    example.save_revision().publish()
    make_whole()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER search_text_changed")
            cursor.execute("UPDATE search_text SET title = title || ' xfeil'")
            cursor.execute("UPDATE search_text SET title = replace(title, ' xfeil', '')")
            cursor.execute("INSERT INTO search_given_index(rowid, body) VALUES (999, 'xfeil')")
            wrong = [
                "the database lacks the trigger search_text_changed",
                "the index of search_given says something else",
            ]
        else:
            cursor.execute("DROP INDEX search_text_title_index")
            wrong = ["the database lacks the index search_text_title_index"]
    Named.objects.all().delete()
    assert faults() == [*wrong, f"page {example.pk} is noted with other actors than it names"]
    make_whole(anew=True)
    assert faults() == []


def test_words_of_inputs_are_never_learnt_and_those_no_text_has_are_forgotten(
    book: Cookbook, recipe: Recipe
) -> None:
    page = make_fact(book, f"<p>Det er {WORD}.</p>")
    InputFactory.create(text="Samtykkekompetanse mangler.", state=State.OPEN)
    make_whole()
    words = [WORD, "samtykkekompetanse"]
    seen = [sorted(Word.objects.filter(word__in=words).values_list("word", flat=True))]
    page.unpublish()
    make_whole()
    assert [*seen, list(Word.objects.filter(word__in=words))] == [[WORD], []]
    assert Word.objects.filter(word="kort").count() == 0
    assert Word.objects.count() > 0


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
