"""The book as readers meet it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Cookbook, FactChapter, Paragraph, Recipe, Value, ValueVersion
from kokebok.editions.actions.correct import withdraw
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.inputs.models import State
from kokebok.people.models import Person
from tests.world import (
    SIGNED,
    InputFactory,
    make_example,
    make_fact,
    make_post,
    make_recipe,
    make_tool,
    paragraph_saying,
    publish,
)

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> str:
    """What a page says, with the white space folded."""
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def test_every_kind_of_page_can_be_read_at_its_own_address(client: Client, book: Cookbook) -> None:
    make_recipe(book), make_fact(book), make_example(book), make_tool(book), make_post(book)
    for path, words in {
        "/": "En kokebok.",
        "/oppskrifter/moete/": "Spør dem det gjelder.",
        "/fakta/hva/": "En bedrift med et samfunnsmål.",
        "/eksempler/trondheim/": "Pårørende manglet nytt.",
        "/verktoy/sjekkliste/": "Avtal tid.",
        "/blogg/i-gang/": "Vi er i gang.",
        "/oppskrifter/": "Ta det første møtet",
    }.items():
        assert words in read(client, path)


def test_each_paragraph_has_its_number_a_permalink_and_a_way_to_say_something(
    client: Client, recipe: Recipe
) -> None:
    page = read(client, "/oppskrifter/moete/")
    for paragraph in Paragraph.objects.standing().on(recipe):
        assert f'id="a-{paragraph.anchor}"' in page
        assert f'data-copy-link="/a/{paragraph.anchor}/"' in page
        assert client.get(f"/a/{paragraph.anchor}/del/").status_code == 200
        assert f'href="/a/{paragraph.anchor}/del/"' in page
        assert f'href="/innspill/gi/{paragraph.anchor}/"' in page


def test_a_permalink_leads_to_the_paragraph_also_when_it_has_moved(
    client: Client, book: Cookbook, berit: Person
) -> None:
    make_fact(book, "<p>Denne blir stående.</p><p>Denne setningen flytter til en annen side.</p>")
    other = make_fact(book, "<p>Noe annet.</p>", slug="annet", title="Annet", question="Og dette?")
    anchor = paragraph_saying("setningen flytter").anchor
    assert client.get(f"/a/{anchor}/").headers["Location"] == f"/fakta/hva/#a-{anchor}"
    first = FactChapter.objects.get(slug="hva")
    first.body = json.dumps([{"type": "text", "id": first.body[0].id, "value": "<p>Denne blir stående.</p>"}])
    publish(first, by=berit)
    assert client.get(f"/a/{anchor}/").headers["Location"] == f"/a/{anchor}/ordlyder/"
    other.body = json.dumps(
        [
            {
                "type": "text",
                "id": other.body[0].id,
                "value": "<p>Denne setningen flytter til en annen side.</p>",
            }
        ]
    )
    publish(other, by=berit)
    assert client.get(f"/a/{anchor}/").headers["Location"] == f"/fakta/annet/#a-{anchor}"


def test_absent_and_unpublished_pages_answer_alike(client: Client, recipe: Recipe) -> None:
    recipe.unpublish()
    hidden, absent = client.get("/oppskrifter/moete/"), client.get("/oppskrifter/finnes-ikke/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    anchor = Paragraph.objects.filter(page=recipe)[0].anchor
    assert client.get(f"/a/{anchor}/").status_code == 404


def test_the_link_of_a_paragraph_taken_out_of_the_text_leads_to_the_newest_standing_edition_with_it(
    client: Client, book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    anchor = paragraph_saying("Spør dem det gjelder").anchor
    for number in ("0.1", "0.2", "0.3"):
        freeze(book, number=number, title="Veier", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED)
    withdraw(Edition.objects.get(number="0.3"), why="Feil", instead=None, by=berit)
    recipe.unpublish()
    led = client.get(f"/a/{anchor}/", follow=True)
    assert led.redirect_chain == [(f"/utgave/0.2/oppskrifter/moete/#a-{anchor}", 302)]
    page = led.content.decode()
    assert f'id="a-{anchor}"' in page
    assert "Siden er ikke lenger i den levende teksten." in page
    assert "Tatt ut av teksten slik den er nå" in page
    shared = read(client, f"/a/{anchor}/del/")
    assert (
        "Avsnittet er tatt ut av den levende teksten. Lenken fører til det slik det står i utgave 0.2."
        in shared
    )
    assert client.get(f"/a/{anchor}/qr.svg").status_code == 200
    for edition in ("0.2", "0.1"):
        withdraw(Edition.objects.get(number=edition), why="Feil", instead=None, by=berit)
    for link in ("", "del/", "qr.svg"):
        hidden, absent = client.get(f"/a/{anchor}/{link}"), client.get(f"/a/finnesikke/{link}")
        assert (hidden.status_code, absent.status_code) == (404, 404)


def test_a_page_that_gets_another_address_is_found_at_the_old_one(
    client: Client, recipe: Recipe, django_capture_on_commit_callbacks: Any
) -> None:
    recipe.slug = "nytt-navn"
    with django_capture_on_commit_callbacks(execute=True):
        publish(recipe)
    moved = client.get("/oppskrifter/moete/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/oppskrifter/nytt-navn/")


def test_the_start_page_says_the_stage_the_genre_and_the_situations(client: Client, book: Cookbook) -> None:
    make_recipe(book)
    book.genre_word, book.stage = "inspirasjonshefte", "input"
    publish(book)
    page = read(client, "/")
    assert "Inspirasjonshefte" in page
    assert "Du er rådgiver og vet ikke hvor du skal begynne." in page
    assert str(book.get_stage_display()) in page or "innspill" in page


def test_from_the_front_page_a_reader_stands_in_a_recipe_in_two_clicks(
    client: Client, book: Cookbook
) -> None:
    make_recipe(book, audience=["kommune"])
    make_recipe(
        book, slug="annen", title="For gründere", situation="Du er gründer.", audience=["sosial-entreprenor"]
    )
    assert 'href="/begynn/"' in read(client, "/")
    chosen = read(client, "/begynn/?hvem=sosial-entreprenor")
    assert 'href="/oppskrifter/annen/"' in chosen
    assert 'href="/oppskrifter/moete/"' not in chosen


def test_a_page_past_its_review_date_says_so(client: Client, book: Cookbook) -> None:
    today = timezone.localdate()
    make_fact(book, review_by=today - timedelta(days=1))
    make_fact(book, slug="frisk", title="Frisk", review_by=today)
    response, fresh = client.get("/fakta/hva/"), client.get("/fakta/frisk/")
    assert (response.context["overdue"], fresh.context["overdue"]) == (True, False)


def test_a_value_is_shown_as_it_is_today_with_source_and_a_warning_when_it_must_be_checked(
    client: Client, book: Cookbook
) -> None:
    value = Value.objects.create(
        key="terskel",
        label="Terskelverdi",
        unit="mill. kroner",
        source_title="Loven",
        review_by=date(2025, 12, 31),
    )
    ValueVersion.objects.create(value=value, amount="2,2", valid_from=date(2022, 1, 1))
    ValueVersion.objects.create(value=value, amount="2,3", valid_from=date(2024, 3, 14))
    block = {"type": "value", "id": "v", "value": {"text": "Grensen er", "value": value.pk}}
    make_fact(book, body=json.dumps([block]))
    page = read(client, "/fakta/hva/")
    assert "2,3 mill. kroner" in page
    assert "2,2 mill. kroner" not in page
    assert "31. desember 2025" in page


def test_inputs_are_shown_at_their_paragraph_and_those_that_wait_are_not(
    client: Client, recipe: Recipe
) -> None:
    paragraph = paragraph_saying("Spør dem")
    InputFactory.create(
        paragraph=paragraph, text="Si hvem vi skal spørre.", name="Ola Nordmann", may_be_named=True
    )
    InputFactory.create(paragraph=paragraph, text="Uten navn.", name="Kari Hemmelig", email="kari@example.no")
    InputFactory.create(paragraph=paragraph, text="Dette venter ennå.", state=State.WAITING)
    page = read(client, "/oppskrifter/moete/")
    assert "Si hvem vi skal spørre." in page
    assert "Ola Nordmann" in page
    assert "Dette venter ennå." not in page
    assert "Uten navn." in page
    assert "Kari Hemmelig" not in page
    assert "kari@example.no" not in page


def test_what_a_sender_wrote_is_never_run(client: Client, recipe: Recipe) -> None:
    InputFactory.create(
        paragraph=paragraph_saying("Spør dem"), text="<script>alert(1)</script>", name="<b>Ola</b>"
    )
    page = read(client, "/oppskrifter/moete/")
    assert "<script>alert" not in page
    assert "<b>Ola</b>" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_a_page_takes_the_same_number_of_queries_however_many_inputs_it_has(
    client: Client, recipe: Recipe, count: int, django_assert_num_queries: Any
) -> None:
    InputFactory.create_batch(count, paragraph=paragraph_saying("Spør dem"))
    client.get("/oppskrifter/moete/")
    with django_assert_num_queries(13):
        client.get("/oppskrifter/moete/")


@pytest.mark.parametrize("count", [1, 30])
def test_the_start_page_takes_the_same_number_of_queries_however_many_recipes_there_are(
    client: Client, book: Cookbook, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_recipe(book, slug=f"oppskrift-{number}")
    client.get("/")
    with django_assert_num_queries(16):
        client.get("/")


def test_the_interface_stays_in_the_cookbooks_language_on_a_page_in_the_other_form_until_the_reader_chooses(
    client: Client, book: Cookbook
) -> None:
    make_fact(book, language="nn")
    page = read(client, "/fakta/hva/")
    assert ('<html lang="nb"' in page, 'lang="nn"' in page) == (True, True)
    answer = client.post("/sprak/", {"language": "en", "next": "/fakta/hva/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/fakta/hva/")
    assert '<html lang="en"' in read(client, "/fakta/hva/")


def test_a_language_choice_never_leads_to_another_site(client: Client, book: Cookbook) -> None:
    answer = client.post("/sprak/", {"language": "nn", "next": "https://example.com/"})
    assert answer.headers["Location"] == "/"


def test_public_pages_allow_nothing_from_elsewhere_and_nothing_inline(client: Client, recipe: Recipe) -> None:
    policy = client.get("/oppskrifter/moete/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_page_leads_to_the_newest_edition_only_where_it_is_in_it(
    client: Client, book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    freeze(book, number="0.1", title="En kokebok", foreword="", on=date(2026, 3, 1), by=berit)
    make_fact(book)
    links = [
        'href="/utgave/0.1/"' in read(client, path) for path in ("/oppskrifter/moete/", "/fakta/hva/", "/")
    ]
    assert links == [True, False, True]
