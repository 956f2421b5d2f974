"""The queue: what waits, oldest first, for those who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kokebok.desk.queries import Wanted, kind_options, neighbours, next_after, queue, rows, state_options
from kokebok.inputs.models import Kind, State
from kokebok.people.models import RoleName
from tests.desk.conftest import DAY, Giver, queries_of
from tests.world import InputFactory, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


def test_the_queue_has_what_waits_with_the_oldest_first(give: Giver, berit: Person) -> None:
    newer = give(received_at=DAY.replace(day=3))
    oldest = give(State.WAITING, received_at=DAY.replace(day=1))
    give(State.WITHDRAWN, received_at=DAY.replace(day=2))
    assert list(queue(berit, Wanted())) == [oldest, newer]


def test_what_is_settled_comes_with_the_newest_first(give: Giver, berit: Person) -> None:
    first = give(State.REFUSED, settled_at=DAY.replace(day=1))
    last = give(State.REFUSED, settled_at=DAY.replace(day=2))
    assert list(queue(berit, Wanted(state="refused"))) == [last, first]


def test_the_resource_group_sees_only_what_readers_see(give: Giver, rana: Person) -> None:
    seen = give(State.OPEN)
    give(State.WAITING)
    give(State.REFUSED)
    assert list(queue(rana, Wanted(state="all"))) == [seen]


def test_each_choice_says_how_many_inputs_it_has_under_the_other_choice(give: Giver, berit: Person) -> None:
    give(kind=Kind.QUESTION)
    give(kind=Kind.QUESTION, state=State.WAITING)
    give(kind=Kind.COMMENT)
    wanted = Wanted(kind="question")
    assert [option.count for option in state_options(berit, wanted)] == [2, 1, 1, 0, 0, 0, 2]
    assert [option.count for option in kind_options(berit, Wanted(state="open"))] == [2, 1, 0, 1, 0, 0, 0]


def test_inputs_about_one_page_can_be_asked_for(book: Cookbook, give: Giver, berit: Person) -> None:
    other = make_recipe(book, slug="annet", steps=0, situation="Du lurer på noe annet.")
    give()
    about = InputFactory.create(paragraph=paragraph_saying("noe annet"))
    whole = InputFactory.create(page=other)
    assert list(queue(berit, Wanted(about=other.pk))) == [about, whole]


def test_the_next_to_open_is_the_one_after_and_at_the_end_the_oldest(give: Giver, berit: Person) -> None:
    first, second, third = give(), give(), give()
    assert next_after(berit, Wanted(), second) == third
    assert next_after(berit, Wanted(), third) == first
    assert next_after(berit, Wanted(kind="question"), second) is None


def test_an_opened_input_knows_its_number_in_the_queue(give: Giver, berit: Person) -> None:
    first, second, third = give(), give(), give()
    place = neighbours(berit, Wanted(), second)
    assert (place.at, place.total, place.before, place.after) == (2, 3, first, third)
    assert neighbours(berit, Wanted(kind="question"), second).at == 0


def test_a_suggestion_is_shown_word_by_word_against_the_wording_it_was_written_for(
    give: Giver, berit: Person
) -> None:
    give(kind=Kind.SUGGESTION, suggestion="Spør alle det gjelder.")
    row = rows(queue(berit, Wanted()))[0]
    assert [(kind, words.strip()) for kind, words in row.difference if words.strip()] == [
        ("same", "Spør"), ("removed", "dem"), ("added", "alle"), ("same", "det gjelder."),
    ]  # fmt: skip


def test_the_language_of_the_page_follows_its_paragraph(book: Cookbook, berit: Person) -> None:
    make_recipe(book, language="nn")
    InputFactory.create(paragraph=paragraph_saying("Spør dem det gjelder"))
    assert [row.place.language for row in rows(queue(berit, Wanted()))] == ["nn"]


def test_the_queue_takes_the_same_few_queries_for_one_and_for_thirty(as_berit: Client, give: Giver) -> None:
    give(kind=Kind.SUGGESTION, suggestion="Spør alle det gjelder.")
    one = queries_of(as_berit, "/redaksjon/?state=all")
    for number in range(29):
        give(
            [State.OPEN, State.WAITING][number % 2], kind=Kind.SUGGESTION, suggestion="Spør alle det gjelder."
        )
    assert queries_of(as_berit, "/redaksjon/?state=all") == one <= 12


def test_a_long_queue_is_cut_in_pages_that_keep_the_filter(
    client: Client, give: Giver, berit: Person
) -> None:
    for _n in range(21):
        give(kind=Kind.QUESTION)
    client.force_login(berit)
    answer = client.get("/redaksjon/innspill/?kind=question&page=2")
    assert len(answer.context["rows"]) == 1
    assert "kind=question&amp;page=1" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["state=nonsense", "kind=x", "about=abc", "about=99999999999", "page=-1", "page=x"]
)
def test_an_address_with_nonsense_in_it_shows_the_queue(
    client: Client, give: Giver, berit: Person, query: str
) -> None:
    give()
    client.force_login(berit)
    assert len(client.get(f"/redaksjon/innspill/?{query}").context["rows"]) == 1


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(client: Client, book: Cookbook) -> None:
    answer = client.get("/redaksjon/innspill/?kind=question")
    assert (answer.status_code, answer["Location"]) == (
        302, "/konto/login/?next=/redaksjon/innspill/%3Fkind%3Dquestion",
    )  # fmt: skip


def test_whoever_has_no_role_is_told_what_to_do(client: Client, book: Cookbook) -> None:
    client.force_login(make_person("ny@example.no", "Nils Ny"))
    answer = client.get("/redaksjon/")
    assert answer.status_code == 403
    assert "Nils Ny" in answer.content.decode()
    assert next(template.name for template in answer.templates) == "desk/no_entry.html"


def test_a_reader_of_the_log_may_open_the_journal_and_not_the_queue(client: Client, book: Cookbook) -> None:
    client.force_login(make_person("logg@example.no", "Lars Logg", RoleName.LOG_READER))
    assert (client.get("/redaksjon/journal/").status_code, client.get("/redaksjon/").status_code) == (
        200,
        403,
    )
