"""Finding what anyone may read: what, in which order, with which paragraph, and what is said where nothing is."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.book.models import Paragraph, Value
from kokebok.search.models import Synonyms
from kokebok.search.queries import ask
from tests.world import BodyFactory, make_example, make_fact, make_post, make_recipe, make_tool

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from kokebok.book.models import Cookbook

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24  # of a question with twelve words that stand nowhere


def found(asked: str, **more: str) -> list[str]:
    """The titles found, in order."""
    return [hit.title for hit in Client().get("/sok/", {"q": asked, **more}).context["hits"]]


def all_found(*questions: str) -> dict[str, list[str]]:
    """What is found for each question."""
    return {asked: found(asked) for asked in questions}


def fact(book: Cookbook, title: str, text: str, **more: Any) -> Any:
    slug = f"f{uuid.uuid4().hex[:8]}"
    return make_fact(book, f"<p>{text}</p>", title=title, slug=slug, question="Hva nå?", **more)


def test_each_kind_of_thing_is_found_by_what_it_says(book: Cookbook) -> None:
    value = Value.objects.create(
        key="terskel",
        label="Innslagspunkt",
        unit="kroner",
        source_title="Finansdepartementet",
        review_by="2030-01-01",
    )
    value.versions.create(amount="500 000", valid_from="2020-01-01")
    value.save()
    block = {
        "type": "value",
        "id": str(uuid.uuid4()),
        "value": {"value": value.pk, "text": "Fra dette beløpet."},
    }
    fact(book, "Grenser", "x", body=json.dumps([block]))
    ferd = BodyFactory(name="Ferd Sosial", slug="ferd", offers="Kapital til vekstbedrifter")
    BodyFactory(name="Ingen Nevner", slug="ingen", offers="Kapital")
    make_recipe(book, title="Møteboka", cost="Betaling for kaffe", themes=["utenforskap"])
    make_example(book, title="Sykkelverkstedet", places=["Lillehammer"]).actors.add(ferd)
    make_tool(book, title="Arket", participants="Innkjøpere")
    make_post(book, title="Nytt", body="<p>Konferansen ble avlyst.</p>")
    example = book.get_descendants().get(slug="trondheim").specific
    example.actors.add(ferd)
    example.save_revision().publish()
    said = all_found(
        "500 000", "finansdepartementet", "kapital", "kaffe", "utenforskap", "pilotavtale", "lillehammer", "innkjøper",
        "konferanse", "kokebok",
    )  # fmt: skip
    assert said == {
        "500 000": ["Grenser"],
        "finansdepartementet": ["Grenser"],
        "kapital": ["Ferd Sosial"],
        "kaffe": ["Møteboka"],
        "utenforskap": ["Møteboka"],
        "pilotavtale": ["Sykkelverkstedet"],
        "lillehammer": ["Sykkelverkstedet"],
        "innkjøper": ["Arket"],
        "konferanse": ["Nytt"],
        "kokebok": ["Veier"],
    }


def test_both_forms_inflections_compounds_and_slips_are_found(book: Cookbook) -> None:
    fact(book, "Nynorsk", "Tilskotet til tenesta er ei anskaffing.")
    fact(book, "Bokmål", "Et tilskudd er ingen anskaffelse.")
    fact(book, "Terskel", "EØS-terskelverdier for sosialentreprenører i eldreomsorgen.")
    fact(book, "Demens", "Budsjettet for demens og for piloter.")
    both = ["Bokmål", "Nynorsk"]
    said = all_found(
        "tilskudd", "tilskot", "anskaffelser", "anskaffingar", "tjenester", "terskelverdi", "entreprenør", "eldre",
        "sosial entreprenør", "pilotene", "demenz", "budsjet", "entrepenør", "anskafelse",
    )  # fmt: skip
    assert {asked: sorted(titles) for asked, titles in said.items()} == {
        "tilskudd": both, "tilskot": both, "anskaffelser": both, "anskaffingar": both, "tjenester": ["Nynorsk"],
        "terskelverdi": ["Terskel"], "entreprenør": ["Terskel"], "eldre": ["Terskel"],
        "sosial entreprenør": ["Terskel"], "pilotene": ["Demens"], "demenz": ["Demens"], "budsjet": ["Demens"],
        "entrepenør": ["Terskel"], "anskafelse": both,
    }  # fmt: skip


def test_an_a_with_a_ring_is_another_letter_but_other_keyboards_are_forgiven(book: Cookbook) -> None:
    fact(book, "Med ring", "Målet er å gi råd.")
    fact(book, "Uten ring", "Bruk en mal.")
    assert all_found("mål", "mal", "råd", "maal", "raad") == {
        "mål": ["Med ring"], "mal": ["Uten ring"], "råd": ["Med ring"], "maal": ["Med ring"], "raad": ["Med ring"],
    }  # fmt: skip
    page = Client().get("/sok/", {"q": "rad"}, headers={"accept-language": "nb"})
    assert ([hit.title for hit in page.context["hits"]], page.context["instead"]) == (["Med ring"], "råd")
    fact(book, "Tabell", "En rad i en tabell.")
    page = Client().get("/sok/", {"q": "rad"}, headers={"accept-language": "nb"})
    assert ([hit.title for hit in page.context["hits"]], page.context["instead"]) == (["Tabell"], "")


def test_what_is_nearer_stands_first_then_titles_then_recipes(book: Cookbook) -> None:
    make_post(book, title="Samtale", slug="samtale")
    fact(book, "Bøyd", "Samtalene var gode.")
    fact(book, "Sammensatt", "Et samtaleark.")
    fact(book, "I teksten", "En samtale.")
    make_recipe(book, "samtalen", title="Oppskrift", lead="Ta en samtale.")
    fact(book, "I ingressen", "Noe.", lead="En samtale.")
    assert found("samtale") == ["Samtale", "Oppskrift", "I ingressen", "I teksten", "Bøyd", "Sammensatt"]


def test_a_word_comes_before_longer_words_with_it_wherever_those_stand(book: Cookbook) -> None:
    fact(book, "Eldreomsorg", "Om kommunen.", lead="Eldreomsorgen i kommunen.")
    fact(book, "Mennesker", "Noe annet.</p><p>De eldre blir flere.")
    fact(book, "Kant", "Terskelen har en verdi.", lead="En terskel.")
    fact(book, "Grenser", "Noe annet.</p><p>EØS-terskelverdier i år.")
    assert all_found("eldre", "terskelverdi") == {
        "eldre": ["Mennesker", "Eldreomsorg"],
        "terskelverdi": ["Grenser", "Kant"],
    }


def test_what_sounds_the_same_is_one_slip_away_and_a_hearing_is_not_what_one_hears(book: Cookbook) -> None:
    fact(book, "Handel", "Et innkjøp for kommunen.")
    fact(book, "Prosess", "Ei høyring om lova.")
    fact(book, "Lyd", "Vi høyrer ein fugl.")
    said = all_found("inkøp", "høringer", "høyringar", "hører")
    assert said == {
        "inkøp": ["Handel"], "høringer": ["Prosess"], "høyringar": ["Prosess"], "hører": ["Lyd"],
    }  # fmt: skip


def test_the_paragraph_is_shown_with_the_words_marked_and_linked_by_its_anchor(book: Cookbook) -> None:
    fact(book, "Reglene", "Om noe annet.</p><p>Etter anskaffelsesforskriften § 9-3 &lt;må&gt; dere lyse ut.")
    fact(book, "Andre", "Forskriften § 3-9, og 9-3 poeng i finalen.")
    anchor = Paragraph.objects.standing().get(text__contains="lyse ut").anchor
    (hit,) = Client().get("/sok/", {"q": "anskaffelsesforskriften § 9-3"}).context["hits"]
    assert hit.url.endswith(f"#a-{anchor}")
    assert hit.excerpt_html == ("Etter <mark>anskaffelsesforskriften § 9-3</mark> &lt;må&gt; dere lyse ut.")
    assert found("§ 9-3")[0] == "Reglene"
    assert found("«dere lyse ut»") == ["Reglene"]
    assert found('"ut lyse"') == []


def test_what_was_meant_stands_where_the_word_stood_and_what_is_quoted_is_left(book: Cookbook) -> None:
    fact(book, "Demens", "Budsjettet for demens, et budsjett.")
    fact(book, "Penger", "Alt om budsjettet.")
    meant = {
        asked: Client().get("/sok/", {"q": asked}, headers={"accept-language": "nb"}).context["instead"]
        for asked in ("budsjettet budsjet", "Budsjet, demens budsjet", "«budsjettet» budsjet")
    }
    assert meant == {
        "budsjettet budsjet": "budsjettet budsjett",
        "Budsjet, demens budsjet": "budsjett, demens budsjett",
        "«budsjettet» budsjet": "«budsjettet» budsjett",
    }


def test_a_long_question_of_misspelt_words_costs_little_more_than_a_short(
    book: Cookbook, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    right = "budsjett demens pilot kommune samarbeid anskaffelse eldreomsorg terskel avtale innbygger tjeneste hjelp"
    fact(book, "Alt", f"Om {right}.")
    asked = " ".join(word[:-2] + word[-1] + word[-2] for word in right.split())
    with django_assert_max_num_queries(MOST_QUERIES):
        ask(asked)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ("Ingen tekst har «samarbied». Mente du samarbeid ?", "Spør dem som skriver teksten")),
        ("nn", ("Ingen tekst har «samarbied». Meinte du samarbeid ?", "Spør dei som skriv teksten")),
        ("en", ("No text has “samarbied”. Did you mean samarbeid ?", "Ask those who write the text")),
    ],
)
def test_what_was_meant_is_said_and_found_in_each_language(
    book: Cookbook, language: str, said: tuple[str, str]
) -> None:
    reader = Client()
    reader.cookies["kokebok_language"] = language
    page = BeautifulSoup(reader.get("/sok/", {"q": "samarbied"}).content.decode(), "lxml")
    told = page.select_one("[role=status] p")
    assert told is not None
    assert (" ".join(told.get_text(" ").split()), page.select_one(".missed a").get_text()) == said  # type: ignore[union-attr]
    assert [link["href"] for link in page.select("[data-instead]")] == ["?q=samarbeid"]
    assert [title.get_text() for title in page.select(".hits h2")] == ["Veier"]


def test_where_nothing_has_all_of_it_the_nearest_is_shown_and_one_can_ask(book: Cookbook) -> None:
    fact(book, "Kaffe", "Kaffe og kake.")
    fact(book, "Te", "Te og kake.")
    page = Client().get("/sok/", {"q": "kaffe te qwrtplk"})
    assert [hit.title for hit in page.context["nearest"]] == ["Kaffe", "Te"]
    form = Client().get(page.context["ask_url"]).content.decode()
    assert "Jeg lette etter «kaffe te qwrtplk», og fant det ikke." in form
    assert BeautifulSoup(form, "lxml").select_one("input[value=question][checked]")


def near(asked: str) -> list[str]:
    """The titles shown where nothing has all that was asked for."""
    page = Client().get("/sok/", {"q": asked})
    assert page.context["hits"] == []
    return [hit.title for hit in page.context["nearest"]]


def test_a_single_digit_is_no_ground_for_what_is_nearest_and_a_reference_to_law_is(book: Cookbook) -> None:
    fact(book, "Dato", "Dato: 2. november.")
    fact(book, "Paragraf", "Se § 5-1 om dette.")
    asked = ("loa § 2", "qwrtplk 2", "FOA § 5-1", "qwrtplk november 2")
    assert {one: near(one) for one in asked} == {
        "loa § 2": [],
        "qwrtplk 2": [],
        "FOA § 5-1": ["Paragraf"],
        "qwrtplk november 2": ["Dato"],
    }


def test_where_words_with_a_hyphen_stand_nowhere_together_each_of_them_is_near(book: Cookbook) -> None:
    fact(book, "Velferd", "NAV hjelper til.")
    assert near("nav-kontor") == ["Velferd"]


def test_where_a_long_word_stands_nowhere_its_parts_are_near_and_else_what_is_written_like_it(
    book: Cookbook,
) -> None:
    fact(book, "Piloten", "Vi begynte med en pilot i liten skala.")
    fact(book, "Prosjektet", "Et prosjekt varer ikke.")
    fact(book, "Ordstyreren", "Hun er ordførende i dag.")
    said = {}
    for asked in ("pilotprosjekter", "ordførerske", "qwrtplk"):
        page = BeautifulSoup(Client().get("/sok/", {"q": asked}).content, "lxml")
        headings = [" ".join(one.get_text().split()) for one in page.select("h2") if "Nær" in one.get_text()]
        said[asked] = (headings, sorted(one.get_text(strip=True) for one in page.select(".hits h3")))
        assert page.select_one(".missed a") is not None
    assert said == {
        "pilotprosjekter": (
            ["Ingen tekst har «pilotprosjekter». Nær det: pilot, prosjekt"],
            ["Piloten", "Prosjektet"],
        ),
        "ordførerske": (["Ingen tekst har «ordførerske». Nær det: ordførende, ordstyreren"], ["Ordstyreren"]),
        "qwrtplk": ([], []),
    }


def test_what_was_meant_is_found_as_often_as_when_it_is_typed(book: Cookbook) -> None:
    Synonyms.objects.create(words="tilskudd, støtte")
    fact(book, "Tilskudd", "Et tilskudd er penger.")
    fact(book, "Støtte", "Her får man støtte.")
    found = {
        asked: sorted(hit.title for hit in Client().get("/sok/", {"q": asked}).context["hits"])
        for asked in ("tilskudd", "tilskud")
    }
    assert found == {asked: ["Støtte", "Tilskudd"] for asked in ("tilskudd", "tilskud")}


def test_what_was_meant_has_the_capital_it_has_in_the_texts(book: Cookbook) -> None:
    fact(book, "Byer", "Vi dro til Steinkjer. Samarbeid er bra. De ville ha samarbeid.")
    meant = [Client().get("/sok/", {"q": typed}).context["instead"] for typed in ("steinkjær", "samarbied")]
    assert meant == ["Steinkjer", "samarbeid"]


def test_what_a_page_is_about_comes_before_what_it_only_refers_to(book: Cookbook) -> None:
    source = {
        "type": "source",
        "id": "s",
        "value": {"title": "Veileder om forsøk", "url": "https://example.no/"},
    }
    fact(book, "A", "Noe annet.", sources=json.dumps([source]))
    fact(book, "B", "Her står det om forsøk.")
    hits = Client().get("/sok/", {"q": "forsøk"}).context["hits"]
    assert [(hit.title, "<mark>forsøk</mark>" in hit.excerpt_html) for hit in hits] == [
        ("B", True),
        ("A", True),
    ]


@pytest.mark.parametrize(("language", "first"), [("nb", "tilskudd"), ("nn", "tilskot")])
def test_suggestions_are_first_in_the_written_norwegian_of_the_interface(
    book: Cookbook, language: str, first: str
) -> None:
    fact(book, "Innkjøp", "Et tilskudd. Eit tilskot.")
    reader = Client()
    reader.cookies["kokebok_language"] = language
    assert reader.get("/sok/forslag/", {"q": "tilsk"}).json()["suggestions"][0] == first


def test_suggestions_are_titles_and_words_that_are_found(book: Cookbook) -> None:
    make_recipe(book, title="Møt familiene")
    fact(book, "Kaffekoppen", "Kaffe, kaffetrakter og hemmelighet.").unpublish()
    fact(book, "Kaffepausen", "En kaffepause.")
    ask = lambda typed: Client().get("/sok/forslag/", {"q": typed}).json()["suggestions"]  # noqa: E731
    assert (ask("fami"), ask("møt fa"), ask("kaffep"), ask("hemmel"), ask("k"), ask("a" * 300)) == (
        ["familier", "familiene", "Møt familiene"],
        ["møt familier", "Møt familiene"],
        ["kaffepause", "Kaffepausen"],
        [],
        [],
        [],
    )


def test_a_search_asks_the_database_a_few_times_whatever_it_finds(
    book: Cookbook, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        fact(book, f"Nummer {number}", "Samtale om tilskudd og råd.")
    reader = Client()
    reader.get("/sok/", {"q": "samtale"})
    with django_assert_max_num_queries(20):
        reader.get("/sok/", {"q": "samtale tilskot råd"})
    with django_assert_max_num_queries(40):
        reader.get("/sok/", {"q": "samtalle tilskod raad"})


HOSTILE = [
    "", "   ", '"', '""', '"""', "%", "*", "pilot*", "NEAR(a b, 2)", "a OR b", "a AND NOT", "title:x", "^a",
    "-a", "{a}",
    "'; DROP TABLE search_text; --", "\\", "a' | b & !c <-> :*", "\x00", "pi\x00lot", "\x0b\x1b\x7f", "😀",
    "👩‍👩‍👧", "§", "§§ §",
    "a" * 5000, "ord " * 1500, "§ " + "9-" * 900, '"' + "a b " * 400, "é" * 300,
    "\ud7ff\ufeff", "ﬁ ǅ İ ß", "1" * 400,
    "𝕒𝕓",
    "ааа", "漢字", "\u202eabc", "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v", "'''", "o'neil", "½ ² ①", "²",
]  # fmt: skip


def test_any_question_gets_an_answer(book: Cookbook) -> None:
    reader = Client()
    answers = {
        (address, asked[:20]): reader.get(address, {"q": asked}).status_code
        for asked in HOSTILE
        for address in ("/sok/", "/sok/?i=innspill", "/sok/forslag/")
    }
    assert {key: status for key, status in answers.items() if status != 200} == {}
    pages = [
        reader.get("/sok/", {"q": "veier", "page": page}).status_code
        for page in ("0", "-1", "9" * 5000, "x", "\x00")
    ]
    assert pages == [200] * 5
