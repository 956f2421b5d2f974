from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kokebok.book.models import Cookbook, FactChapter, Value, ValueVersion, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import text_of
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.content import content_of, hash_of
from kokebok.editions.models import Edition, EditionPage, EditionWording
from kokebok.editions.queries import find_edition, find_edition_page, latest_edition, text_as_frozen, upcoming
from kokebok.editions.rules import NumberTaken, next_number
from kokebok.inputs.models import Input
from kokebok.journal.queries import acts_on
from kokebok.lib.text import from_data
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from tests.world import SIGNED, InputFactory, make_fact, paragraph_saying, publish

DAY = date(2026, 3, 1)


def frozen(book: Cookbook, by: Person, number: str = "0.1") -> Edition:
    return freeze(book, number=number, title="Veier", foreword="Les.", on=DAY, by=by, signed=SIGNED)


def reword(page: FactChapter, html: str, reason: str = "") -> FactChapter:
    """The chapter published with this as the html of its one block."""
    block = page.body.raw_data[0]
    page.body = type(page.body)(page.body.stream_block, [{**block, "value": html}], is_lazy=True)
    page.change_note = ReasonForChange(reason=reason) if reason else page.change_note
    return publish(page)


def answered(given: Input, by: Person, wording: Wording | None, outcome: Outcome = Outcome.TAKEN_IN) -> Input:
    """The input as settled by a decision that led to this wording."""
    Decision.objects.create(
        given=given, outcome=outcome, reason="Klarere.", by=by, at=given.received_at, wording=wording
    )
    return given


def test_an_edition_holds_every_published_page_in_the_order_of_the_shelves(book, recipe, berit) -> None:
    make_fact(book)
    edition = frozen(book, berit)
    assert [(page.order, page.shelf, page.path) for page in edition.pages.all()] == [
        (0, "", ""),
        (1, "Oppskrifter", "oppskrifter/moete"),
        (2, "Fakta", "fakta/hva"),
    ]
    assert text_as_frozen(find_edition_page(edition, "oppskrifter/moete/")) == text_of(recipe)
    assert acts_on(edition) == ["edition.frozen"]


def test_an_edition_knows_the_wording_of_each_paragraph_it_holds(book, recipe, berit) -> None:
    edition = frozen(book, berit)
    held = set(
        EditionWording.objects.filter(edition=edition).values_list("wording__paragraph__anchor", flat=True)
    )
    standing = {p.anchor for page in (book, recipe) for p in page.paragraphs.filter(gone_at=None)}
    assert held == standing
    assert standing


def test_a_page_that_is_not_published_is_left_out_with_its_paragraphs(book, recipe, berit) -> None:
    hidden = make_fact(book)
    hidden.unpublish()
    edition = frozen(book, berit)
    assert "fakta/hva" not in edition.pages.values_list("path", flat=True)
    assert not edition.wordings.filter(wording__paragraph__page_id=hidden.pk).exists()


def test_a_book_without_a_published_page_is_not_frozen(book, berit) -> None:
    with pytest.raises(Refused, match="Sider som «Om arbeidet» er ikke med i utgaver"):
        frozen(book, berit)
    assert not Edition.objects.exists()


def test_nothing_is_left_when_freezing_fails_half_way(book, recipe, berit, monkeypatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(EditionWording.objects, "bulk_create", full)
    with pytest.raises(OSError, match="no space"):
        frozen(book, berit)
    assert (Edition.objects.count(), EditionPage.objects.count(), EditionWording.objects.count()) == (0, 0, 0)


def test_the_hash_can_be_taken_again_from_what_is_stored(book, recipe, berit) -> None:
    value = Value.objects.create(key="g", label="Grense", unit="kr", source_title="Lov", review_by=DAY)
    ValueVersion.objects.create(value=value, amount="100 000", valid_from=date(2017, 1, 1))
    block = {
        "type": "value",
        "id": "22222222-2222-2222-2222-222222222222",
        "value": {"text": "Nå:", "value": value.pk},
    }
    make_fact(book, body=json.dumps([block]))
    frozen(book, berit)
    edition = find_edition("0.1")
    assert edition.values == [
        {
            "name": "Grense",
            "amount": "100 000 kr",
            "valid_from": "2017-01-01",
            "source": "Lov",
            "url": "",
            "review_by": "2026-03-01",
        }
    ]
    assert hash_of(content_of(edition)) == edition.content_hash


def test_the_same_content_has_the_same_hash_and_other_content_another(book, recipe, berit) -> None:
    content = content_of(frozen(book, berit))
    assert hash_of(dict(reversed(content.items()))) == hash_of(content)
    assert hash_of({**content, "foreword": "Les!"}) != hash_of(content)


def test_the_first_edition_tells_of_no_changes(book, recipe, berit) -> None:
    assert frozen(book, berit).changes == []


def test_the_next_edition_tells_what_changed_why_and_on_whose_word(book, berit) -> None:
    page = make_fact(book, "<p>En bedrift.</p><p>Den tjener penger.</p>")
    frozen(book, berit)
    paragraph = paragraph_saying("En bedrift.")
    kari = InputFactory.create(
        paragraph=paragraph, name="Kari", on_behalf_of="Skaun kommune", may_be_named=True
    )
    shy = InputFactory.create(paragraph=paragraph, name="Ola", may_be_named=False)
    reword(page, "<p>En bedrift med et mål.</p><p>Den tjener penger.</p>", reason="Målet manglet.")
    wording = paragraph.wordings.latest("number")
    answered(kari, berit, wording)
    answered(shy, berit, wording)
    edition = frozen(book, berit, "0.2")
    assert edition.changes == [
        {
            "page": "Hva er det?",
            "path": "fakta/hva",
            "anchor": paragraph.anchor,
            "what": "changed",
            "before": "En bedrift.",
            "after": "En bedrift med et mål.",
            "reason": "Målet manglet.",
            "weight": "meaning",
            "inputs": [
                {"number": kari.pk, "kind": "comment", "name": "Kari, Skaun kommune"},
                {"number": shy.pk, "kind": "comment", "name": ""},
            ],
            "causes": ["input"],
        }
    ]
    assert edition.credits == ["Kari, Skaun kommune"]
    assert edition.previous == Edition.objects.get(number="0.1")


def test_who_is_no_longer_named_stays_in_the_edition_before_and_is_not_in_the_next(
    client, book, berit
) -> None:
    page = make_fact(book, "<p>En bedrift.</p>")
    paragraph = paragraph_saying("En bedrift.")
    kari = InputFactory.create(paragraph=paragraph, name="Kari", may_be_named=True)
    reword(page, "<p>En bedrift med et mål.</p>", reason="Målet manglet.")
    answered(kari, berit, paragraph.wordings.latest("number"))
    before = frozen(book, berit)
    content = content_of(before)
    client.post(f"/mitt/{kari.code}/slett/")
    assert (content_of(before), before.credits) == (content, ["Kari"])
    with override("en"):  # of the editor, and not of the cookbook
        after = frozen(book, berit, "0.2")
    assert after.credits == ["en som ikke lenger er navngitt"]


def test_new_and_removed_paragraphs_are_changes_too(book, berit) -> None:
    page = make_fact(book, "<p>Kaffe står på bordet hver morgen.</p>")
    frozen(book, berit)
    reword(page, "<p>Innkjøpsreglene gjelder også her, sier loven.</p>")
    told = {
        (change["what"], change["before"], change["after"]) for change in frozen(book, berit, "0.2").changes
    }
    assert told == {
        ("new", "", "Innkjøpsreglene gjelder også her, sier loven."),
        ("gone", "Kaffe står på bordet hver morgen.", ""),
    }


def test_a_paragraph_changed_twice_tells_both_reasons(book, berit) -> None:
    page = make_fact(book, "<p>En bedrift som tjener penger på noe.</p>")
    frozen(book, berit)
    page = reword(page, "<p>En bedrift som tjener penger på noe nyttig.</p>", reason="Nytten manglet.")
    reword(page, "<p>En virksomhet som tjener penger på noe nyttig.</p>", reason="Ikke bare bedrifter.")
    (change,) = frozen(book, berit, "0.2").changes
    assert change["reason"] == "Nytten manglet.\nIkke bare bedrifter."


def test_an_input_that_was_not_used_gives_no_credit(book, recipe, berit) -> None:
    given = InputFactory.create(paragraph=paragraph_saying("Ring tre"), name="Kari", may_be_named=True)
    answered(given, berit, None, Outcome.NOT_TAKEN)
    assert frozen(book, berit).credits == []


def test_what_would_be_frozen_now_is_what_is_frozen(book, berit) -> None:
    page = make_fact(book, "<p>En bedrift.</p>")
    frozen(book, berit)
    reword(page, "<p>En liten bedrift.</p>")
    told = upcoming(book)
    edition = frozen(book, berit, "0.2")
    assert [(c.before, c.after) for c in told.changes] == [(c["before"], c["after"]) for c in edition.changes]
    assert (told.pages, told.previous) == (1, Edition.objects.get(number="0.1"))


@pytest.mark.parametrize("number", ["", "x", "1.", "1.2.3.4", "01", "1234", "1,2", " 1", "٣", "1\n"])
def test_a_number_that_is_not_one_is_refused(book, recipe, berit, number) -> None:
    with pytest.raises(NumberTaken, match=r"1\.2\.3"):
        frozen(book, berit, number)


@pytest.mark.parametrize("number", ["1.10", "1.9", "1.10.0", "2"])
def test_a_number_is_used_once_and_numbers_rise(book, recipe, berit, number) -> None:
    frozen(book, berit, "1.10")
    if number in {"1.10", "1.9"}:
        with pytest.raises(NumberTaken):
            frozen(book, berit, number)
    else:
        assert frozen(book, berit, number).number == number


@pytest.mark.parametrize(
    ("number", "suggested"), [(None, "0.1"), ("0.1", "0.2"), ("2", "2.1"), ("1.9", "1.10")]
)
def test_the_next_number_is_suggested(number, suggested) -> None:
    assert next_number(Edition(number=number) if number else None) == suggested


def test_editions_and_their_pages_are_found_by_number_and_address(book, recipe, berit) -> None:
    edition = frozen(book, berit)
    assert latest_edition() == find_edition("0.1") == edition
    for missing in ("0.2", "0.1 "):
        with pytest.raises(Http404):
            find_edition(missing)
    with pytest.raises(Http404):
        find_edition_page(edition, "oppskrifter/finnes-ikke")


def thirty(about: str) -> str:
    """The html of thirty paragraphs, no two alike."""
    return "".join(f"<p>Avsnitt {n} om {about}: {'abcdefghijklmnop'[n % 16] * 9}.</p>" for n in range(30))


def test_a_long_changelog_takes_no_more_queries_than_a_short(book, berit) -> None:
    page = make_fact(book, thirty("noe helt eget"))
    frozen(book, berit)
    reword(page, thirty("noe helt eget").replace("Avsnitt 7 om noe", "Avsnitt 7 om ikke noe"))
    with CaptureQueriesContext(connection) as short:
        assert len(upcoming(book).changes) == 1
    reword(page, thirty("noe ganske eget"))
    with CaptureQueriesContext(connection) as long:
        assert len(upcoming(book).changes) == 30
    assert len(short) == len(long)


def test_an_edition_frozen_before_a_part_of_the_text_was_thought_of_still_opens(book, recipe, berit) -> None:
    page = find_edition_page(frozen(book, berit), "oppskrifter/moete")

    def without_links(section: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in section.items() if name != "links"}
        return {**kept, "parts": [without_links(part) for part in section["parts"]]}

    older = {**page.text, "sections": [without_links(section) for section in page.text["sections"]]}
    assert from_data(older) == text_as_frozen(page)
