"""A page shows how much is said of each paragraph and the newest of it; the rest is one press away."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Cookbook, Recipe
from kokebok.desk.models import Outcome
from kokebok.inputs.models import Input, State
from kokebok.people.models import Person
from tests.reading.log_cast import settled
from tests.world import InputFactory, make_fact, paragraph_saying

pytestmark = pytest.mark.django_db
PAGE = "/oppskrifter/moete/"
TALKED_OF = "Spør dem"


def said(number: int, **fields: Any) -> list[Input]:
    """So many inputs, a minute between them, the oldest first."""
    now = timezone.now()
    return [
        InputFactory.create(
            text=f"Dette er sak {one} av alle.", received_at=now - timedelta(minutes=number - one), **fields
        )
        for one in range(number)
    ]


def numbers_on(client: Client, address: str) -> list[int]:
    """The numbers of the inputs that a page shows, in their order."""
    return [int(one) for one in re.findall(r'id="input-([0-9]+)"', client.get(address).content.decode())]


def link_saying(client: Client, address: str, words: str) -> str:
    """Where the link with these words leads."""
    page = " ".join(client.get(address).content.decode().split())
    [found] = re.findall(rf'href="([^"]+)" ?>{re.escape(words)}</a>', page)
    return str(found).replace("&amp;", "&")


def test_a_reader_sees_the_newest_presses_and_sees_all(client: Client, recipe: Recipe) -> None:
    given = [one.pk for one in said(30, paragraph=paragraph_saying(TALKED_OF))]
    assert numbers_on(client, PAGE) == given[:-4:-1]
    rest = link_saying(client, PAGE, "Vis alle 30 innspill")
    assert numbers_on(client, rest) == given[: -1 - 25 : -1]
    assert numbers_on(client, f"{rest}?page=2") == given[4::-1]


def test_what_is_said_of_the_page_as_a_whole_is_shown_the_same_way(client: Client, recipe: Recipe) -> None:
    given = [one.pk for one in said(5, page=recipe)]
    said(1, paragraph=paragraph_saying(TALKED_OF))
    assert numbers_on(client, link_saying(client, PAGE, "Vis alle 5 innspill")) == given[::-1]


def test_where_all_are_shown_there_is_nothing_to_press(client: Client, recipe: Recipe) -> None:
    said(3, paragraph=paragraph_saying(TALKED_OF))
    assert "Vis alle" not in client.get(PAGE).content.decode()


def test_the_counts_are_of_all_and_not_of_those_shown(client: Client, recipe: Recipe) -> None:
    paragraph = paragraph_saying(TALKED_OF)
    said(12, paragraph=paragraph)
    page = " ".join(client.get(PAGE).content.decode().split())
    assert "12 innspill til denne siden" in page
    assert (
        f'href="#inputs-{paragraph.anchor}" aria-label="12 innspill til avsnitt {paragraph.order + 1}"'
        in page
    )


def test_the_sender_comes_from_the_receipt_to_their_own_input_however_many_are_newer(
    client: Client, recipe: Recipe
) -> None:
    paragraph = paragraph_saying(TALKED_OF)
    mine = InputFactory.create(paragraph=paragraph, text="Dette skrev jeg.")
    assert numbers_on(client, PAGE) == [mine.pk]
    for one in said(6, paragraph=paragraph):
        Input.objects.filter(pk=one.pk).update(received_at=timezone.now() + timedelta(minutes=1))
    assert mine.pk not in numbers_on(client, PAGE)
    back = link_saying(client, f"/kvittering/{mine.code}/", "Se det på siden, blant de andre")
    assert back == f"{PAGE}?innspill={mine.pk}#input-{mine.pk}"
    shown = numbers_on(client, back.partition("#")[0])
    assert (len(shown), shown[-1]) == (4, mine.pk)


@pytest.mark.parametrize("asked", ["", "0", "x", "-1", "999999999999", "²"])
def test_an_input_that_is_none_of_this_page_is_not_shown_by_asking_for_it(
    client: Client, recipe: Recipe, book: Cookbook, asked: str
) -> None:
    make_fact(book)
    other = InputFactory.create(paragraph=paragraph_saying("En bedrift"), text="Om noe annet.")
    hidden = InputFactory.create(
        paragraph=paragraph_saying(TALKED_OF), state=State.WAITING, text="Venter ennå."
    )
    for number in (asked, other.pk, hidden.pk):
        assert numbers_on(client, f"{PAGE}?innspill={number}") == []


def test_whoever_is_thanked_is_thanked_also_when_the_input_is_not_among_those_shown(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    paragraph = paragraph_saying(TALKED_OF)
    settled(berit, outcome=Outcome.TAKEN_IN, paragraph=paragraph, name="Anne Ås", may_be_named=True)
    settled(berit, outcome=Outcome.TAKEN_IN, paragraph=paragraph, name="Uten Navn", may_be_named=False)
    settled(berit, paragraph=paragraph, name="Ikke Tatt Inn", may_be_named=True)
    said(5, paragraph=paragraph)
    page = client.get(PAGE).content.decode()
    assert ("Anne Ås" in page, "Uten Navn" in page, "Ikke Tatt Inn" in page) == (True, False, False)


def test_a_paragraph_that_has_left_the_text_keeps_its_inputs(client: Client, recipe: Recipe) -> None:
    paragraph = paragraph_saying(TALKED_OF)
    given = [one.pk for one in said(4, paragraph=paragraph)]
    type(paragraph).objects.filter(pk=paragraph.pk).update(gone_at=timezone.now())
    assert numbers_on(client, f"/a/{paragraph.anchor}/innspill/") == given[::-1]


def test_what_is_not_published_answers_as_what_is_not_there(client: Client, recipe: Recipe) -> None:
    paragraph = paragraph_saying(TALKED_OF)
    recipe.unpublish()
    asked = [f"/a/{paragraph.anchor}/innspill/", f"/innspill/side/{recipe.pk}/", "/a/finnesikke/innspill/"]
    assert [client.get(address).status_code for address in asked] == [404, 404, 404]


@pytest.mark.parametrize("many", [3, 60])
def test_all_that_is_said_of_a_paragraph_costs_the_same_however_much_it_is(
    client: Client, recipe: Recipe, many: int, django_assert_num_queries: Any
) -> None:
    paragraph = paragraph_saying(TALKED_OF)
    said(many, paragraph=paragraph)
    address = f"/a/{paragraph.anchor}/innspill/"
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address)
