"""The tally is held against the inputs every night, and on asking."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from kokebok.inputs.actions.mend_tally import TallyFaults, faults, mend_tally
from kokebok.inputs.models import Fate, State, Tally
from kokebok.inputs.tallies import counted
from kokebok.inputs.tally_models import TallyBy
from kokebok.inputs.tally_triggers import keep_tally, removed
from kokebok.later.clock import Nightly
from kokebok.later.sweeping import do
from tests.inputs.test_tally import counted_one_by_one
from tests.reading.log_cast import one_of_each, settled
from tests.world import make_fact, paragraph_saying

pytestmark = pytest.mark.both_databases

RIGHT = TallyFaults(is_lacking=False, sorts=0, fates=0)


@pytest.fixture
def said(book, berit):
    """A paragraph with an input in each state."""
    make_fact(book)
    paragraph = paragraph_saying("samfunnsmål")
    one_of_each(paragraph, berit)
    return paragraph


def count_inputs(*how: str) -> str:
    said = StringIO()
    call_command("count_inputs", *how, stdout=said)
    return said.getvalue().strip()


def test_what_is_counted_right_is_left_as_it_is(said, caplog) -> None:
    before = list(Tally.objects.order_by("pk").values_list("pk", "number"))
    assert (mend_tally(), count_inputs(), count_inputs("--check")) == (
        RIGHT,
        *2 * ["The tally says what there is."],
    )
    assert (list(Tally.objects.order_by("pk").values_list("pk", "number")), caplog.messages) == (before, [])


def test_a_number_that_is_wrong_is_counted_anew_at_night_with_a_warning(said, berit, caplog) -> None:
    Tally.objects.create(by=TallyBy.SORT, state=State.OPEN, kind="comment", number=3)
    Tally.objects.filter(by=TallyBy.WAITED).delete()
    [sweep] = [one for one in settings.SWEEPS if one.call.endswith(".mend_tally")]
    assert (faults(), do(sweep), faults()) == (TallyFaults(is_lacking=False, sorts=2, fates=0), True, RIGHT)
    assert isinstance(sweep.every, Nightly)
    assert caplog.messages == ["Inputs were not counted right, and are counted anew: 2 sorts, 0 fates"]
    settled(berit, paragraph=said)
    assert counted() == counted_one_by_one()


def test_the_command_says_what_is_wrong_and_mends_it(said) -> None:
    Fate.objects.filter(state=State.OPEN).delete()
    Tally.objects.create(by=TallyBy.SORT, state=State.OPEN, kind="comment", number=1)
    told = "The tally was wrong about 1 sorts of inputs, and 1 fates."
    with pytest.raises(CommandError, match=f"{told} Run it without --check."):
        count_inputs("--check")
    assert (count_inputs(), count_inputs()) == (
        f"{told} It has been made anew.",
        "The tally says what there is.",
    )
    assert counted() == counted_one_by_one()


@pytest.mark.parametrize("mend", [mend_tally, keep_tally])
def test_a_trigger_of_an_earlier_version_is_made_anew(said, berit, mend) -> None:
    with connection.cursor() as cursor:
        for statement in earlier_version():
            cursor.execute(statement)
    assert faults() == TallyFaults(is_lacking=True, sorts=0, fates=0)
    mend()
    assert faults() == RIGHT
    settled(berit, paragraph=said)
    assert counted() == counted_one_by_one()


def earlier_version() -> list[str]:
    """The SQL that has a trigger by its name, which does nothing."""
    name = "desk_decision_new"
    if connection.vendor == "sqlite":
        does = "BEGIN SELECT 1; END"
        return [f"DROP TRIGGER {name}", f"CREATE TRIGGER {name} AFTER INSERT ON desk_decision {does}"]
    does = "$$ BEGIN RETURN NULL; END $$"
    return [f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {does}"]


def test_triggers_that_are_lost_are_made_anew_at_night(said, berit) -> None:
    with connection.cursor() as cursor:
        for statement in removed(connection.vendor):
            cursor.execute(statement)
    settled(berit, paragraph=said)
    found = mend_tally()
    assert (found.is_lacking, found.sorts > 0, found.fates, faults()) == (True, True, 1, RIGHT)
    settled(berit, paragraph=said)
    assert counted() == counted_one_by_one()
