"""The queue: what waits, oldest first, for those who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kokebok.desk.inbox.filters import InboxFilter
from kokebok.desk.inbox.listing import rows, shortened_change
from kokebok.desk.inbox.queries import find_input_for, neighbours, next_after, queue
from kokebok.desk.showing import place_of
from kokebok.inputs.models import Door, Kind, Place, State
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
    assert list(queue(berit, InboxFilter())) == [oldest, newer]


def test_what_is_settled_comes_with_the_newest_first(give: Giver, berit: Person) -> None:
    first = give(State.REFUSED, settled_at=DAY.replace(day=1))
    last = give(State.REFUSED, settled_at=DAY.replace(day=2))
    assert list(queue(berit, InboxFilter(state="refused"))) == [last, first]


def test_the_resource_group_sees_only_what_readers_see(give: Giver, rana: Person) -> None:
    seen = give(State.OPEN)
    give(State.WAITING)
    give(State.REFUSED)
    assert list(queue(rana, InboxFilter(state="all"))) == [seen]


def test_inputs_about_one_page_can_be_asked_for(book: Cookbook, give: Giver, berit: Person) -> None:
    other = make_recipe(book, slug="annet", steps=0, situation="Du lurer på noe annet.")
    give()
    about = InputFactory.create(paragraph=paragraph_saying("noe annet"))
    whole = InputFactory.create(page=other)
    assert list(queue(berit, InboxFilter(about=other.pk))) == [about, whole]


def test_the_next_to_open_is_the_one_after_and_at_the_end_the_oldest(give: Giver, berit: Person) -> None:
    first, second, third = give(), give(), give()
    assert next_after(berit, InboxFilter(), second) == third
    assert next_after(berit, InboxFilter(), third) == first
    assert next_after(berit, InboxFilter(kind="question"), second) is None


def test_an_opened_input_knows_its_number_in_the_queue_and_what_is_around_it(
    give: Giver, berit: Person
) -> None:
    first, second, third = give(), give(), give()
    place = neighbours(berit, InboxFilter(), second)
    assert (place.at, place.total, place.before, place.after) == (2, 3, first, third)
    assert place.around == [first, second, third]
    outside = neighbours(berit, InboxFilter(kind="question"), second)
    assert (outside.at, outside.total, outside.around) == (0, 0, [])


def test_among_the_settled_the_one_before_is_newer_as_in_their_list(give: Giver, berit: Person) -> None:
    old, middle, new = (give(State.REFUSED, settled_at=DAY.replace(day=day)) for day in (1, 2, 3))
    place = neighbours(berit, InboxFilter(state="refused"), middle)
    assert (place.at, place.before, place.after, place.around) == (2, new, old, [new, middle, old])


def test_an_input_that_is_no_longer_settled_has_no_neighbours_among_the_settled(
    give: Giver, berit: Person
) -> None:
    give(State.REFUSED)
    place = neighbours(berit, InboxFilter(state="refused"), give())
    assert (place.at, place.total, place.around) == (0, 1, ())


def test_only_the_nearest_are_shown_around_an_opened_input(give: Giver, berit: Person) -> None:
    all_of_them = [give() for _n in range(30)]
    place = neighbours(berit, InboxFilter(), all_of_them[15])
    assert (place.at, place.around) == (16, all_of_them[7:24])


def test_a_suggestion_is_shown_word_by_word_against_the_wording_it_was_written_for(
    give: Giver, berit: Person
) -> None:
    given = give(kind=Kind.SUGGESTION, suggestion="Spør alle det gjelder.")
    (row,) = rows([given.pk], berit)
    assert [(kind, words.strip()) for kind, words in row.change if words.strip()] == [
        ("same", "Spør"), ("removed", "dem"), ("added", "alle"), ("same", "det gjelder."),
    ]  # fmt: skip


def test_of_a_long_suggestion_the_list_has_what_changes_and_a_few_words_around(give: Giver) -> None:
    before = " ".join(f"ord{n}" for n in range(40))
    change = shortened_change(
        [("same", f"{before} "), ("removed", "gammelt"), ("added", "nytt"), ("same", f" {before}")]
    )
    assert change == [
        ("same", "… ord36 ord37 ord38 ord39 "),
        ("removed", "gammelt"),
        ("added", "nytt"),
        ("same", " ord0 ord1 ord2 ord3 …"),
    ]


def test_a_line_says_what_one_must_know_before_opening_it(give: Giver, berit: Person) -> None:
    given = give(State.WAITING, text="ord " * 100, door=Door.PAPER, place=Place.DETACHED)
    (row,) = rows([given.pk], berit)
    number = given.paragraph.order + 1
    assert (row.title, row.number, row.door, row.waits, row.is_new, row.is_lost) == (
        "Ta det første møtet", number, "Papir", True, True, True,
    )  # fmt: skip
    assert (row.words[-5:], len(row.words) <= 242) == ("ord …", True)


def test_the_language_of_the_page_follows_its_paragraph(book: Cookbook, berit: Person) -> None:
    make_recipe(book, language="nn")
    given = InputFactory.create(paragraph=paragraph_saying("Spør dem det gjelder"))
    assert place_of(find_input_for(berit, given.pk)).language == "nn"


@pytest.mark.parametrize("query", ["state=all", "q=innspill&state=all", "kind=suggestion&age=7d"])
def test_the_list_takes_the_same_few_queries_for_one_and_for_thirty(
    as_berit: Client, give: Giver, query: str
) -> None:
    give(kind=Kind.SUGGESTION, suggestion="Spør alle det gjelder.")
    one = queries_of(as_berit, f"/redaksjon/?{query}")
    for number in range(29):
        give(
            [State.OPEN, State.WAITING][number % 2], kind=Kind.SUGGESTION, suggestion="Spør alle det gjelder."
        )
    assert queries_of(as_berit, f"/redaksjon/?{query}") == one <= 44


@pytest.mark.parametrize("sign", ["", "#"])
def test_an_input_is_found_by_its_number_in_any_state(
    client: Client, give: Giver, berit: Person, sign: str
) -> None:
    given = give(State.ANSWERED)
    client.force_login(berit)
    page = client.get("/redaksjon/innspill/", {"q": f"{sign}{given.pk}"}).content.decode()
    assert f'href="/redaksjon/innspill/{given.pk}/"' in page
    assert (
        "Åpne innspill"
        not in client.get("/redaksjon/innspill/", {"q": f"{sign}{given.pk + 1}"}).content.decode()
    )


def test_a_long_queue_is_cut_in_pages_that_keep_the_filter(
    client: Client, give: Giver, berit: Person
) -> None:
    for _n in range(51):
        give(kind=Kind.QUESTION)
    client.force_login(berit)
    answer = client.get("/redaksjon/innspill/?kind=question&page=2")
    assert len(answer.context["rows"]) == 1
    assert "kind=question&amp;page=1" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "state=nonsense",
        "kind=x",
        "about=abc",
        "about=" + "9" * 19,
        "about=%C2%B2",
        "door=window",
        "age=old",
        "language=xx",
        "page=-1",
        "page=x",
        "q=%00",
        "q=" + "x" * 201,
        "tema=7",
    ],
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
    assert next(template.name for template in answer.templates) == "people/no_entry.html"


def test_a_reader_of_the_log_may_open_the_journal_and_not_the_queue(client: Client, book: Cookbook) -> None:
    client.force_login(make_person("logg@example.no", "Lars Logg", RoleName.LOG_READER))
    seen = [client.get(f"/redaksjon/{page}").status_code for page in ("journal/", "innspill/")]
    assert (seen, client.get("/redaksjon/")["Location"]) == ([200, 403], "/redaksjon/journal/")
