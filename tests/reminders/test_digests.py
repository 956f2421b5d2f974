"""The digest: one letter at most, at the hour chosen, with what the sources tell, and never twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from kokebok.inputs.models import State
from kokebok.people.models import Person, RoleName
from kokebok.people.telling import Item
from kokebok.reminders.actions.choose import choose
from kokebok.reminders.actions.send_digests import send_digests
from kokebok.reminders.models import Choice, DigestFrequency
from kokebok.reminders.rules import told_until
from tests.world import InputFactory, make_person, paragraph_saying

OSLO = ZoneInfo("Europe/Oslo")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=OSLO)
HERE = "tests.reminders.test_digests"


def one_thing(person: Person, since: datetime) -> list[Item]:
    return [Item(f"En ting siden {since.astimezone(OSLO):%d.%m. %H.%M}", "/redaksjon/ting/")]


def nothing(person: Person, since: datetime) -> list[Item]:
    return []


@pytest.fixture
def choice(book: Any, berit: Person, settings: Any) -> Choice:
    """Berit's, told until Sunday at eight; one source with one thing."""
    settings.DIGEST_SOURCES = [f"{HERE}.one_thing"]
    return Choice.objects.create(person=berit, told_through=MONDAY.replace(hour=8) - timedelta(days=1))


@pytest.mark.parametrize(
    ("how_often", "now", "until"),
    [
        ("day", datetime(2026, 3, 2, 9, 0), datetime(2026, 3, 2, 8, 0)),
        ("day", datetime(2026, 3, 2, 7, 59), datetime(2026, 3, 1, 8, 0)),
        ("day", datetime(2026, 3, 29, 12, 0), datetime(2026, 3, 29, 8, 0)),  # the night the clock was moved
        ("week", datetime(2026, 3, 4, 7, 0), datetime(2026, 3, 2, 8, 0)),
        ("week", datetime(2026, 3, 2, 7, 0), datetime(2026, 2, 23, 8, 0)),
        ("never", datetime(2026, 3, 2, 9, 0), None),
    ],
)
def test_a_digest_is_due_at_its_hour(how_often: str, now: datetime, until: datetime | None) -> None:
    due = told_until(Choice(how_often=how_often, hour=8, weekday=0), now.replace(tzinfo=OSLO))
    assert due == (until and until.replace(tzinfo=OSLO))


def test_one_letter_a_day_tells_what_has_come_since_the_last(choice: Choice) -> None:
    times = [MONDAY, MONDAY, MONDAY + timedelta(hours=5), MONDAY + timedelta(days=1)]
    assert [send_digests(at=at) for at in times] == [1, 0, 0, 1]
    said = [letter.body.split("- ")[1].splitlines()[0] for letter in mail.outbox]
    assert said == ["En ting siden 01.03. 08.00", "En ting siden 02.03. 08.00"]
    assert mail.outbox[0].to == ["berit@example.no"]
    assert "/redaksjon/ting/" in mail.outbox[0].body


def test_there_is_no_letter_about_nothing_and_time_goes_on(choice: Choice, settings: Any) -> None:
    settings.DIGEST_SOURCES = [f"{HERE}.nothing"]
    assert send_digests(at=MONDAY) == 0
    choice.refresh_from_db()
    assert choice.told_through == MONDAY.replace(hour=8)


@pytest.mark.parametrize("who", ["never", "has left", "has no role"])
def test_some_get_no_letter(choice: Choice, berit: Person, who: str) -> None:
    if who == "never":
        choose(how_often=DigestFrequency.NEVER, hour=8, weekday=0, remind=True, by=berit)
    elif who == "has left":
        Person.objects.filter(pk=berit.pk).update(is_active=False)
    else:
        berit.roles.all().delete()
    assert (send_digests(at=MONDAY), mail.outbox) == (0, [])


def test_whoever_is_new_is_told_of_what_comes_from_then_on(book: Any, berit: Person, settings: Any) -> None:
    settings.DIGEST_SOURCES = [f"{HERE}.one_thing"]
    assert send_digests(at=MONDAY) == 0
    assert Choice.objects.get().person == berit


def test_it_is_in_the_language_of_its_reader(choice: Choice, berit: Person) -> None:
    Person.objects.update(language="nn")
    send_digests(at=MONDAY)
    assert "det som ventar på deg" in mail.outbox[0].body


def test_of_two_sweeps_one_sends(choice: Choice) -> None:
    from kokebok.reminders.actions.send_digests import _tell

    stale, until = Choice.objects.get(), MONDAY.replace(hour=8)
    assert (_tell(choice, until), _tell(stale, until)) == (True, False)
    assert len(mail.outbox) == 1


def test_the_house_tells_of_new_inputs_and_what_waits_and_of_nothing_one_may_not_see(
    recipe: Any, berit: Person, rana: Person
) -> None:
    long_ago = MONDAY - timedelta(days=400)
    for person in (berit, rana):
        Choice.objects.create(person=person, told_through=long_ago)
    paragraph = paragraph_saying("Spør dem det gjelder.")
    for state in (State.WAITING, State.OPEN):
        InputFactory.create(paragraph=paragraph, state=state)
    assert send_digests(at=MONDAY) == 2
    lines = {
        letter.to[0]: [line for line in letter.body.splitlines() if line.startswith("- ")]
        for letter in mail.outbox
    }
    assert lines == {
        "berit@example.no": [
            "- 2 nye innspill.",
            "- 1 innspill venter på å bli publisert.",
            "- 2 innspill har ikke fått svar ennå.",
        ],
        "rana@example.no": ["- 1 nytt innspill."],
    }


def test_one_chooses_on_ones_own_page_and_it_is_in_the_journal(choice: Choice, berit: Person) -> None:
    client = Client()
    client.force_login(berit)
    address = "/redaksjon/brev-til-meg/"
    assert client.post(address, {"how_often": "x"}).status_code == 422
    said = {"how_often": "week", "hour": "6", "weekday": "4"}
    assert client.post(address, said)["Location"] == address
    choice.refresh_from_db()
    assert (choice.how_often, choice.hour, choice.weekday, choice.remind) == ("week", 6, 4, False)
    assert "En ting siden" in client.get(address).content.decode()


def test_everybody_with_a_role_may_choose(book: Any) -> None:
    client = Client()
    client.force_login(make_person("lars@example.no", "Lars", RoleName.LOG_READER))
    assert client.get("/redaksjon/brev-til-meg/").status_code == 200


@pytest.mark.parametrize("wrong", [{"hour": 24}, {"weekday": 7}])
def test_the_database_refuses_a_choice_that_makes_no_sense(choice: Choice, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.update(**wrong)
