"""What the machine does later: it learns and proposes, and groups a heap, with the real processes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.lib import worker
from kokebok.themes.actions.decide import decline, give_theme, give_to_group, none_fits
from kokebok.themes.actions.group import ask_for_groups
from kokebok.themes.actions.learn import learn_soon
from kokebok.themes.actions.leases import acquire_lease, finish
from kokebok.themes.actions.sweep import sweep
from kokebok.themes.actions.vectors import keep_some
from kokebok.themes.models import (
    Grouping,
    GroupingScope,
    InputTheme,
    Learning,
    Member,
    Method,
    Proposal,
    Reads,
    Theme,
    Vector,
    Work,
)
from kokebok.themes.queries import next_to_ask
from tests.themes.conftest import ABOUT_MONEY
from tests.world import InputFactory

if TYPE_CHECKING:
    from kokebok.people.models import Person

BEST = Method.MEANING if worker.meaning_is_here() else Method.NGRAMS


pytestmark = pytest.mark.usefixtures("asked_once")


@pytest.fixture
def without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where the extra "meaning" is not installed."""
    monkeypatch.setattr("kokebok.themes.texts.meaning_is_here", lambda: False)


def first_choices() -> dict[int, str]:
    return dict(Proposal.objects.filter(place=0).values_list("given_id", "theme__name"))


@pytest.mark.usefixtures("without_the_model")
def test_it_proposes_for_the_rest_what_it_learnt_from_the_editors_and_says_what_it_is_like(
    mixed: Any, money: Theme, young: Theme, berit: Person, after_commit: Any
) -> None:
    for given in (*mixed[:2], *mixed[4:6]):
        give_theme(given, money if given.text in ABOUT_MONEY else young, by=berit)
    after_commit(lambda: sweep(alone=False))
    assert first_choices() == {
        mixed[2].pk: "Økonomi", mixed[3].pk: "Økonomi", mixed[6].pk: "Ungdom", mixed[7].pk: "Ungdom",
    }  # fmt: skip
    like = {one.given_id: one.like_id for one in Proposal.objects.filter(place=0)}
    assert {like[mixed[2].pk], like[mixed[3].pk]} <= {mixed[0].pk, mixed[1].pk}
    learnt = Learning.objects.get()
    assert (learnt.state, learnt.method, learnt.decisions, learnt.proposed) == ("done", "ngrams", 4, 4)


def vectors() -> dict[tuple[int, str], bytes]:
    """What is kept, by the input and the reading."""
    rows = Vector.objects.values_list("given_id", "reads", "numbers")
    return {(given, reads): bytes(numbers) for given, reads, numbers in rows}


def test_with_the_model_each_vector_is_worked_out_once_and_again_when_the_words_change(
    mixed: Any, money: Theme, young: Theme, berit: Person, after_commit: Any
) -> None:
    if BEST != Method.MEANING:
        pytest.fail("the extra “meaning” is one of the tools for working on it; ./kokebok sets it up")
    give_theme(mixed[0], money, by=berit)
    give_theme(mixed[4], young, by=berit)
    after_commit(lambda: sweep(alone=False))
    assert set(first_choices()) == {given.pk for given in (*mixed[1:4], *mixed[5:])}
    assert Learning.objects.get().method == Method.MEANING
    before = vectors()
    assert {reads for _given, reads in before} == {Reads.OPENING, Reads.WHOLE}
    assert {len(numbers) for numbers in before.values()} == {384 * 4}
    keys = dict(Vector.objects.values_list("pk", "given_id"))
    Input.objects.filter(pk=mixed[7].pk).update(text="Noe helt annet om hester.")
    learn_soon()
    after_commit(lambda: sweep(alone=False))
    after = vectors()
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {(mixed[7].pk, reads) for reads in Reads}
    assert dict(Vector.objects.values_list("pk", "given_id")) == keys


@pytest.mark.skipif(BEST != Method.MEANING, reason='without the extra "meaning"')
def test_what_several_have_said_is_worked_out_once_and_each_has_its_vector(
    mixed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kokebok.themes.actions.vectors.AT_ONCE", {Reads.OPENING: 1, Reads.WHOLE: 1})
    copies = [InputFactory.create(text=mixed[0].text) for _n in range(3)]
    texts = {given.pk: given.text for given in (mixed[0], mixed[1], *copies)}
    assert [keep_some(texts, Reads.OPENING) for _turn in range(2)] == [1, 0]
    found = {given: numbers for (given, _reads), numbers in vectors().items()}
    assert {found[one.pk] == found[mixed[0].pk] for one in copies} == {True}
    assert found[mixed[1].pk] != found[mixed[0].pk]
    late = InputFactory.create(text=mixed[1].text)
    monkeypatch.setattr("sys.executable", "/bin/false")  # the model cannot be asked
    assert keep_some({**texts, late.pk: late.text}, Reads.OPENING) == 0
    assert vectors()[late.pk, Reads.OPENING] == found[mixed[1].pk]


@pytest.mark.usefixtures("without_the_model")
def test_it_never_proposes_what_an_editor_said_no_to_nor_for_what_is_decided(
    mixed: Any, money: Theme, young: Theme, berit: Person, after_commit: Any
) -> None:
    give_theme(mixed[0], money, by=berit)
    give_theme(mixed[4], young, by=berit)
    decline(mixed[1], money, by=berit)
    none_fits(mixed[5], by=berit)
    after_commit(lambda: sweep(alone=False))
    assert not Proposal.objects.filter(given=mixed[1], theme=money).exists()
    assert not Proposal.objects.filter(given__in=[mixed[0], mixed[4], mixed[5]]).exists()


def test_the_least_sure_is_asked_about_first_in_turn_for_each_theme(
    mixed: Any, money: Theme, young: Theme
) -> None:
    for given, theme, lead in (
        (mixed[0], money, 0.1), (mixed[1], money, 0.2), (mixed[4], young, 0.9), (mixed[5], young, 0.8),
    ):  # fmt: skip
        Proposal.objects.create(given=given, theme=theme, place=0, share=0.5, lead=lead, method="ngrams")
    asked: list[int] = []
    while len(asked) < 4:
        ask = next_to_ask(asked)
        assert ask is not None
        asked.append(ask.given.pk)
    assert asked == [mixed[at].pk for at in (0, 5, 1, 4)]


@pytest.mark.usefixtures("without_the_model")
def test_a_heap_is_grouped_with_each_input_once_and_the_same_groups_again(
    mixed: Any, berit: Person, after_commit: Any
) -> None:
    asked = [after_commit(lambda: ask_for_groups(by=berit, scope=GroupingScope.WITHOUT)) for _n in range(2)]
    groupings = [Grouping.objects.get(pk=one.pk) for one in asked]
    assert [(one.state, one.method, one.counted) for one in groupings] == [("done", "ngrams", 8)] * 2
    parts = [
        sorted(Member.objects.filter(grouping=one).values_list("group__number", "given_id"))
        for one in groupings
    ]
    assert parts[0] == parts[1]
    assert sorted(key for _group, key in parts[0]) == [given.pk for given in mixed]


@pytest.mark.usefixtures("without_the_model")
def test_a_group_becomes_a_theme_for_all_but_those_taken_out(
    mixed: Any, berit: Person, after_commit: Any
) -> None:
    asked = after_commit(lambda: ask_for_groups(by=berit, scope=GroupingScope.UNSETTLED))
    group = asked.groups.order_by("number")[0]
    keys = sorted(group.members.values_list("given_id", flat=True))
    assert give_to_group(group, by=berit, theme=None, name="Penger", without=keys[:1]) == len(keys) - 1
    assert sorted(InputTheme.objects.values_list("given_id", flat=True)) == keys[1:]
    group.refresh_from_db()
    assert group.theme == Theme.objects.get(name="Penger")
    assert give_to_group(group, by=berit, theme=group.theme, without=keys[:1]) == 0
    assert Entry.objects.filter(act="theme.given_to_group")[0].what["inputs"] == keys[1:]


def test_a_heap_asked_for_twice_while_it_is_made_is_made_once(mixed: Any, berit: Person) -> None:
    first = ask_for_groups(by=berit, scope=GroupingScope.UNSETTLED)
    assert ask_for_groups(by=berit, scope=GroupingScope.UNSETTLED) == first
    assert ask_for_groups(by=berit, scope=GroupingScope.PUBLIC) != first


def test_a_task_that_comes_twice_has_one_turn_and_one_taken_over_writes_nothing(berit: Person) -> None:
    grouping = ask_for_groups(by=berit, scope=GroupingScope.UNSETTLED)
    mine = acquire_lease(Grouping, grouping.pk, 0)
    assert mine is not None
    assert acquire_lease(Grouping, grouping.pk, 0) is None
    other = acquire_lease(Grouping, grouping.pk, 1)
    assert other is not None
    assert [finish(mine, Work.DONE), finish(other, Work.DONE), finish(other, Work.DONE)] == [
        False,
        True,
        False,
    ]


@pytest.mark.usefixtures("without_the_model")
def test_what_a_server_that_died_left_running_is_begun_again(
    mixed: Any, berit: Person, after_commit: Any
) -> None:
    grouping = ask_for_groups(by=berit, scope=GroupingScope.UNSETTLED)
    acquire_lease(Grouping, grouping.pk, 0)
    after_commit(lambda: sweep(alone=False))
    assert Grouping.objects.get().state == Work.RUNNING
    Grouping.objects.update(changed_at=timezone.now() - timedelta(hours=2))
    after_commit(lambda: sweep(alone=False))
    assert Grouping.objects.get().state == Work.DONE


def test_what_fails_says_so_and_leaves_the_old_proposals(
    mixed: Any, money: Theme, berit: Person, after_commit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Proposal.objects.create(given=mixed[0], theme=money, place=0, share=0.5, lead=0.1, method="ngrams")
    monkeypatch.setattr("sys.executable", "/bin/false")
    learn_soon()
    grouping = after_commit(lambda: ask_for_groups(by=berit, scope=GroupingScope.UNSETTLED))
    after_commit(lambda: sweep(alone=False))
    grouping.refresh_from_db()
    assert (grouping.state, Learning.objects.get().state) == (Work.FAILED, Work.FAILED)
    assert grouping.error
    assert first_choices() == {mixed[0].pk: "Økonomi"}


@pytest.mark.usefixtures("without_the_model")
def test_new_inputs_are_learnt_of_without_anybody_asking_and_nothing_is_done_when_there_are_none(
    mixed: Any, after_commit: Any
) -> None:
    after_commit(lambda: sweep(alone=False))
    after_commit(lambda: sweep(alone=False))
    assert list(Learning.objects.values_list("state", flat=True)) == [Work.DONE]
