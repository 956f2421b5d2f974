"""An edition is sent to many. Nobody gets two letters, and nobody is left out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import Any, cast

import pytest
from django.db import IntegrityError, connection, connections
from django.utils import timezone, translation

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.journal.queries import acts_on
from kokebok.outlets.actions.dispatch import prepare, send_again, start, stop, was_sent
from kokebok.outlets.actions.sending import PATIENCE, send_batch
from kokebok.outlets.actions.sweep import sweep
from kokebok.outlets.formats import Format
from kokebok.outlets.models import Copy, Delivery, Dispatch
from kokebok.outlets.recipients import Recipient
from kokebok.outlets.rules import AlreadyMoved
from kokebok.people.models import Person, RoleName
from kokebok.people.rules import Refused
from tests.mailbox import Mailbox, free_port, mail_server
from tests.queues import done_at_once
from tests.world import make_cookbook, make_person, make_recipe

LETTER = "Hei {navn},\n\nUtgave {utgave} av {tittel} er her: {lenke}"
SOURCE = Path(__file__).parent.parent.parent / "src"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A real mail server that the site sends through."""
    with mail_server() as (mailbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield mailbox


@pytest.fixture
def edition(book, recipe, berit) -> Edition:
    return freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)


def people(count: int) -> list[Recipient]:
    return [Recipient(name=f"Person {n}", email=f"person{n}@example.no") for n in range(count)]


def prepared(edition: Edition, by: Person, count: int = 5, a_minute: int = 6000) -> Dispatch:
    return prepare(
        edition, subject="{tittel} er ute", letter=LETTER, a_minute=a_minute, recipients=people(count), by=by
    )


def started(edition: Edition, by: Person, count: int = 5, a_minute: int = 6000) -> Dispatch:
    """A dispatch that is being sent, with nobody at work on it yet."""
    return start(prepared(edition, by, count, a_minute), by=by)


def fates(dispatch: Dispatch) -> list[str]:
    return list(dispatch.deliveries.order_by("pk").values_list("state", flat=True))


def state_of(dispatch: Dispatch) -> str:
    return Dispatch.objects.get(pk=dispatch.pk).state


def test_everyone_gets_one_letter_over_one_connection(edition, berit, mailbox) -> None:
    dispatch = started(edition, berit, 12)
    assert send_batch(dispatch.pk, dispatch.run) is None
    assert mailbox.arrived() == dict.fromkeys((one.email for one in people(12)), 1)
    assert (fates(dispatch), state_of(dispatch)) == (["sent"] * 12, "done")
    assert mailbox.connections == 1
    assert acts_on(dispatch) == ["dispatch.prepared", "dispatch.started", "dispatch.done"]


def test_a_letter_names_the_reader_the_edition_and_its_address(edition, berit, mailbox, settings) -> None:
    settings.BASE_URL = "https://bok.example.no"
    reader = [Recipient("Åse <b> Ødegård, “Å”", "ase@example.no")]
    dispatch = prepare(edition, subject="{tittel}", letter=LETTER, a_minute=60, recipients=reader, by=berit)
    start(dispatch, by=berit)
    send_batch(dispatch.pk, 1)
    letter = cast("EmailMessage", mailbox.letters[0][1])
    text, html = (
        cast("EmailMessage", part).get_content().replace("\r\n", "\n") for part in letter.iter_parts()
    )
    assert letter["Subject"] == "Veier"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == dispatch.deliveries.get().message_id
    assert letter["To"].addresses[0].addr_spec == "ase@example.no"
    assert (
        "Hei Åse <b> Ødegård, “Å”,\n\nUtgave 0.1 av Veier er her: https://bok.example.no/utgave/0.1/" in text
    )
    assert "Hei Åse &lt;b&gt; Ødegård" in html
    assert '<a href="https://bok.example.no/utgave/0.1/"' in html


def test_a_dispatch_stopped_in_the_middle_goes_on_where_it_was(edition, berit, mailbox) -> None:
    dispatch = started(edition, berit, 12)
    Delivery.objects.filter(dispatch=dispatch, email="person4@example.no").update(
        not_before=timezone.now() + timedelta(hours=1)
    )
    assert send_batch(dispatch.pk, 1) is not None
    stop(dispatch, by=berit)
    assert send_batch(dispatch.pk, 1) is None
    assert (state_of(dispatch), mailbox.arrived().total()) == ("stopped", 11)
    Delivery.objects.update(not_before=timezone.now())
    again = start(dispatch, by=berit)
    assert send_batch(again.pk, again.run) is None
    assert mailbox.arrived() == dict.fromkeys((one.email for one in people(12)), 1)


def test_what_an_earlier_start_left_in_the_queue_does_nothing(edition, berit, mailbox) -> None:
    dispatch = started(edition, berit)
    stop(dispatch, by=berit)
    start(dispatch, by=berit)
    assert send_batch(dispatch.pk, 1) is None
    assert (mailbox.letters, state_of(dispatch)) == ([], "sending")


def test_it_keeps_its_pace(edition, berit, mailbox) -> None:
    dispatch = started(edition, berit, 30, a_minute=12)
    go_on = send_batch(dispatch.pk, 1)
    assert mailbox.arrived().total() == 1
    assert go_on is not None
    assert go_on >= timezone.now() + timedelta(seconds=3)
    Dispatch.objects.update(next_at=timezone.now() - timedelta(seconds=5))
    send_batch(dispatch.pk, 1)
    assert mailbox.arrived().total() == 1 + 2
    Dispatch.objects.update(next_at=timezone.now() - timedelta(hours=1))
    send_batch(dispatch.pk, 1)
    assert mailbox.arrived().total() == 1 + 2 + 3


def test_an_address_that_is_refused_does_not_hold_up_the_others(edition, berit, mailbox) -> None:
    mailbox.refuse["person1@example.no"] = "550 5.1.1 no such person here"
    dispatch = started(edition, berit, 3)
    send_batch(dispatch.pk, 1)
    assert fates(dispatch) == ["sent", "returned", "sent"]
    assert dispatch.deliveries.get(state="returned").error == "550 5.1.1 no such person here"
    assert state_of(dispatch) == "done"


def test_a_letter_that_is_to_come_back_later_does_and_is_given_up_at_last(edition, berit, mailbox) -> None:
    mailbox.refuse["person0@example.no"] = "450 4.2.0 greylisted"
    dispatch = started(edition, berit, 2)
    for pause in PATIENCE:
        go_on = send_batch(dispatch.pk, 1)
        assert go_on is not None
        assert timedelta(0) < go_on - timezone.now() <= pause
        assert fates(dispatch) == ["waiting", "sent"]
        Delivery.objects.update(not_before=timezone.now())
    assert send_batch(dispatch.pk, 1) is None
    assert fates(dispatch) == ["failed", "sent"]


def test_a_connection_lost_while_a_letter_is_handed_over_leaves_it_uncertain(edition, berit, mailbox) -> None:
    mailbox.hang_up_at = 2
    dispatch = started(edition, berit, 4)
    send_batch(dispatch.pk, 1)
    assert fates(dispatch) == ["sent", "uncertain", "sent", "sent"]
    assert mailbox.arrived() == dict.fromkeys((one.email for one in people(4)), 1)


def test_a_mail_server_that_takes_nothing_from_us_is_told_of_and_no_letter_is_lost(
    edition, berit, mailbox
) -> None:
    mailbox.refuse_sender = "554 5.7.1 you may not send"
    dispatch = started(edition, berit, 3)
    assert send_batch(dispatch.pk, 1) is not None
    told = Dispatch.objects.get(pk=dispatch.pk)
    assert (told.trouble, told.state, fates(told)) == (
        "554 5.7.1 you may not send",
        "sending",
        ["waiting"] * 3,
    )
    mailbox.refuse_sender = ""
    assert send_batch(dispatch.pk, 1) is None
    told.refresh_from_db()
    assert (told.trouble, fates(told)) == ("", ["sent"] * 3)


def test_a_mail_server_that_is_down_is_tried_again(edition, berit, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    dispatch = started(edition, berit, 2)
    go_on = send_batch(dispatch.pk, 1)
    assert go_on is not None
    assert "refused" in Dispatch.objects.get(pk=dispatch.pk).trouble.lower()
    assert fates(dispatch) == ["waiting", "waiting"]


def test_an_uncertain_letter_waits_for_a_person(
    edition, berit, mailbox, django_capture_on_commit_callbacks
) -> None:
    dispatch = started(edition, berit, 2)
    first, second = dispatch.deliveries.all()
    dispatch.deliveries.update(state="sending", tried_at=timezone.now())
    sweep(alone=True)
    dispatch.refresh_from_db()
    assert fates(dispatch) == ["uncertain", "uncertain"]
    assert send_batch(dispatch.pk, dispatch.run) is None
    assert (mailbox.letters, state_of(dispatch)) == ([], "done")
    first.refresh_from_db()
    second.refresh_from_db()
    was_sent(first, by=berit)
    with django_capture_on_commit_callbacks(execute=True):
        send_again(second, by=berit)
    assert mailbox.arrived() == {"person1@example.no": 1}
    assert (fates(dispatch), state_of(dispatch)) == (["sent", "sent"], "done")
    assert acts_on(first) + acts_on(second) == ["delivery.confirmed", "delivery.sent_again"]
    with pytest.raises(AlreadyMoved):
        send_again(second, by=berit)
    with pytest.raises(AlreadyMoved):
        was_sent(first, by=berit)


def test_a_letter_that_was_sent_is_never_sent_again(edition, berit, mailbox) -> None:
    dispatch = started(edition, berit, 1)
    send_batch(dispatch.pk, 1)
    with pytest.raises(AlreadyMoved):
        send_again(dispatch.deliveries.get(), by=berit)
    with pytest.raises(AlreadyMoved):
        start(dispatch, by=berit)


def test_a_letter_another_server_has_in_hand_is_left_alone_for_five_minutes(edition, berit) -> None:
    dispatch = started(edition, berit, 1)
    dispatch.deliveries.update(state="sending", tried_at=timezone.now() - timedelta(minutes=4))
    sweep(alone=False)
    assert fates(dispatch) == ["sending"]
    dispatch.deliveries.update(tried_at=timezone.now() - timedelta(minutes=6))
    sweep(alone=False)
    assert fates(dispatch) == ["uncertain"]


def test_a_dispatch_nobody_has_worked_on_for_five_minutes_is_taken_up(
    edition, berit, mailbox, django_capture_on_commit_callbacks
) -> None:
    dispatch = started(edition, berit, 2)
    with django_capture_on_commit_callbacks(execute=True):
        sweep(alone=False)
    assert mailbox.letters == []
    Dispatch.objects.update(back_at=timezone.now() - timedelta(minutes=6))
    with django_capture_on_commit_callbacks(execute=True):
        sweep(alone=False)
    assert (mailbox.arrived().total(), fates(dispatch)) == (2, ["sent", "sent"])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"recipients": []}, "nobody"),
        ({"a_minute": 0}, "pace"),
        ({"letter": "Les den!"}, "{lenke}"),
        ({"letter": "{lenke} {fornavn}"}, "fornavn"),
        ({"subject": "{}"}, "{}"),
    ],
)
def test_a_dispatch_that_cannot_be_sent_is_not_made(edition, berit, change, why) -> None:
    wanted: dict[str, Any] = {
        "subject": "Ny utgave",
        "letter": LETTER,
        "a_minute": 60,
        "recipients": people(1),
    }
    with translation.override("en"), pytest.raises(Refused, match=why):
        prepare(edition, by=berit, **{**wanted, **change})
    assert not Dispatch.objects.exists()


def test_a_dispatch_is_made_whole_or_not_at_all(edition, berit) -> None:
    twice = [*people(2), *people(1)]
    with pytest.raises(IntegrityError):
        prepare(edition, subject="Ny", letter=LETTER, a_minute=60, recipients=twice, by=berit)
    connection.needs_rollback = False
    assert (Dispatch.objects.count(), Delivery.objects.count()) == (0, 0)


# --- with commits for real ---


def committed_dispatch(count: int) -> Dispatch:
    """A dispatch being sent in a database of the test's own; its first task lies where nobody looks."""
    done_at_once(False)
    book = make_cookbook()
    make_recipe(book)
    berit = make_person("berit@example.no", "Berit", RoleName.EDITOR)
    edition = freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    Copy.objects.bulk_create(
        Copy(edition=edition, form=form, state="ready", sha256="0" * 64) for form in Format
    )
    return started(edition, berit, count)


def test_two_at_work_at_once_send_each_letter_once(committed, mailbox) -> None:
    dispatch = committed_dispatch(40)

    def work() -> None:
        try:
            while state_of(dispatch) == "sending":
                send_batch(dispatch.pk, 1)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert mailbox.arrived() == dict.fromkeys((one.email for one in people(40)), 1)
    assert set(fates(dispatch)) == {"sent"}
    assert mailbox.connections >= 2


def test_a_server_killed_while_sending_sends_nobody_two_and_leaves_nobody_out(committed, tmp_path) -> None:
    dispatch = committed_dispatch(20)
    with mail_server() as (mailbox, port):
        mailbox.hold = 7
        first = server(tmp_path, port)
        assert mailbox.held.wait(40)
        first.kill()
        first.wait()
        mailbox.hold = 0
        assert fates(dispatch).count("sending") == 1
        second = server(tmp_path, port)
        try:
            wait_until(lambda: state_of(dispatch) == "done")
        finally:
            second.kill()
            second.wait()
        assert mailbox.arrived() == dict.fromkeys((one.email for one in people(20)), 1)
    (uncertain,) = dispatch.deliveries.filter(state="uncertain")
    assert uncertain.email == "person6@example.no"
    assert fates(dispatch).count("sent") == 19


def server(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A process that does later work on this test's database, as the server does."""
    where = connection.settings_dict
    database = f"sqlite:///{where['NAME']}"
    if connection.vendor != "sqlite":
        host = f"{where['HOST'] or 'localhost'}:{where['PORT'] or 5432}"
        database = f"postgres://{where['USER']}:{where['PASSWORD']}@{host}/{where['NAME']}"
    code = (
        "import django, time; django.setup(); from kokebok.config.later import start_consumer; "
        "start_consumer(); time.sleep(120)"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "DJANGO_SETTINGS_MODULE": "kokebok.config.settings",
        "KOKEBOK_DATA": str(folder / "data"),
        "KOKEBOK_DATABASE": database,
        "KOKEBOK_SMTP": f"smtp://127.0.0.1:{port}",
    }
    return subprocess.Popen([sys.executable, "-c", code], env=environment)


def wait_until(true: Callable[[], bool], seconds: float = 40) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.1)
