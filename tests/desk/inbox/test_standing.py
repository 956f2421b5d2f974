"""How much waits, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.desk.inbox.actions.plan_edition import plan_edition
from kokebok.desk.inbox.listing import InboxStanding, standing
from kokebok.desk.models import NextEdition
from kokebok.inputs.models import State
from kokebok.journal.models import Entry
from tests.desk.conftest import Giver

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person


def test_the_inbox_counts_what_waits_and_the_days_to_the_edition(give: Giver, berit: Person) -> None:
    now = timezone.now()
    give(received_at=now - timedelta(days=3, hours=1))
    give(State.WAITING, received_at=now)
    give(State.REFUSED, received_at=now - timedelta(days=9))
    assert standing(berit) == InboxStanding(waiting=2, oldest_days=3, edition=None, days_left=0)
    on = timezone.localdate() + timedelta(days=9)
    plan_edition(on, by=berit)
    assert standing(berit) == InboxStanding(waiting=2, oldest_days=3, edition=on, days_left=9)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (9, "utgave om 9 dager"),
        (1, "utgave i morgen"),
        (0, "utgave i dag"),
        (-1, "utgaven skulle kommet i går"),
        (-4, "utgaven skulle kommet for 4 dager siden"),
    ],
)
def test_the_days_are_said_in_words(
    as_berit: Client, give: Giver, berit: Person, days: int, said: str
) -> None:
    give()
    plan_edition(timezone.localdate() + timedelta(days=days), by=berit)
    page = " ".join(
        as_berit.get("/redaksjon/innspill/", headers={"accept-language": "nb"}).content.decode().split()
    )
    assert f"1 ubesvart</b></a>, {said}." in page


def test_an_editor_sets_the_date_and_takes_it_away(as_berit: Client, give: Giver) -> None:
    as_berit.post("/redaksjon/neste-utgave/", {"date": "2027-01-15"})
    assert NextEdition.objects.get().date == date(2027, 1, 15)
    assert 'value="2027-01-15"' in as_berit.get("/redaksjon/neste-utgave/").content.decode()
    as_berit.post("/redaksjon/neste-utgave/", {"date": "2027-01-15"})
    as_berit.post("/redaksjon/neste-utgave/", {"date": ""})
    assert not NextEdition.objects.exists()
    lines = Entry.objects.filter(act="edition.planned").values_list("what", flat=True)
    assert list(lines) == [{"date": "2027-01-15"}, {"date": ""}]


def test_a_date_that_is_none_is_said_in_the_field(as_berit: Client, give: Giver) -> None:
    answer = as_berit.post("/redaksjon/neste-utgave/", {"date": "31. februar"})
    assert (answer.status_code, NextEdition.objects.exists()) == (422, False)
    assert answer.context["form"].errors["date"]


def test_only_those_who_answer_set_the_date(client: Client, rana: Person, give: Giver) -> None:
    client.force_login(rana)
    assert client.post("/redaksjon/neste-utgave/", {"date": "2027-01-15"}).status_code == 403


def test_the_database_keeps_one_date(db: None) -> None:
    NextEdition.objects.create(date=date(2027, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        NextEdition.objects.create(number=2, date=date(2027, 1, 2))
