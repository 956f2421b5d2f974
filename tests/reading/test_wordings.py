"""The page that tells every wording a paragraph has had."""

from __future__ import annotations

from datetime import date, timedelta

from django.test import Client

from kokebok.book.models import Cookbook, Recipe
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.models import Input, State
from kokebok.people.models import Person
from kokebok.reading.words_views import A_WORDING
from tests.reading.log_cast import settled, taken_in
from tests.world import paragraph_saying

BEFORE = "Du er rådgiver og vet ikke hvor du skal begynne."
AFTER = "Du er rådgiver og vet ikke hvem du skal spørre."


def test_a_changed_paragraph_shows_what_was_changed_and_on_whose_word(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    given = taken_in(paragraph_saying(BEFORE), AFTER, berit)
    page = client.get(f"/a/{paragraph_saying(AFTER).anchor}/ordlyder/")
    shown = [(one.number, one.text, [card.number for card in one.inputs]) for one in page.context["wordings"]]
    assert shown == [(2, AFTER, [given.pk]), (1, BEFORE, [])]
    assert page.context["wordings"][0].changes == [
        ("same", "Du er rådgiver og vet ikke "),
        ("removed", "hvor"),
        ("added", "hvem"),
        ("same", " du skal "),
        ("removed", "begynne"),
        ("added", "spørre"),
        ("same", "."),
    ]
    assert "<ins>" in page.content.decode()


def test_those_who_agreed_are_thanked_where_their_words_stand(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    Input.objects.filter(pk=taken_in(paragraph_saying(BEFORE), AFTER, berit).pk).update(
        name="Ada", may_be_named=False
    )
    pages = [f"/a/{paragraph_saying(AFTER).anchor}/ordlyder/", "/oppskrifter/moete/"]
    assert [client.get(page).context["thanked"] for page in pages] == [[], []]
    Input.objects.update(may_be_named=True)
    assert [client.get(page).context["thanked"] for page in pages] == [["Ada"], ["Ada"]]
    shown = " ".join(client.get("/oppskrifter/moete/").content.decode().split())
    assert "Takk til <b>Ada</b>." in shown


def test_the_first_of_many_inputs_stand_below_their_wording_and_all_on_asking(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    first = taken_in(paragraph_saying(BEFORE), AFTER, berit, name="Ada", may_be_named=True)
    wording = first.decision.wording
    for number in range(A_WORDING + 1):
        given = settled(
            berit, paragraph=first.paragraph, outcome=Outcome.TAKEN_IN, name=f"Nr. {number}", may_be_named=True,
            received_at=first.decision.at + timedelta(days=number),
        )  # fmt: skip
        Decision.objects.filter(given=given).update(wording=wording)
    address = f"/a/{paragraph_saying(AFTER).anchor}/ordlyder/"
    some, all_of_them = client.get(address), client.get(f"{address}?alle=ja")
    shown = [[one.number for one in page.context["wordings"][0].inputs] for page in (some, all_of_them)]
    everybody = [first.pk, *Input.objects.exclude(pk=first.pk).order_by("pk").values_list("pk", flat=True)]
    assert shown == [everybody[:A_WORDING], everybody]
    assert [len(page.context["thanked"]) for page in (some, all_of_them)] == [A_WORDING + 2] * 2
    assert ["?alle=ja#w-2" in page.content.decode() for page in (some, all_of_them)] == [True, False]


def test_where_the_page_is_taken_out_the_wordings_lead_to_the_edition_that_has_it(
    client: Client, book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    anchor = paragraph_saying(BEFORE).anchor
    freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    recipe.unpublish()
    answer = client.get(f"/a/{anchor}/ordlyder/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/utgave/0.1/oppskrifter/moete/#a-{anchor}"
    assert answer.status_code == 200
    assert client.get("/a/finnesikke/ordlyder/").status_code == 404


def test_inputs_that_cannot_be_read_are_not_counted_on_the_wording_they_led_to(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    first = taken_in(paragraph_saying(BEFORE), AFTER, berit)
    for _ in range(A_WORDING):
        given = settled(berit, paragraph=first.paragraph, outcome=Outcome.TAKEN_IN)
        Decision.objects.filter(given=given).update(wording=first.decision.wording)
    address = f"/a/{paragraph_saying(AFTER).anchor}/ordlyder/"

    def told() -> tuple[int, bool]:
        page = client.get(address)
        return page.context["wordings"][0].total, "?alle=ja" in page.content.decode()

    before = told()
    Input.objects.filter(pk=first.pk).update(state=State.WITHDRAWN)
    assert (before, told()) == ((A_WORDING + 1, True), (A_WORDING, False))
