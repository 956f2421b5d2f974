"""Linking: what a person decides. Everyone keeps what they said, and anyone can be taken out."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction

from kokebok.clusters.actions.link import link, not_same, unlink
from kokebok.clusters.models import Cluster, Member, NotSame
from kokebok.clusters.queries import likely_same, linked_with
from kokebok.clusters.rules import CannotBeLinked, TooFew
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.clusters.conftest import AGAINST, FIRST, SECOND, THIRD, Say
from tests.desk.conftest import WORDS
from tests.world import InputFactory, make_cookbook, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from kokebok.people.models import Person


def clusters() -> list[list[int]]:
    """The inputs of each cluster; its size must be what it says."""
    found = [
        list(one.members.order_by("given").values_list("given_id", flat=True))
        for one in Cluster.objects.all()
    ]
    assert [len(keys) for keys in found] == list(Cluster.objects.values_list("size", flat=True))
    return found


def test_linked_inputs_stand_in_one_cluster_and_each_has_a_line_in_the_journal(
    say: Say, berit: Person
) -> None:
    one, two, three = say(FIRST), say(SECOND), say(THIRD)
    link([one, two, three], by=berit)
    assert clusters() == [[one.pk, two.pk, three.pk]]
    assert [acts_on(given) for given in (one, two, three)] == [["input.linked"]] * 3
    line = Entry.objects.get(about=f"inputs.input:{two.pk}")
    assert (line.by, line.what) == (berit, {"number": f"{one.pk}, {three.pk}"})


def test_linking_twice_is_linking_once(say: Say, berit: Person, egil: Person) -> None:
    both = [say(FIRST), say(SECOND)]
    first, again = link(both, by=berit), link(both, by=egil)
    assert (first, clusters(), Entry.objects.filter(act="input.linked").count()) == (
        again, [[given.pk for given in both]], 2,
    )  # fmt: skip


def test_linking_with_one_that_is_linked_joins_all(say: Say, berit: Person) -> None:
    a, b, c, d, e = (say(FIRST) for _n in range(5))
    first = link([a, b], by=berit)
    link([c, d], by=berit)
    assert link([b, c, e], by=berit) == first
    assert clusters() == [[a.pk, b.pk, c.pk, d.pk, e.pk]]
    assert [acts_on(given) for given in (a, d)] == [["input.linked"], ["input.linked"] * 2]


def test_those_linked_are_not_suggested_to_one_another(say: Say, berit: Person) -> None:
    one, two, three = say(FIRST), say(SECOND), say(THIRD)
    link([one, two], by=berit)
    assert [like.given for like in likely_same(one)] == [three]
    linked = linked_with(one)
    assert linked is not None
    assert (linked.size, linked.others, linked.unsettled, linked.waiting) == (2, [two], (two.pk,), 0)


def test_one_alone_cannot_be_linked(say: Say, berit: Person) -> None:
    one = say(FIRST)
    for inputs in ([], [one], [one, one]):
        with pytest.raises(TooFew):
            link(inputs, by=berit)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REFUSED])
def test_what_nobody_is_to_read_is_not_linked(say: Say, berit: Person, state: State) -> None:
    with pytest.raises(CannotBeLinked):
        link([say(FIRST), say(SECOND, state)], by=berit)
    assert clusters() == []


def test_an_act_takes_at_most_a_hundred(say: Say, berit: Person) -> None:
    many = [Input(pk=number) for number in range(1, 102)]
    for act in (link, not_same):
        with pytest.raises(Refused):
            act(many, by=berit)


def test_one_taken_out_stands_by_itself_and_is_not_suggested_with_the_others_again(
    say: Say, berit: Person
) -> None:
    one, two, three = say(FIRST), say(SECOND), say(THIRD)
    link([one, two, three], by=berit)
    assert unlink(two, by=berit)
    assert clusters() == [[one.pk, three.pk]]
    assert acts_on(two) == ["input.linked", "input.unlinked"]
    assert [likely_same(given) for given in (one, two, three)] == [[], [], []]
    two.refresh_from_db()
    assert (two.text, two.state) == (SECOND, State.OPEN)


def test_of_two_linked_none_is_left_when_one_is_taken_out_and_twice_is_once(say: Say, berit: Person) -> None:
    one, two = say(FIRST), say(SECOND)
    link([one, two], by=berit)
    assert [unlink(one, by=berit), unlink(one, by=berit), unlink(two, by=berit)] == [True, False, False]
    assert (clusters(), Member.objects.count()) == ([], 0)


def test_linking_again_by_hand_undoes_what_was_said(say: Say, berit: Person) -> None:
    one, two = say(FIRST), say(SECOND)
    not_same([one, two], by=berit)
    assert likely_same(one) == []
    link([one, two], by=berit)
    assert (clusters(), NotSame.objects.count()) == ([[one.pk, two.pk]], 0)


def test_not_the_same_as_one_says_nothing_of_the_others(say: Say, berit: Person) -> None:
    one, two, three = say(FIRST), say(SECOND), say(THIRD)
    assert not_same([two, three], by=berit, than=one) == 2
    assert not_same([two, three], by=berit, than=one) == 0
    assert likely_same(one) == []
    assert [like.given for like in likely_same(two)] == [three]
    assert [acts_on(given) for given in (one, two, three)] == [["input.not_same"]] * 3


def test_what_somebody_has_linked_stays_linked_when_another_says_it_is_not_the_same(
    say: Say, berit: Person, egil: Person
) -> None:
    one, two, three = say(FIRST), say(SECOND), say(THIRD)
    link([one, two], by=berit)
    assert not_same([one, two, three], by=egil) == 2
    assert clusters() == [[one.pk, two.pk]]


def test_a_person_may_link_what_the_machine_thinks_apart(say: Say, berit: Person) -> None:
    link([say(FIRST), say(AGAINST)], by=berit)
    assert len(clusters()) == 1


def test_an_input_is_in_one_cluster_and_a_cluster_has_two_or_more(say: Say, berit: Person) -> None:
    one, two = say(FIRST), say(SECOND)
    cluster = link([one, two], by=berit)
    wrongs: list[Callable[[], Any]] = [
        lambda: Member.objects.create(cluster=cluster, given=one, by=berit),
        lambda: Cluster.objects.create(made_by=berit, size=1),
        lambda: NotSame.objects.create(one=two, other=one, by=berit),
    ]
    for wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def at_once(*acts: Callable[[], Any]) -> list[Exception]:
    """Do the acts at the same time; what they raised."""
    gate, raised = Barrier(len(acts)), list[Exception]()

    def run(act: Callable[[], Any]) -> None:
        try:
            gate.wait()
            act()
        except Exception as error:  # noqa: BLE001 (given back)
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.fixture
def four(committed: None) -> list[Input]:
    make_recipe(make_cookbook())
    paragraph = paragraph_saying(WORDS)
    return [InputFactory.create(paragraph=paragraph, text=FIRST) for _n in range(4)]


@pytest.fixture
def both(committed: None) -> list[Person]:
    return [make_person(f"{name}@example.no", name, RoleName.EDITOR) for name in ("Berit", "Egil")]


def test_two_who_link_the_same_at_once_make_one_cluster(four: list[Input], both: list[Person]) -> None:
    a, b, c, _d = four
    raised = at_once(lambda: link([a, b], by=both[0]), lambda: link([b, c], by=both[1]))
    assert raised == []
    assert clusters() == [[a.pk, b.pk, c.pk]]


def test_two_who_join_clusters_at_once_leave_whole_ones(four: list[Input], both: list[Person]) -> None:
    a, b, c, d = four
    link([a, b], by=both[0])
    link([c, d], by=both[0])
    raised = at_once(lambda: link([a, c], by=both[0]), lambda: link([d, b], by=both[1]))
    assert all(isinstance(error, TooLate) for error in raised)
    assert clusters() == [[a.pk, b.pk, c.pk, d.pk]]


def test_two_who_take_out_at_once_leave_no_cluster_of_one(four: list[Input], both: list[Person]) -> None:
    a, b, c, _d = four
    link([a, b, c], by=both[0])
    raised = at_once(lambda: unlink(a, by=both[0]), lambda: unlink(b, by=both[1]))
    assert all(isinstance(error, TooLate) for error in raised)
    if not raised:
        assert clusters() == []
