"""How many inputs there are of each sort: what the database keeps is what one would count."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Sum
from django.utils.timezone import localdate

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.actions.fold_tally import fold_tally
from kokebok.inputs.models import Fate, Input, Kind, State, Tally
from kokebok.inputs.tallies import Tallied, counted, tenths_of_a_day
from kokebok.inputs.tally_models import TallyBy
from kokebok.inputs.tally_triggers import TABLES, make_tally_anew, removed
from kokebok.later.sweeping import do
from kokebok.people.models import RoleName
from tests.at_once import at_once
from tests.reading.log_cast import CAME, one_of_each, settled
from tests.world import InputFactory, make_cookbook, make_fact, make_person, paragraph_saying

HOUR = timedelta(hours=1)


@pytest.fixture
def paragraph(book):
    make_fact(book)
    return paragraph_saying("samfunnsmål")


def counted_one_by_one() -> Tallied:
    """All inputs, read and counted here."""
    found = Tallied(Counter(), Counter(), Counter(), Counter())
    for given in Input.objects.select_related("decision"):
        decision = getattr(given, "decision", None)
        found.received[given.state, localdate(given.received_at)] += 1
        found.sorts[given.state, given.kind, decision.outcome if decision else ""] += 1
        if decision:
            found.answered[given.state, decision.outcome, localdate(decision.at)] += 1
            found.waited[given.state, tenths_of_a_day(given.received_at, decision.at)] += 1
    return found


def test_inputs_are_counted_as_they_come_and_become_something_else(paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    settled(berit, paragraph=paragraph, outcome=Outcome.PARTLY, days=3.26, kind=Kind.QUESTION)
    assert counted() == counted_one_by_one()
    Input.objects.filter(state=State.OPEN).update(state=State.WAITING, kind=Kind.EXAMPLE)
    Input.objects.filter(state=State.ANSWERED).update(received_at=CAME - timedelta(days=40))
    assert counted() == counted_one_by_one()
    Decision.objects.update(outcome=Outcome.LATER, at=CAME + timedelta(days=7))
    assert counted() == counted_one_by_one()


def test_an_answer_taken_back_and_an_input_that_goes_are_counted_no_more(paragraph, berit) -> None:
    given = settled(berit, paragraph=paragraph)
    InputFactory.create(paragraph=paragraph)
    Input.objects.filter(pk=given.pk).update(state=State.OPEN, settled_at=None)
    assert counted() == counted_one_by_one()
    Decision.objects.all().delete()
    assert counted() == counted_one_by_one()
    Input.objects.all().delete()
    assert (counted(), Fate.objects.count()) == (Tallied(Counter(), Counter(), Counter(), Counter()), 0)


@pytest.mark.parametrize(
    "change",
    [{"state": State.WITHDRAWN}, {"kind": Kind.EXAMPLE}, {"received_at": CAME - timedelta(days=3)}],
    ids=lambda change: next(iter(change)),
)
def test_an_input_of_which_one_thing_alone_changes_is_counted_anew(paragraph, berit, change) -> None:
    settled(berit, paragraph=paragraph)
    before = counted()
    Input.objects.update(**change)
    assert counted() == counted_one_by_one() != before


def test_the_wait_is_rounded_to_the_nearest_tenth_of_a_day_by_whole_seconds(paragraph, berit) -> None:
    seconds = [0, 4319, 4319.999999, 4320, 12959, 12960]
    for wait in seconds:
        settled(berit, paragraph=paragraph, days=wait / 86400)
    waits = [tenths_of_a_day(CAME, CAME + timedelta(seconds=wait)) for wait in seconds]
    assert (waits, counted(TallyBy.WAITED).waited) == (
        [0, 0, 0, 1, 1, 2],
        {(State.ANSWERED, 0): 3, (State.ANSWERED, 1): 2, (State.ANSWERED, 2): 1},
    )


def test_only_what_is_asked_for_is_counted(paragraph, berit) -> None:
    settled(berit, paragraph=paragraph)
    found = counted(TallyBy.SORT)
    assert (found.sorts.total(), found.received, found.answered, found.waited) == (
        1, Counter(), Counter(), Counter(),
    )  # fmt: skip


def test_a_day_is_the_day_here_also_where_summer_time_begins_and_ends(paragraph, berit) -> None:
    changes = [datetime(year, month, 31, 1, tzinfo=UTC) for year in range(2024, 2036) for month in (3, 10)]
    sundays = [one - timedelta(days=(one.weekday() + 1) % 7) for one in changes]
    moments = [one + hours * HOUR for one in sundays for hours in (-4, -3, -2, -1, 0, 1, 20, 21, 22, 23)]
    moments += [one - timedelta(microseconds=1) for one in moments]
    for moment in moments:
        settled(berit, paragraph=paragraph, received_at=moment)
    assert counted() == counted_one_by_one()


def test_the_tally_says_the_same_when_it_is_summed_up(paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    Input.objects.filter(state=State.OPEN).update(state=State.WAITING)
    before, lines = counted(), Tally.objects.count()
    fold_tally()
    folded = Tally.objects.count()
    fold_tally()
    assert (counted(), folded < lines, Tally.objects.count()) == (before, True, folded)
    assert not Tally.objects.filter(number=0).exists()


def test_an_input_and_its_answer_write_as_few_lines_as_they_change(paragraph, berit) -> None:
    written = []

    def note() -> None:
        written.append((Tally.objects.count(), Tally.objects.aggregate(n=Sum("number"))["n"]))

    given = InputFactory.create(paragraph=paragraph, kind=Kind.QUESTION, state=State.OPEN)
    note()
    answer(given, Answer(Outcome.LATER, reply="Takk.", reason="Det tar tid."), by=berit, seen=None)
    note()
    Decision.objects.update(reply="Mange takk.", wording=None)
    Input.objects.update(text="Noe annet.")
    Fate.objects.update(outcome=Outcome.LATER)
    note()
    assert written == [(2, 2), (10, 4), (10, 4)]


def test_an_answer_that_is_moved_to_another_input_is_counted_there_and_there_alone(paragraph, berit) -> None:
    first = settled(berit, paragraph=paragraph, kind=Kind.QUESTION)
    other = InputFactory.create(paragraph=paragraph, kind=Kind.COMMENT, state=State.OPEN)
    Decision.objects.update(given=other)
    assert counted() == counted_one_by_one()
    fates = Fate.objects.order_by("pk").values_list("pk", "outcome", "answered_at")
    assert [*fates] == [(first.pk, "", None), (other.pk, Outcome.NOT_TAKEN, CAME + timedelta(days=2))]


@pytest.mark.postgresql_only
@pytest.mark.usefixtures("committed")
def test_other_words_in_an_answer_wait_for_nobody_who_changes_the_input_and_then_the_answer() -> None:
    book, berit = make_cookbook(), make_person("berit@example.no", "Berit Bok", RoleName.EDITOR)
    make_fact(book)
    given = settled(berit, paragraph=paragraph_saying("samfunnsmål"))
    has_answer, has_input = Event(), Event()

    def answer_alone() -> str:
        with transaction.atomic():
            Decision.objects.filter(given=given).select_for_update().get()
            has_answer.set()
            has_input.wait(20)
            Decision.objects.filter(given=given).update(reply="Mange takk.")
        return "answer"

    def input_and_answer() -> str:
        has_answer.wait(20)
        with transaction.atomic():
            Input.objects.filter(pk=given.pk).update(kind=Kind.EXAMPLE)
            has_input.set()
            Decision.objects.filter(given=given).update(outcome=Outcome.LATER)
        return "both"

    assert at_once(answer_alone, input_and_answer) == ["answer", "both"]
    assert counted() == counted_one_by_one()


def test_the_clock_sums_it_up_every_five_minutes(paragraph, berit) -> None:
    for _ in range(3):
        settled(berit, paragraph=paragraph)
    before = Tally.objects.count()
    [sweep] = [one for one in settings.SWEEPS if one.name == "tally"]
    done = do(sweep)
    assert (done, sweep.period, before > Tally.objects.count()) == (True, timedelta(minutes=5), True)
    assert (
        Tally.objects.count()
        == Tally.objects.values("by", "state", "outcome", "day", "tenths").distinct().count()
    )


def test_a_tally_that_is_lost_is_counted_anew_when_the_tables_have_been_altered(paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    with connection.cursor() as cursor:
        for statement in removed(connection.vendor):
            cursor.execute(statement)
    settled(berit, paragraph=paragraph)
    assert counted() != counted_one_by_one()
    call_command("migrate", verbosity=0, interactive=False)
    assert counted() == counted_one_by_one()
    settled(berit, paragraph=paragraph)
    assert counted() == counted_one_by_one()


@pytest.mark.postgresql_only
def test_triggers_that_are_switched_off_are_made_anew(paragraph, berit) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE desk_decision DISABLE TRIGGER desk_decision_new")
    settled(berit, paragraph=paragraph)
    assert counted() != counted_one_by_one()
    call_command("migrate", verbosity=0, interactive=False)
    assert counted() == counted_one_by_one()
    settled(berit, paragraph=paragraph)
    assert counted() == counted_one_by_one()


@pytest.mark.postgresql_only
def test_another_kokebok_in_the_same_database_neither_gives_nor_loses_its_triggers(paragraph, berit) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA another")
        for table in TABLES:
            cursor.execute(f"CREATE TABLE another.{table} (LIKE {table} INCLUDING ALL)")
        for statement in removed(connection.vendor):
            cursor.execute(statement)
        cursor.execute("SET LOCAL search_path TO another, public")
        make_tally_anew()
        theirs = triggers_in(cursor, "another")
        cursor.execute("SET LOCAL search_path TO public, another")
        call_command("migrate", verbosity=0, interactive=False)
        settled(berit, paragraph=paragraph)
        assert counted() == counted_one_by_one() != Tallied(Counter(), Counter(), Counter(), Counter())
        assert triggers_in(cursor, "public") == theirs == triggers_in(cursor, "another") != set()
        cursor.execute("SELECT count(*) FROM another.inputs_fate")
        assert cursor.fetchone() == (0,)


def triggers_in(cursor: CursorWrapper, schema: str) -> set[str]:
    """The names of the tally's triggers on the tables of a schema."""
    cursor.execute(
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND relname = ANY(%s) AND relnamespace = %s::regnamespace",
        [[*TABLES], schema],
    )
    return {name for (name,) in cursor.fetchall() if "notes_commit" not in name}


def test_a_decision_may_be_read_in_before_its_input(paragraph, berit) -> None:
    given = InputFactory.create(paragraph=paragraph)
    Fate.objects.all().delete()
    Decision.objects.create(
        given=given, outcome=Outcome.LATER, reply="Takk.", reason="Siden.", by=berit, at=CAME
    )
    Input.objects.filter(pk=given.pk).update(state=State.ANSWERED, settled_at=CAME)
    assert counted() == counted_one_by_one()
