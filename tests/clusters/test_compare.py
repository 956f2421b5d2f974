"""Comparing: once for each thing said, whichever came first, and anew when the words change."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from kokebok.clusters.actions.compare import catch_up, compare, look_again, waiting_to_be_compared
from kokebok.clusters.models import Mark, Nearby, Nearness, Saying, Sketch
from kokebok.clusters.queries import likely_same
from kokebok.inputs.actions.change import edit
from kokebok.inputs.models import Input, Kind, State
from tests.clusters.conftest import AGAINST, FIRST, OTHER, SECOND, THIRD, Say
from tests.desk.conftest import WORDS
from tests.world import InputFactory, make_cookbook, make_fact, make_recipe, paragraph_saying


def found(given: Input) -> list[tuple[int, str]]:
    return [(one.given.pk, one.how.kind) for one in likely_same(given)]


def test_those_that_say_the_same_are_found_most_alike_first_and_those_perhaps_apart_last(say: Say) -> None:
    first, same, against, near = say(FIRST), say(f"{FIRST} "), say(AGAINST), say(SECOND)
    say(OTHER)
    assert found(first) == [(same.pk, "same"), (near.pk, "near"), (against.pk, "apart")]


def test_whoever_came_first_does_not_matter(say: Say) -> None:
    first, second = say(FIRST), say(SECOND)
    assert found(first) == [(second.pk, "near")]
    assert found(second) == [(first.pk, "near")]


def test_what_many_have_said_is_compared_once(say: Say) -> None:
    for _n in range(5):
        say(FIRST)
    say(SECOND)
    assert (Saying.objects.count(), Sketch.objects.count(), Nearby.objects.count()) == (2, 6, 1)


def test_comparing_again_changes_nothing(say: Say) -> None:
    given = say(FIRST)
    say(SECOND)
    before = list(Nearby.objects.values()), list(Mark.objects.values())
    compare(given)
    assert (list(Nearby.objects.values()), list(Mark.objects.values())) == before


def test_changed_words_are_compared_anew_and_the_old_ones_forgotten(say: Say) -> None:
    first, second = say(FIRST), say(SECOND)
    changed = edit(second, text=OTHER, suggestion="")
    assert list(waiting_to_be_compared()) == [changed]
    assert catch_up() == 1
    assert found(first) == []
    assert (Saying.objects.count(), Nearby.objects.count()) == (2, 0)


def test_words_changed_by_others_than_the_sender_are_seen_when_the_input_is_opened_or_looked_at_again(
    say: Say,
) -> None:
    first, second = say(FIRST), say(SECOND)
    Input.objects.filter(pk=second.pk).update(text=OTHER)
    assert found(first) == []
    look_again()
    assert Nearby.objects.count() == 0


def test_inputs_that_came_in_are_caught_up_with_oldest_first_and_for_so_long(say: Say) -> None:
    paragraph = paragraph_saying(WORDS)
    given = [InputFactory.create(paragraph=paragraph, text=text) for text in (FIRST, SECOND, OTHER)]
    assert catch_up(seconds=-1) == 0
    assert catch_up() == 3
    assert catch_up() == 0
    assert found(given[0]) == [(given[1].pk, "near")]


def test_what_was_noted_but_not_compared_when_the_server_died_is_picked_up(say: Say) -> None:
    first, second = say(FIRST), say(SECOND)
    Nearby.objects.all().delete()
    Saying.objects.filter(sketches__given=second).update(compared_at=None)
    assert catch_up() == 1
    assert found(first) == [(second.pk, "near")]


def test_the_withdrawn_and_the_refused_are_not_suggested(say: Say) -> None:
    first = say(FIRST)
    say(SECOND, State.WITHDRAWN)
    say(THIRD, State.REFUSED)
    assert found(first) == []


def test_only_what_one_may_see_is_suggested(say: Say) -> None:
    first, waiting = say(FIRST), say(SECOND, State.WAITING)
    assert found(first) == [(waiting.pk, "near")]
    assert likely_same(first, Input.objects.readable()) == []


def test_the_same_elsewhere_is_found_unless_it_is_too_short_to_mean_anything_there(
    say: Say, book: Any
) -> None:
    make_fact(book)
    elsewhere = paragraph_saying("En bedrift med et samfunnsmål.")
    first, far = say(FIRST), say(FIRST, paragraph=elsewhere)
    short = say("Enig!")
    say("Enig!", paragraph=elsewhere)
    assert [(one.given.pk, one.same_place) for one in likely_same(first)] == [(far.pk, False)]
    assert found(short) == []


def test_suggestions_are_compared_by_what_they_change(say: Say) -> None:
    def suggest(words: str) -> Input:
        given: Input = say("", kind=Kind.SUGGESTION, suggestion=words)
        return given

    first = suggest("Spør alle det gjelder.")
    same, other = suggest("Spør alle det gjelder."), suggest("Spør naboene det gjelder.")
    away = suggest("Spør dem det gjelder. Ring dem etterpå.")
    assert found(first) == [(same.pk, "same"), (other.pk, "apart")]
    assert found(away) == []


def test_no_words_are_kept_beside_the_input(say: Say) -> None:
    say("Hemmelighetsfullt hemmelighetskremmeri overalt i Lillevik.")
    rows = str([list(model.objects.values()) for model in (Saying, Sketch, Mark, Nearby)])
    assert "emmelig" not in rows


def test_a_word_marks_a_saying_once_and_two_sayings_are_near_once_lower_first(say: Say) -> None:
    say(FIRST)
    say(SECOND)
    mark, near = Mark.objects.all()[0], Nearby.objects.get()
    last = Saying.objects.aggregate(last=Max("pk"))["last"]
    for wrong in (
        lambda: Mark.objects.create(saying=mark.saying, word=mark.word),
        lambda: Nearby.objects.create(one=near.one, other=near.other, how=Nearness.PART, percent=60),
        lambda: Nearby.objects.create(one_id=last, other_id=last, how=Nearness.NEAR, percent=60),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


@pytest.mark.usefixtures("committed")
def test_of_two_compared_at_once_each_finds_the_other() -> None:
    make_recipe(make_cookbook())
    paragraph = paragraph_saying(WORDS)
    both = [InputFactory.create(paragraph=paragraph, text=text) for text in (FIRST, SECOND)]
    gate = Barrier(2)

    def run(given: Input) -> None:
        try:
            gate.wait()
            compare(given)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[given]) for given in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found(both[0]) == [(both[1].pk, "near")]
    assert Nearby.objects.count() == 1


def test_what_has_not_been_compared_is_caught_up_with_while_others_write(committed: None) -> None:
    make_cookbook()
    for number in range(3):
        InputFactory.create(text=f"Si hvem man ringer til, nummer {number}.")

    def write_beside() -> None:
        for number in range(40):
            InputFactory.create(text=f"Noe helt annet, nummer {number}.")
        connection.close()

    other = Thread(target=write_beside)
    other.start()
    catch_up()
    other.join()
    catch_up()
    assert waiting_to_be_compared().count() == 0
