"""How it goes with work in the background, as those who work here read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokebok.journal.models import Entry
from kokebok.later.models import Cause, QueuedTask, SweepState, Worker
from kokebok.people.models import RoleName
from tests.world import make_person

PAGE = "/redaksjon/bakgrunn/"
BEHIND = "Work in the background is behind"


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["kokebok_language"] = "en"
    return client


@pytest.fixture
def anne(book: Any) -> Client:
    """An administrator's browser."""
    return browser(make_person("anne@example.no", "Anne", RoleName.ADMINISTRATOR, RoleName.EDITOR))


@pytest.fixture
def at_work(db: None) -> Worker:
    """A worker that gave a sign of life just now."""
    return Worker.objects.create(key="1", machine="maskin", pid=7)


def test_an_administrator_sees_that_all_goes_well(anne: Client, at_work: Worker) -> None:
    page = anne.get(PAGE).content.decode()
    assert ("All goes well." in page, "Process 7 on maskin" in page) == (True, True)
    assert BEHIND not in anne.get("/redaksjon/").content.decode()


def test_a_sweep_that_fails_is_told_with_its_reason_and_an_editor_gets_one_line(
    anne: Client, berit: Any, at_work: Worker
) -> None:
    now = timezone.now()
    SweepState.objects.create(
        name="mailbox",
        next_at=now,
        started_at=now,
        failed_at=now,
        failures=3,
        cause=Cause.NET,
        error="no <route>",
    )
    page = anne.get(PAGE).content.decode()
    for words in (
        "E-mails from the mailbox",
        "Another machine did not answer.",
        "3 times in a row",
        "no &lt;route&gt;",
    ):
        assert words in page
    editor = browser(berit)
    assert BEHIND in editor.get("/redaksjon/").content.decode()
    assert "See what is wrong" in anne.get("/redaksjon/").content.decode()
    assert editor.get(PAGE).status_code == 403


@pytest.mark.parametrize("seconds", [61, 3600])
def test_a_worker_that_is_silent_is_missed(anne: Client, at_work: Worker, seconds: int) -> None:
    Worker.objects.update(beat_at=timezone.now() - timedelta(seconds=seconds))
    assert "Nobody does the work in the background. The last sign of life" in anne.get(PAGE).content.decode()


def test_what_has_waited_long_is_told_with_how_much_there_is(anne: Client, at_work: Worker) -> None:
    old = timezone.now() - timedelta(minutes=11)
    for number in range(2):
        QueuedTask.objects.create(
            task="a.b_later", ids={"key": number}, queued_at=old, due_at=old, look_at=old
        )
    page = anne.get(PAGE).content.decode()
    assert ("2 tasks wait." in " ".join(page.split()), "has waited since" in page) == (True, True)


def test_what_was_given_up_is_set_going_again_by_a_button_and_the_journal_says_so(
    anne: Client, at_work: Worker
) -> None:
    row = QueuedTask.objects.create(
        task="a.b_later", ids={"key": 1}, tries=12, cause=Cause.MAIL, error="full"
    )
    page = " ".join(anne.get(PAGE).content.decode().split())
    for words in ("The mail server did not take the e-mail.", "b_later(key=1)", "It has been given up."):
        assert words in page
    anne.post(f"{PAGE}{row.pk}/igjen/")
    row.refresh_from_db()
    assert (row.tries, row.look_at is not None) == (0, True)
    assert Entry.objects.filter(act="later.tried_again").count() == 1


def test_what_is_given_up_can_be_let_lie_and_then_nobody_is_told_but_the_page(
    anne: Client, berit: Any, at_work: Worker
) -> None:
    row = QueuedTask.objects.create(task="a.b_later", ids={"key": 1}, tries=12)
    assert "Work in the background has been given up." in anne.get(PAGE).content.decode()
    assert browser(berit).post(f"{PAGE}{row.pk}/ligg/").status_code == 403
    for _press in range(2):
        anne.post(f"{PAGE}{row.pk}/ligg/")
    assert [line.what for line in Entry.objects.filter(act="later.let_lie")] == [
        {"task": "a.b_later", "ids": {"key": 1}}
    ]
    page = " ".join(anne.get(PAGE).content.decode().split())
    assert ("All goes well." in page, "somebody let it lie" in page, "Let it lie" in page) == (
        True,
        True,
        False,
    )
    assert BEHIND not in anne.get("/redaksjon/").content.decode()
    anne.post(f"{PAGE}{row.pk}/igjen/")
    row.refresh_from_db()
    assert (row.tries, row.laid_at, row.look_at is not None) == (0, None, True)


def test_what_is_still_tried_is_not_let_lie(anne: Client, at_work: Worker) -> None:
    row = QueuedTask.objects.create(
        task="a.b_later", ids={"key": 1}, tries=1, look_at=timezone.now(), cause=Cause.MAIL, error="full"
    )
    assert "Let it lie" not in anne.get(PAGE).content.decode()
    anne.post(f"{PAGE}{row.pk}/ligg/")
    assert QueuedTask.objects.get().laid_at is None
