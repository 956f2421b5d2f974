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
from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.models import State
from kokebok.journal.models import Entry
from kokebok.outlets.colophon import colophon_of
from tests.desk.conftest import Giver
from tests.world import SIGNED

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


def test_the_inbox_counts_what_waits_and_the_days_to_the_edition(give: Giver, berit: Person) -> None:
    now = timezone.now()
    give(received_at=now - timedelta(days=3, hours=1))
    give(State.WAITING, received_at=now)
    give(State.REFUSED, received_at=now - timedelta(days=9))
    assert standing(berit) == InboxStanding(2, 3, edition=None, days_left=0, unpublished=1)
    on = timezone.localdate() + timedelta(days=9)
    plan_edition(on, by=berit)
    assert standing(berit) == InboxStanding(2, 3, edition=on, days_left=9, unpublished=1)


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


def test_the_numbers_of_the_inbox_the_freezing_and_the_colophon_add_up(
    as_berit: Client, give: Giver, berit: Person, book: Cookbook
) -> None:
    for state in (State.OPEN, State.OPEN, State.WAITING, State.REFUSED, State.WITHDRAWN):
        give(state)

    def said(address: str) -> str:
        page = as_berit.get(address, headers={"accept-language": "nb"}).content.decode()
        return " ".join(page.split())

    assert "3 ubesvarte</b></a>. 1 er upublisert." in said("/redaksjon/innspill/")
    freezing = said("/redaksjon/utgaver/ny/")
    assert "2 publiserte innspill er ikke besvart" in freezing
    assert "De som ikke er publisert ennå, er ikke med i tallet." in freezing
    made = freeze(
        book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED
    )
    counted = "5 mottatt, 0 besvart, 2 publisert uten svar, 3 ikke publisert eller trukket tilbake"
    assert ("Innspill", counted) in colophon_of(made)
    cover = said("/utgave/0.1/")
    assert "Publisert uten svar: 2. Ikke publisert, eller trukket tilbake: 3." in cover
    # An edition from before this was counted says what it has.
    made.counts = {"received": 5, "answered": 0}
    assert ("Innspill", "5 mottatt, 0 besvart") in colophon_of(made)


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
