"""The text with what was said of it: real comments in Word, and a PDF."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from lxml import etree

from kokebok.book.models import Paragraph
from kokebok.desk.assigning.actions.assign import NewAssignment, assign
from kokebok.desk.inbox.filters import InboxFilter
from kokebok.desk.models import Decision, Outcome
from kokebok.features.models import Feature, SwitchedOn
from kokebok.inputs.models import Input, Kind, State
from kokebok.journal.models import Entry
from kokebok.lib.word_file import WordText, read_word
from kokebok.outlets.formats import said_docx, said_pdf
from kokebok.outlets.texts_with_inputs import text_with_inputs
from kokebok.review.actions.word_intake import put_in
from kokebok.review.word_lines import look_at
from tests.outlets.test_sheets import said_in_pdf
from tests.world import InputFactory, make_fact, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

ADDRESS = "/redaksjon/tekst-med-innspill/"
WORDS = "Spør dem det gjelder."
HOSTILE = "Stopp\x00\x0b <b>& ]]> \u202eabc\ufffe\U0001f600 " + "هذا نص عربي " * 3
NEVER = "Hemmelig Navn"


def give(state: State = State.OPEN, **fields: Any) -> Any:
    """An input, about the first paragraph of the recipe's step where it is not said otherwise."""
    return InputFactory.create(**{"paragraph": paragraph_saying(WORDS), "state": state, **fields})


@pytest.fixture
def said_of(recipe: Recipe, egil: Person) -> list[Input]:
    """An answered input at a paragraph, one about the page, one about all, and three nobody may read."""
    asked = give(text=HOSTILE, name="Kari Nordmann", may_be_named=True, quote={"exact": "dem det"})
    Input.objects.filter(pk=asked.pk).update(state=State.ANSWERED, settled_at=asked.received_at)
    Decision.objects.create(
        given=asked, outcome=Outcome.NOT_TAKEN, reply="Takk.", reason="Loven.", by=egil, at=asked.received_at
    )
    about_page = give(text="Om hele siden", name=NEVER, paragraph=None, wording=None, page=recipe)
    about_all = give(text="Om det hele", paragraph=None, wording=None, page=None)
    for number, state in enumerate((State.WAITING, State.REFUSED, State.WITHDRAWN)):
        settled = None if state == State.WAITING else asked.received_at
        why = "Ikke om dette." if state == State.REFUSED else ""
        give(state, text=f"Skjult {number}", settled_at=settled, refusal=why)
    return [asked, about_page, about_all]


def fetched(person: Person, form: str, query: str = "?state=all", **typed: str) -> Any:
    client = Client()
    client.force_login(person)
    return client.post(f"{ADDRESS}{form}/{query}", typed)


def in_words(said: WordText) -> dict[str, str]:
    """The paragraph that each comment hangs at, by what it says."""
    spots = {spot.number: spot.before for spot in said.spots}
    return {one.text: spots[one.hung.spot] if one.hung else "" for one in said.remarks}


@pytest.mark.parametrize("who", ["berit", "rana"])
def test_each_input_is_a_comment_at_its_paragraph_with_the_answer_as_a_reply_and_nothing_private(
    who: str, said_of: list[Input], request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    answer = fetched(person, "docx")
    assert answer.status_code == 200
    read = read_word(answer.content)
    places = in_words(read)
    asked, page, whole = (
        next(one for one in read.remarks if f"Innspill {given.pk}" in one.text) for given in said_of
    )
    assert places[asked.text] == WORDS
    assert asked.author == "Kari Nordmann"
    assert asked.at.startswith(f"{said_of[0].received_at:%Y-%m-}")
    assert "Om ordene: «dem det»" in asked.text
    assert "Stopp <b>& ]]> abc😀 هذا نص" in asked.text
    [reply] = [one for one in read.remarks if one.answers == asked.identity]
    assert (reply.author, reply.text) == ("Egil Redaktør", "Svar · Ikke tatt inn\nTakk.\nLoven.")
    assert places[page.text] == "1 Ta det første møtet"
    assert page.author == "Anonym"
    assert places[whole.text].startswith("Veier")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        everything = "".join(packed.read(name).decode(errors="ignore") for name in packed.namelist())
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(packed.read(name))
    assert NEVER not in everything
    assert "Skjult" not in everything
    assert Entry.objects.get(act="text.taken_out", by=person).what["inputs"] == 3


def test_every_one_of_400_comments_comes_back_at_its_paragraph_and_none_is_taken_for_new(
    recipe: Recipe,
    book: Cookbook,
    berit: Person,
) -> None:
    make_fact(book)
    other = paragraph_saying("Ring tre familier.")
    was = {
        given.pk: given.paragraph.text
        for given in (
            give(
                text=f"Merknad {n} " + "svært lang " * (n % 7) * 40,
                paragraph=paragraph_saying(WORDS) if n % 2 else other,
            )
            for n in range(400)
        )
    }
    said = text_with_inputs(berit, InboxFilter(), whole=True)
    content = said_docx.render(said)
    read = read_word(content)
    spots = {spot.number: spot.before for spot in read.spots}
    assert {one.mark.given: spots[one.hung.spot] for one in read.remarks if one.hung and one.mark} == was
    assert content == said_docx.render(said)
    assert look_at(put_in("fra møtet.docx", content, by=berit)) == []
    printed = said_in_pdf(said_pdf.render(said))
    assert all(f"Innspill {number} ·" in printed for number in was)


def test_the_pdf_has_what_anyone_may_read_under_its_paragraph(said_of: list[Input], rana: Person) -> None:
    answer = fetched(rana, "pdf")
    text = said_in_pdf(answer.content)
    at = [
        text.index(words)
        for words in ("Om det hele", "Om hele siden", WORDS, "Kari Nordmann", "Takk.", "Loven.")
    ]
    assert at == sorted(at)
    assert NEVER not in text
    assert "Skjult" not in text


def test_the_inbox_leads_to_the_text_with_what_its_filter_finds(
    said_of: list[Input],
    berit: Person,
    client: Client,
) -> None:
    suggestion = give(kind=Kind.SUGGESTION, text="Fordi", suggestion="Spør alle.")
    client.force_login(berit)
    query = "?state=all&kind=suggestion"
    assert (
        f'href="{ADDRESS}{query.replace("&", "&amp;")}"'
        in client.get(f"/redaksjon/innspill/{query}").content.decode()
    )
    assert "<b>1 innspill</b>" in client.get(f"{ADDRESS}{query}").content.decode()
    read = read_word(fetched(berit, "docx", query).content)
    assert [one.mark.given for one in read.remarks if one.mark] == [suggestion.pk]
    assert "«Spør alle.»" in read.remarks[0].text
    assert fetched(berit, "exe", query).status_code == 404
    assert Client().post(f"{ADDRESS}docx/").status_code in {302, 401}


def test_what_is_written_into_one_of_our_comments_comes_in_and_what_we_wrote_does_not_come_back(
    said_of: list[Input], berit: Person
) -> None:
    kept, changed = give(text="Ja."), give(text="Bor på Vei 3.")
    content = fetched(berit, "docx").content
    Input.objects.filter(pk=changed.pk).update(text="Bor på …")
    assert look_at(put_in("uendret.docx", content, by=berit)) == []
    rewritten = with_words(content, {"Ja.": "Ja. Men ikke i Bø.", "Bor på Vei 3.": "Tja. Bor på Vei 3."})
    lines = look_at(put_in("endret.docx", rewritten, by=berit))
    assert [(line.text, line.author) for line in lines] == [("Men ikke i Bø.", ""), ("Tja.", "")]
    [other] = look_at(put_in("annet.docx", with_words(content, {"Ja.": "Nei."}), by=berit))
    assert other.text == f"Innspill {kept.pk} · Kommentar\nNei."


def with_words(content: bytes, words: dict[str, str]) -> bytes:
    """The Word file with other words in its comments."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(made, "w") as out:
        for one in packed.infolist():
            part = packed.read(one)
            for was, now in words.items() if one.filename == "word/comments.xml" else ():
                assert was.encode() in part
                part = part.replace(was.encode(), now.encode())
            out.writestr(one, part)
    return made.getvalue()


def test_what_is_not_where_it_was_says_what_it_is_of_and_who_has_it_is_not_said(
    recipe: Recipe, book: Cookbook, berit: Person, client: Client
) -> None:
    fact = make_fact(book, "<p>De som betaler.</p>")
    give(text="Hvem betaler?", paragraph=paragraph_saying("De som betaler."))
    gone = give(text="Om det gamle.")
    Paragraph.objects.filter(pk=gone.paragraph.pk).update(gone_at=gone.received_at)
    fact.unpublish()
    assign(gone, NewAssignment(berit), by=berit)
    text = " ".join(said_in_pdf(fetched(berit, "pdf", "?state=all").content).split())
    assert f"Skrevet om: «{WORDS}»" in text
    text = " ".join(said_in_pdf(fetched(berit, "pdf").content).split())
    assert f"Om siden «{fact.title}», som ikke er publisert nå." in text
    text = said_in_pdf(fetched(berit, "pdf", f"?state=all&holder={berit.pk}").content)
    assert berit.name not in text


def test_the_journal_does_not_say_whom_one_searched_for_and_without_word_there_is_only_the_pdf(
    said_of: list[Input], berit: Person, client: Client
) -> None:
    fetched(berit, "docx", "?state=all&q=Kari+Nordmann")
    client.force_login(berit)
    client.post("/redaksjon/innspill/fil/csv/?state=all&q=Kari+Nordmann")
    noted = Entry.objects.filter(act__in=["text.taken_out", "inputs.taken_out"])
    assert [one.what["filter"] for one in noted] == ["?state=all"] * 2
    SwitchedOn.objects.filter(pk=Feature.WORD).delete()
    assert "tekst-med-innspill/docx/" not in client.get(ADDRESS).content.decode()
    assert fetched(berit, "docx").status_code == 404
    assert fetched(berit, "pdf").status_code == 200
