"""Each kind of input has its place wherever inputs are sent, sorted, read, counted and filed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from kokebok.book.models import Cookbook, Paragraph, Recipe
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.kinds import KINDS, SUGGESTING, TIPS, Kind
from kokebok.inputs.models import Input
from kokebok.people.models import Person
from tests.doors.conftest import put
from tests.world import SIGNED, InputFactory, paragraph_saying

DOCS = Path(__file__).parents[2] / "docs"


def require_none(without: Iterable[str], where: str) -> None:
    """Fail with a sentence that says which kinds have no place, and where."""
    names = ", ".join(without)
    assert not names, f"These kinds of input have no place {where}: {names}."


def label(kind: Kind) -> str:
    with override("nb"):
        return str(kind.label)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(b"".join(answer).decode().split())


@pytest.fixture
def paragraph(recipe: Recipe) -> Paragraph:
    return paragraph_saying("Spør dem det gjelder.")


@pytest.fixture
def of_each(paragraph: Paragraph) -> dict[Kind, Any]:
    """An open input of each kind about the same paragraph."""
    return {
        kind: InputFactory.create(
            kind=kind, paragraph=paragraph, suggestion=f"Spør {kind}." if kind in SUGGESTING else ""
        )
        for kind in Kind
    }


@pytest.fixture
def as_berit(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    return client


def test_each_kind_has_a_row_in_the_table() -> None:
    require_none(set(Kind) - set(KINDS), "in KINDS of inputs/kinds.py")


def test_each_kind_is_asked_for_on_the_form_for_input_or_on_one_of_its_own(
    client: Client, paragraph: Paragraph
) -> None:
    form = read(client, f"/innspill/gi/{paragraph.anchor}/")
    tips = read(client, "/tips/")
    for kind, tip in TIPS.items():
        with override("nb"):
            is_listed = f'<a href="/tips/{kind}/">{tip.name}</a>' in tips
            is_headed = f"<h1>{escape(tip.heading)}</h1>" in read(client, f"/tips/{kind}/")
        assert (is_listed, is_headed) == (True, True), f"{kind} is not asked for under /tips/"
    unasked = {kind for kind in Kind if f'name="kind" value="{kind}"' not in form} - set(TIPS)
    require_none(unasked, "in any form for readers: give it a prompt or a tip in KINDS")


def test_each_kind_can_be_typed_in_at_the_desk(as_berit: Client) -> None:
    form = read(as_berit, "/redaksjon/skriv-inn/")
    require_none(
        [kind for kind in Kind if f'<option value="{kind}"' not in form], "in what the desk types in"
    )


def test_each_kind_has_a_filter_and_a_line_in_the_inbox(as_berit: Client, of_each: dict[Kind, Any]) -> None:
    require_none([kind for kind in Kind if not stands_in_inbox(as_berit, kind, of_each)], "in the inbox")


def stands_in_inbox(client: Client, kind: Kind, of_each: dict[Kind, Any]) -> bool:
    """Whether the filter gives its own alone, under its name, in its colour if it has one."""
    page = read(client, f"/redaksjon/innspill/?kind={kind}")
    found = [one for one, given in of_each.items() if f'href="/redaksjon/innspill/{given.pk}/' in page]
    tone = KINDS[kind].tone
    tag = (
        f'<span class="ds-tag" data-size="sm" data-color="{tone}">{label(kind)}</span>'
        if tone
        else label(kind)
    )
    return found == [kind] and f"<span> {tag} </span>" in page and f'<option value="{kind}" selected' in page


def test_each_kind_has_a_name_on_the_receipt_and_on_the_page_of_the_input(
    client: Client, of_each: dict[Kind, Any]
) -> None:
    for where, address in (("on the receipt", "/kvittering/{0.code}/"), ("on its page", "/innspill/{0.pk}/")):
        without = [kind for kind in Kind if label(kind) not in read(client, address.format(of_each[kind]))]
        require_none(without, where)


def test_each_kind_has_a_filter_and_a_line_in_the_log_of_inputs(
    client: Client, of_each: dict[Kind, Any]
) -> None:
    form = read(client, "/innspill/")
    require_none(
        [kind for kind in Kind if f'<option value="{kind}">{label(kind)}<' not in form], "in the log’s form"
    )
    for kind, given in of_each.items():
        rows = json.loads(read(client, f"/innspill/fil/json/?slag={kind}"))["inputs"]
        assert [(row["number"], row["kind"]) for row in rows] == [(given.pk, kind)], (
            f"{kind} is not in the log"
        )
        assert f"<b>{label(kind)} {given.pk}</b>" in read(client, f"/innspill/?slag={kind}")


def test_each_kind_has_its_name_in_the_file_of_the_inbox(as_berit: Client, of_each: dict[Kind, Any]) -> None:
    rows = json.loads(as_berit.post("/redaksjon/innspill/fil/json/").getvalue())
    said = {int(row["number"]): row["kind"] for row in rows}
    require_none(
        [kind for kind, given in of_each.items() if said[given.pk] != label(kind)], "in the file of the inbox"
    )


def test_each_kind_is_named_where_an_edition_says_what_changed_and_why(
    client: Client, of_each: dict[Kind, Any], berit: Person, paragraph: Paragraph
) -> None:
    book = Cookbook.objects.get()
    freeze(book, number="1", title="Første", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED)
    for kind, given in of_each.items():
        said = Answer(Outcome.TAKEN_IN_CHANGED, reply="Takk.", new_text=f"Nye ord om {kind}.")
        answer(given, said, by=berit, seen=wording_now(paragraph))
    freeze(book, number="2", title="Andre", foreword="", on=date(2026, 3, 2), by=berit, signed=SIGNED)
    page = read(client, "/utgave/2/")
    require_none(
        [kind for kind, given in of_each.items() if f">{label(kind)} {given.pk}</a>" not in page],
        "among what an edition says a change came from",
    )


def test_each_kind_is_read_from_a_file_by_every_word_for_it(as_berit: Client, paragraph: Paragraph) -> None:
    words = [(word, kind) for kind in Kind for word in (*KINDS[kind].in_sheets, label(kind), kind.value)]
    rows = [
        f"{word.capitalize()};Ord {n};{f'Spør {n}.' if kind in SUGGESTING else ''};{paragraph.anchor}"
        for n, (word, kind) in enumerate(words)
    ]
    where = put(as_berit, "svar.csv", "\r\n".join(["Type;Tekst;Forslag;Lenke", *rows]).encode())
    as_berit.post(f"{where}ta-inn/")
    taken = dict(Input.objects.values_list("text", "kind"))
    lost = [f"{kind} as “{word}”" for n, (word, kind) in enumerate(words) if taken.get(f"Ord {n}") != kind]
    require_none(lost, "in files that are taken in")
    require_none([kind for kind in Kind if not KINDS[kind].in_sheets], "among the words of files (in_sheets)")


def test_no_two_kinds_go_by_the_same_word_in_files() -> None:
    words = [word for kind in Kind for word in {*KINDS[kind].in_sheets, label(kind).casefold(), kind.value}]
    assert sorted(words) == sorted(set(words))


def test_each_kind_is_named_in_the_docs_of_the_log() -> None:
    page = (DOCS / "input-log.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| `slag` |"))
    require_none([kind for kind in Kind if f"`{kind}`" not in row], "in docs/input-log.md, at `slag`")
