"""The list of themes, and what editors say of inputs."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone

from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.people.rules import Refused
from kokebok.themes.actions.decide import decline, give_theme, none_fits, take_theme
from kokebok.themes.actions.keep import add_theme, merge, rename, restore, retire
from kokebok.themes.models import Declined, InputTheme, Learning, NoTheme, Proposal, Theme, Work
from kokebok.themes.queries import SortingTally, tally
from kokebok.themes.rules import NotInUse, ThemeNameTaken
from tests.world import InputFactory

if TYPE_CHECKING:
    from kokebok.people.models import Person


def themes_of(given: Input) -> list[str]:
    return list(InputTheme.objects.filter(given=given).values_list("theme__name", flat=True))


def test_an_input_may_have_several_themes_and_each_is_in_the_journal_once(
    mixed: Any, money: Theme, young: Theme, berit: Person
) -> None:
    given = mixed[0]
    assert [give_theme(given, theme, by=berit) for theme in (money, young, money)] == [True, True, False]
    assert sorted(themes_of(given)) == ["Ungdom", "Økonomi"]
    assert acts_on(given) == ["theme.given", "theme.given"]


def test_a_theme_that_is_taken_away_twice_is_taken_once(mixed: Any, money: Theme, berit: Person) -> None:
    give_theme(mixed[0], money, by=berit)
    assert [take_theme(mixed[0], money, by=berit) for _n in range(2)] == [True, False]
    assert (themes_of(mixed[0]), acts_on(mixed[0])) == ([], ["theme.given", "theme.taken"])


def test_a_no_is_kept_apart_from_the_proposal_and_gives_way_to_a_yes(
    mixed: Any, money: Theme, berit: Person
) -> None:
    Proposal.objects.create(given=mixed[0], theme=money, place=0, share=0.9, lead=0.4, method="ngrams")
    assert decline(mixed[0], money, by=berit)
    assert (Proposal.objects.count(), Declined.objects.count()) == (0, 1)
    give_theme(mixed[0], money, by=berit)
    assert (Declined.objects.count(), decline(mixed[0], money, by=berit)) == (0, False)


def test_nobody_can_say_that_no_theme_fits_an_input_that_has_one(
    mixed: Any, money: Theme, berit: Person, egil: Person
) -> None:
    give_theme(mixed[0], money, by=berit)
    with pytest.raises(Refused):
        none_fits(mixed[0], by=egil)
    assert NoTheme.objects.count() == 0


def test_every_input_is_counted_exactly_once(mixed: Any, money: Theme, young: Theme, berit: Person) -> None:
    give_theme(mixed[0], money, by=berit)
    give_theme(mixed[0], young, by=berit)
    none_fits(mixed[1], by=berit)
    InputFactory.create(state="withdrawn", settled_at=timezone.now())
    assert tally() == SortingTally(with_theme=1, none_fits=1, left=6)
    assert tally().total == len(mixed)


def test_two_themes_in_use_cannot_have_the_same_name_however_it_is_written(
    money: Theme, berit: Person
) -> None:
    with pytest.raises(ThemeNameTaken):
        add_theme(name="  økonomi " if connection.vendor != "sqlite" else "Økonomi", by=berit)
    retire(money, by=berit)
    again = add_theme(name="Økonomi", by=berit)
    with pytest.raises(ThemeNameTaken):
        restore(money, by=berit)
    assert list(Theme.objects.in_use()) == [again]


def test_of_two_who_rename_a_theme_the_second_is_told_and_the_first_name_stands_in_the_journal(
    money: Theme, berit: Person, egil: Person
) -> None:
    seen_by_egil = Theme.objects.get(pk=money.pk)
    rename(money, name="Penger", about="Tilskudd og drift", by=berit)
    with pytest.raises(NotInUse):
        rename(seen_by_egil, name="Finans", about="", by=egil)
    line = Entry.objects.get(act="theme.renamed")
    assert (line.what["was"], line.what["name"]) == ("Økonomi", "Penger")
    assert Theme.objects.get(pk=money.pk).name == "Penger"


def test_a_merged_theme_gives_its_inputs_to_the_other_and_none_has_it_twice(
    mixed: Any, money: Theme, young: Theme, berit: Person
) -> None:
    for given in mixed[:3]:
        give_theme(given, money, by=berit)
    give_theme(mixed[0], young, by=berit)
    assert merge(money, into=young, by=berit) == 3
    assert [themes_of(given) for given in mixed[:4]] == [["Ungdom"], ["Ungdom"], ["Ungdom"], []]
    with pytest.raises(NotInUse):
        give_theme(mixed[3], money, by=berit)
    with pytest.raises(NotInUse):
        merge(money, into=young, by=berit)
    with pytest.raises(Refused):
        merge(young, into=young, by=berit)
    assert Entry.objects.get(act="theme.merged").what["inputs"] == [given.pk for given in mixed[:3]]


def test_a_retired_theme_keeps_its_inputs_and_is_not_offered(mixed: Any, money: Theme, berit: Person) -> None:
    give_theme(mixed[0], money, by=berit)
    retire(money, by=berit)
    assert (themes_of(mixed[0]), list(Theme.objects.in_use())) == (["Økonomi"], [])
    restore(money, by=berit)
    assert list(Theme.objects.in_use()) == [money]


def test_each_decision_asks_for_learning_and_at_most_one_waits(
    mixed: Any, money: Theme, young: Theme, berit: Person
) -> None:
    assert Learning.objects.count() == 0
    for given in mixed[:3]:
        give_theme(given, money, by=berit)
    take_theme(mixed[0], money, by=berit)
    assert list(Learning.objects.values_list("state", flat=True)) == [Work.WAITING]


def _names_taken(act: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_the_database_itself_refuses_what_must_not_be(
    mixed: Any, money: Theme, young: Theme, berit: Person
) -> None:
    make = InputTheme.objects.create
    make(given=mixed[0], theme=money, by=berit)
    proposal = {"given": mixed[0], "theme": money, "lead": 0.1, "method": "ngrams"}
    wrong: list[Callable[[], Any]] = [
        lambda: make(given=mixed[0], theme=money, by=berit),
        lambda: Theme.objects.create(name="Økonomi", made_by=berit),
        lambda: Theme.objects.create(name="", made_by=berit),
        lambda: Theme.objects.filter(pk=money.pk).update(merged_into=young),
        lambda: Theme.objects.filter(pk=money.pk).update(merged_into=money, retired_at=timezone.now()),
        lambda: Proposal.objects.create(**proposal, place=0, share=1.5),
        lambda: [Learning.objects.create() for _n in range(2)],
        lambda: [Learning.objects.create(state=Work.RUNNING) for _n in range(2)],
    ]
    assert [_names_taken(act) for act in wrong] == [True] * len(wrong)


@pytest.mark.usefixtures("committed")
def test_of_two_who_give_the_same_theme_at_once_one_row_and_one_line_remain() -> None:
    from kokebok.people.models import RoleName
    from tests.world import make_person

    people = [make_person(f"{name}@example.no", name, RoleName.EDITOR) for name in ("Berit", "Egil")]
    theme, given = add_theme(name="Økonomi", by=people[0]), InputFactory.create()
    ready, got = Barrier(2), []

    def act(person: Person) -> None:
        ready.wait()
        got.append(give_theme(given, theme, by=person))
        close_old_connections()
        connection.close()

    threads = [Thread(target=act, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(got), InputTheme.objects.count(), acts_on(given)) == ([False, True], 1, ["theme.given"])
