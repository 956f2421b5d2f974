"""A member reads the whole page, and says what they think of each paragraph in its margin."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client

from kokebok.book.models import Weight
from kokebok.inputs.models import State
from kokebok.journal.models import Entry
from kokebok.review.actions.give import close_reading
from kokebok.review.models import Says, Verdict
from tests.desk.conftest import queries_of
from tests.review.conftest import WORDS, Asker, change, portion_of, says
from tests.world import InputFactory, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person
    from kokebok.review.models import Portion, Reading


def address_of(reading: Reading) -> str:
    """The first page of a reading."""
    first = reading.portions.select_related("paragraph")[0]
    return f"/redaksjon/lesing/{reading.pk}/side/{first.paragraph.page_id}/"


def press(client: Client, reading: Reading, button: str, **typed: str) -> Any:
    """Press a button of the page as it stands, with what is written in its margins."""
    page = client.get(address_of(reading))
    html = page.content.decode()
    assert f'value="{button}"' in html
    return client.post(address_of(reading), {"do": button, "rest": page.context["read"].rest, **typed})


def in_margin(client: Client, portion: Portion) -> Any:
    """What stands beside a paragraph."""
    return client.get(address_of(portion.reading)).context["read"].margins[portion.paragraph.anchor]


def button(client: Client, what: str, portion: Portion) -> str:
    return f"{what}:{portion.pk}:{in_margin(client, portion).now.pk}"


def test_the_page_stands_there_whole_with_a_margin_where_one_is_asked_to_read(
    as_rana: Client, ask: Asker, recipe: Recipe
) -> None:
    reading = ask()
    portion = portion_of(reading)
    InputFactory.create(
        paragraph=portion.paragraph,
        state=State.OPEN,
        text="Vi mangler tall.",
        name="Kari",
        may_be_named=False,
    )
    InputFactory.create(paragraph=portion.paragraph, state=State.WAITING, text="Ikke publisert.")
    page = as_rana.get(address_of(reading)).content.decode()
    for paragraph in recipe.paragraphs.standing():
        assert f'id="a-{paragraph.anchor}"' in page
    assert page.count('class="verdict"') == 3
    assert ("Vi mangler tall." in page, "Kari" in page, "Ikke publisert." in page) == (True, False, False)


def test_a_paragraph_is_approved_in_its_margin_and_one_goes_on_to_the_next(
    as_rana: Client, ask: Asker, rana: Person
) -> None:
    reading = ask()
    first, second, _third = reading.portions.all()
    went = press(as_rana, reading, button(as_rana, "approve", first))
    assert went.headers["Location"] == f"{address_of(reading)}#p-{second.pk}"
    assert [(one.portion, one.says, one.person) for one in Verdict.objects.all()] == [
        (first, Says.APPROVE, rana)
    ]
    assert in_margin(as_rana, first).is_approved
    assert "2 av 3 igjen" in as_rana.get(address_of(reading)).content.decode()


@pytest.mark.parametrize("what", ["comment", "object"])
def test_what_is_said_in_the_margin_reaches_the_editors(
    as_rana: Client, as_berit: Client, ask: Asker, what: str
) -> None:
    reading = ask()
    portion = portion_of(reading)
    press(as_rana, reading, button(as_rana, what, portion), **{f"text-{portion.pk}": "Hvem er «dem»?"})
    assert [(one.says, one.text) for one in Verdict.objects.all()] == [(what, "Hvem er «dem»?")]
    assert "Hvem er «dem»?" in as_berit.get(f"/redaksjon/lesinger/{reading.pk}/").content.decode()


def test_who_objects_without_words_is_told_there_and_all_that_is_written_stays(
    as_rana: Client, ask: Asker
) -> None:
    reading = ask()
    first, second, _third = reading.portions.all()
    answer = press(as_rana, reading, button(as_rana, "object", first), **{f"text-{second.pk}": "Halvveis."})
    page = answer.content.decode()
    assert (answer.status_code, Verdict.objects.count()) == (422, 0)
    assert f'id="error-{first.pk}"' in page
    assert ">Halvveis.</textarea>" in page


def test_what_is_written_in_another_margin_stays_without_scripts(as_rana: Client, ask: Asker) -> None:
    reading = ask()
    first, second, _third = reading.portions.all()
    answer = press(as_rana, reading, button(as_rana, "approve", first), **{f"text-{second.pk}": "Halvveis."})
    assert (answer.status_code, Verdict.objects.count()) == (200, 1)
    assert ">Halvveis.</textarea>" in answer.content.decode()


def test_the_rest_is_approved_with_one_press_and_taken_back_with_one(
    as_rana: Client, ask: Asker, rana: Person
) -> None:
    reading = ask()
    first, second, third = reading.portions.all()
    says(first, Says.OBJECT, rana, "Nei.")
    after = press(as_rana, reading, "rest")
    assert after.headers["Location"] == address_of(reading)
    assert [(one.portion, one.says) for one in Verdict.objects.order_by("portion")] == [
        (first, Says.OBJECT), (second, Says.APPROVE), (third, Says.APPROVE),
    ]  # fmt: skip
    says(third, Says.COMMENT, rana, "Jo, én ting.")
    rest = as_rana.get(address_of(reading)).context["read"].approved
    assert rest.number == 1
    press(as_rana, reading, f"undo:{rest.together}")
    assert [(one.portion, one.says) for one in Verdict.objects.order_by("portion")] == [
        (first, Says.OBJECT), (third, Says.COMMENT),
    ]  # fmt: skip
    lines = Entry.objects.filter(act__in=["verdict.rest_approved", "verdict.rest_taken_back"]).order_by("pk")
    assert [(one.act, one.by, len(one.what["verdicts"])) for one in lines] == [
        ("verdict.rest_approved", rana, 2), ("verdict.rest_taken_back", rana, 1),
    ]  # fmt: skip


def told(client: Client, reading: Reading, **sent: str) -> list[str]:
    """What one is told after a press."""
    answer = client.post(address_of(reading), sent, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_who_presses_twice_is_not_told_of_none(as_rana: Client, ask: Asker) -> None:
    reading = ask()
    rest = as_rana.get(address_of(reading)).context["read"].rest
    assert [told(as_rana, reading, do="rest", rest=rest) for _press in range(2)] == [
        ["Du har godkjent de siste 3 avsnittene."],
        [],
    ]
    undo = f"undo:{as_rana.get(address_of(reading)).context['read'].approved.together}"
    assert [told(as_rana, reading, do=undo) for _press in range(2)] == [
        ["3 avsnitt står som uleste igjen."],
        [],
    ]


def test_what_one_has_approved_in_another_window_is_passed_over_and_what_one_objects_to_is_told(
    as_rana: Client, ask: Asker, rana: Person
) -> None:
    reading = ask()
    rest = as_rana.get(address_of(reading)).context["read"].rest
    first, second, _third = reading.portions.all()
    says(first, Says.APPROVE, rana)
    assert told(as_rana, reading, do="rest", rest=rest) == ["Du har godkjent de siste 2 avsnittene."]
    Verdict.objects.all().delete()
    says(second, Says.OBJECT, rana, "Nei.")
    assert told(as_rana, reading, do="rest", rest=rest) == [
        "Du har godkjent de siste 2 avsnittene.",
        "Noe ble endret eller sagt noe om imens, og er ikke med.",
    ]


def test_one_member_does_not_take_back_what_another_approved(
    as_rana: Client, ask: Asker, rana: Person, signe: Person
) -> None:
    reading = ask(rana, signe)
    as_signe = Client()
    as_signe.force_login(signe)
    press(as_signe, reading, "rest")
    told(as_rana, reading, do="rest", rest=as_rana.get(address_of(reading)).context["read"].rest)
    hers = as_signe.get(address_of(reading)).context["read"].approved.together
    assert told(as_rana, reading, do=f"undo:{hers}") == []
    assert Verdict.objects.filter(person=signe, together=hers).count() == 3
    press(as_signe, reading, f"undo:{hers}")
    assert [one.person for one in Verdict.objects.all()] == [rana] * 3


def test_what_is_written_while_one_takes_back_stays(as_rana: Client, ask: Asker, rana: Person) -> None:
    reading = ask()
    press(as_rana, reading, "rest")
    undo = f"undo:{as_rana.get(address_of(reading)).context['read'].approved.together}"
    first = reading.portions.all()[0]
    reads = count(1)

    def another_window(execute: Any, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if sql.startswith("SELECT") and 'FROM "review_verdict"' in sql and next(reads) == 1:
            says(first, Says.COMMENT, rana, "Jo, én ting.")
        return found

    with connection.execute_wrapper(another_window):
        as_rana.post(address_of(reading), {"do": undo})
    assert [(one.portion, one.text) for one in Verdict.objects.all()] == [(first, "Jo, én ting.")]


def test_a_paragraph_that_is_changed_while_one_reads_is_not_approved_unseen(
    as_rana: Client, ask: Asker, berit: Person
) -> None:
    reading = ask()
    page = as_rana.get(address_of(reading))
    change(paragraph_saying(WORDS), "Spør alle.", berit)
    sent = {"do": "rest", "rest": page.context["read"].rest}
    after = as_rana.post(address_of(reading), sent, follow=True)
    assert portion_of(reading).pk not in Verdict.objects.values_list("portion_id", flat=True)
    assert Verdict.objects.count() == 2
    assert "er ikke med" in after.content.decode()
    twice = as_rana.post(address_of(reading), sent)
    assert (twice.status_code, Verdict.objects.count()) == (302, 2)


def test_what_has_changed_since_one_read_it_stands_in_the_margin(
    as_rana: Client, ask: Asker, berit: Person, rana: Person
) -> None:
    reading = ask()
    portion = portion_of(reading)
    says(portion, Says.APPROVE, rana)
    change(paragraph_saying(WORDS), "Spør alle det gjelder.", berit, Weight.MEANING)
    assert ("removed", "dem") in in_margin(as_rana, portion).change
    assert in_margin(as_rana, portion).is_left


def test_nobody_else_reads_it_and_nothing_is_taken_when_it_is_closed(
    as_rana: Client, ask: Asker, signe: Person, berit: Person
) -> None:
    theirs, mine = ask(signe), ask()
    page_id = address_of(mine).rstrip("/").rpartition("/")[2]
    for reading, page in ((theirs.pk, page_id), (mine.pk, 999), (999, page_id)):
        address = f"/redaksjon/lesing/{reading}/side/{page}/"
        assert [as_rana.get(address).status_code, as_rana.post(address, {"do": "rest"}).status_code][0] == 404
    portion = portion_of(mine)
    approve = button(as_rana, "approve", portion)
    for wrong in ("", "approve", "approve:x:y", f"undo:{portion.pk}", f"approve:{portion_of(theirs).pk}:1"):
        assert as_rana.post(address_of(mine), {"do": wrong}).status_code == 404
    assert as_rana.post(address_of(mine), {"do": f"approve:{portion.pk}:99"}).status_code == 422
    rest = as_rana.get(address_of(mine)).context["read"].rest
    close_reading(mine, by=berit)
    late = {f"text-{portion.pk}": "For sent?"}
    for do in (approve, "rest"):
        answer = as_rana.post(address_of(mine), {"do": do, "rest": rest, **late})
        assert (answer.status_code, "For sent?" in answer.content.decode()) == (409, True)
    assert Verdict.objects.count() == 0


def test_a_page_takes_the_same_few_queries_for_three_paragraphs_and_for_sixty(
    as_rana: Client, ask: Asker, rana: Person, book: Cookbook
) -> None:
    few = queries_of(as_rana, address_of(ask()))
    page = make_recipe(book, slug="lang", steps=20)
    large = ask(paragraphs=list(page.paragraphs.standing().order_by("order")), title="Lang")
    for portion in large.portions.all()[:30]:
        says(portion, Says.COMMENT, rana, "Fint.")
        InputFactory.create(paragraph=portion.paragraph, state=State.OPEN)
    assert queries_of(as_rana, address_of(large)) <= few + 2 <= 32
