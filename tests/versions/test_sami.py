"""Pages in Northern Sámi: our headings in its words where there are some, and marked as lent where there are none."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.book.models import Cookbook
from kokebok.journal.models import Entry as Line
from kokebok.lib.text import as_data, from_data
from kokebok.lists.actions.headings import name_headings
from kokebok.lists.headings import HEADINGS
from kokebok.lists.models import LONGEST_NAME
from kokebok.lists.queries import own_headings
from kokebok.lists.rules import HeadingsChanged
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from tests.world import make_example, make_recipe

pytestmark = pytest.mark.django_db
OUTLINE = Path(__file__).parents[2] / "src" / "kokebok" / "book" / "outline"


def read(path: str) -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "lxml")


def titles(soup: BeautifulSoup) -> dict[str, str]:
    """The headings of the text, with the language each is marked as."""
    return {
        " ".join(one.text.split()): str(one.get("lang", "")) for one in soup.select(".reading > section > h2")
    }


def test_all_that_the_outline_puts_on_a_page_is_in_the_list_of_headings() -> None:
    called = {
        node.args[0].value
        for file in OUTLINE.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }
    assert sorted(map(str, called)) == sorted(HEADINGS)


def test_a_heading_without_a_word_in_northern_sami_stands_in_bokmal_and_is_marked_as_that(
    book: Cookbook,
) -> None:
    make_recipe(book, language="se", time_do="Guokte beaivvi")
    page = read("/oppskrifter/moete/")
    assert titles(page)["Situasjonen din"] == "nb"
    make_example(book, language="se")
    example = read("/eksempler/trondheim/")
    assert titles(example) == {"Behovet": "nb", "Hva som skjedde": "nb", "Boađus": ""}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_in_our_own_languages_no_heading_is_lent(book: Cookbook, language: str) -> None:
    make_recipe(book, language=language)
    assert set(titles(read("/oppskrifter/moete/")).values()) == {""}


ADDRESS = "/redaksjon/lister/overskrifter/"


def opened(desk: Client) -> dict[str, str]:
    """What the form of the headings sends as it stands when it is opened."""
    form = BeautifulSoup(desk.get(ADDRESS).content.decode(), "lxml").select_one("main form.form")
    assert form is not None
    inputs = form.select("input[name]:not([name=csrfmiddlewaretoken])")
    return {str(one["name"]): str(one.get("value", "")) for one in inputs}


def test_an_editor_sees_what_lacks_words_and_fills_it_in(
    client: Client, book: Cookbook, berit: Person
) -> None:
    make_recipe(book, language="se")
    client.force_login(berit)
    fields = opened(client)
    assert fields["h-who"] == ""  # a word of ours is told beside, and is no word of the cookbook's
    answer = client.post(ADDRESS, {**fields, "h-your-situation": "  Du  dilli "})
    assert answer.status_code == 302
    assert titles(read("/oppskrifter/moete/"))["Du dilli"] == ""
    again = opened(client)
    assert again["h-your-situation"] == "Du dilli"
    client.post(ADDRESS, {**again, "h-your-situation": ""})
    assert titles(read("/oppskrifter/moete/"))["Situasjonen din"] == "nb"


def test_a_form_that_was_opened_before_a_colleague_saved_takes_no_word_away(
    client: Client, berit: Person
) -> None:
    client.force_login(berit)
    mine, colleagues = opened(client), opened(client)
    client.post(ADDRESS, {**colleagues, "h-cost": "Golut"})
    assert client.post(ADDRESS, {**mine, "h-date": "Beaivi"}).status_code == 302
    assert own_headings("se") == {"Cost": "Golut", "Date": "Beaivi"}


def test_of_two_who_name_one_heading_the_second_is_told_and_keeps_what_was_typed(
    client: Client, berit: Person
) -> None:
    client.force_login(berit)
    mine, colleagues = opened(client), opened(client)
    client.post(ADDRESS, {**colleagues, "h-cost": "Golut"})
    answer = client.post(ADDRESS, {**mine, "h-cost": "Haddi", "h-date": "Beaivi"})
    assert answer.status_code == 422
    assert own_headings("se") == {"Cost": "Golut"}
    shown = BeautifulSoup(answer.content.decode(), "lxml")
    assert "Golut" in str(shown.select_one("#id_h-cost_error"))
    kept = {str(one["name"]): str(one.get("value", "")) for one in shown.select("main form input[name]")}
    assert (kept["h-cost"], kept["h-date"], kept["seen_h-cost"]) == ("Haddi", "Beaivi", "Golut")
    kept.pop("csrfmiddlewaretoken", None)
    assert client.post(ADDRESS, kept).status_code == 302
    assert own_headings("se") == {"Cost": "Haddi", "Date": "Beaivi"}


def test_too_long_a_heading_is_told_of_and_what_was_typed_is_kept(client: Client, berit: Person) -> None:
    client.force_login(berit)
    answer = client.post("/redaksjon/lister/overskrifter/", {"h-who": "x" * 121, "h-time": "Áigi dál"})
    assert answer.status_code == 422
    assert "Áigi dál" in answer.content.decode()


def test_lent_words_are_frozen_with_the_page_and_a_page_without_is_as_before(book: Cookbook) -> None:
    from kokebok.book.outline import outline

    lending, other = outline(make_recipe(book, language="se")), outline(make_recipe(book, slug="to"))
    assert from_data(as_data(lending)) == lending
    assert "lent" not in as_data(other)


def test_files_of_an_edition_mark_the_lent_words(book: Cookbook, berit: Person) -> None:
    from kokebok.editions.actions.freeze import freeze
    from kokebok.outlets.composing import manuscript_of
    from kokebok.outlets.formats import docx, html, pdf

    make_recipe(book, language="se")
    edition = freeze(book, number="1.0", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    manuscript = manuscript_of(edition)
    page = BeautifulSoup(html.render(manuscript).decode(), "lxml")
    marked = page.find("span", string="Situasjonen din")
    assert marked is not None
    assert marked["lang"] == "nb-NO"
    written = zipfile.ZipFile(io.BytesIO(docx.render(manuscript))).read("word/document.xml").decode()
    assert re.search(r'<w:lang w:val="se"[^>]*/>', written)
    assert pdf.render(manuscript).startswith(b"%PDF")


LONGEST = "x" * LONGEST_NAME


def test_a_heading_may_be_as_long_as_a_name_and_no_longer_also_where_no_form_asks(
    db: None, berit: Person
) -> None:
    assert name_headings("se", words={"Cost": LONGEST, "Date": "Beaivi"}, seen={}, by=berit) == 2
    with pytest.raises(Refused) as refused:
        name_headings("se", words={"Who": f"{LONGEST}x"}, seen={}, by=berit)
    assert str(LONGEST_NAME) in str(refused.value)
    assert own_headings("se") == {"Cost": LONGEST, "Date": "Beaivi"}


def test_one_that_is_called_nothing_any_longer_is_told_to_who_would_name_it_and_only_what_changed_is_noted(
    db: None, berit: Person
) -> None:
    name_headings("se", words={"Cost": "Golut", "Date": "Beaivi", "No such": "x"}, seen={}, by=berit)
    seen = {"Cost": "Golut", "Date": "Beaivi"}
    assert name_headings("se", words={"Cost": "", "Date": "Beaivi"}, seen=seen, by=berit) == 1
    assert name_headings("se", words=seen, seen=seen, by=berit) == 0
    with pytest.raises(HeadingsChanged) as changed:
        name_headings("se", words={"Cost": "Haddi"}, seen=seen, by=berit)
    assert changed.value.now == {"Cost": ""}
    assert list(Line.objects.filter(act="headings.named").order_by("pk").values_list("by", "what")) == [
        (berit.pk, {"language": "se", "words": {"Cost": "Golut", "Date": "Beaivi"}}),
        (berit.pk, {"language": "se", "words": {"Cost": ""}}),
    ]
