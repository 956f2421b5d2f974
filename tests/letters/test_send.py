"""The sender, through a real mail server that behaves badly: nothing is lost, and nothing is sent twice in silence."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone, translation

from kokebok.config.health import CHECKS
from kokebok.later.models import Worker
from kokebok.letters.actions import send
from kokebok.letters.actions.post import forget, take_back
from kokebok.letters.actions.send import send_due_letters, settle_lost
from kokebok.letters.actions.settle import lay_aside, send_again
from kokebok.letters.delivering import NoLongerOurs
from kokebok.letters.models import Letter, LetterState
from kokebok.letters.postman import Postman
from kokebok.letters.queries import letters_trouble, letters_wait, waiting_letters
from kokebok.letters.rules import LEASE, PATIENCE, AlreadySettled
from kokebok.people.models import Person
from tests.config.test_health import said
from tests.letters.conftest import a_letter, send_through, states
from tests.mailbox import Mailbox, free_port, mail_server, silent_server


def make_due() -> None:
    """Let the time come at which what waits is tried again."""
    Letter.objects.filter(state="waiting").update(due_at=timezone.now())


def arrived_once(mailbox: Mailbox, *numbers: int) -> bool:
    return mailbox.arrived() == {f"leser{number}@example.no": 1 for number in numbers}


@pytest.mark.django_db
def test_many_leave_over_one_connection(mailbox: Mailbox) -> None:
    for number in range(12):
        a_letter(number)
    assert [send_due_letters(), send_due_letters()] == [12, 0]
    assert (arrived_once(mailbox, *range(12)), mailbox.connections) == (True, 1)
    assert set(states()) == {"sent"}


@pytest.mark.django_db
def test_they_keep_a_pace(mailbox: Mailbox, settings: Any) -> None:
    settings.LETTERS_A_MINUTE = 300
    for number in range(4):
        a_letter(number)
    begun = timezone.now()
    send_due_letters()
    assert timezone.now() - begun >= timedelta(seconds=0.8)


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["450 mailbox is busy", "421 come back later"])
def test_one_that_is_not_taken_now_holds_up_no_other_and_is_tried_ever_more_seldom(
    mailbox: Mailbox, answer: str
) -> None:
    mailbox.refuse = {"leser1@example.no": answer}
    for number in range(3):
        a_letter(number)
    assert send_due_letters() == 2
    waits = []
    for hours in (0, 1, 9):
        Letter.objects.filter(key="test:1").update(turned_away_at=timezone.now() - timedelta(hours=hours))
        make_due()
        send_due_letters()
        waits.append(round((Letter.objects.get(key="test:1").due_at - timezone.now()) / timedelta(minutes=1)))
    assert (states(), waits) == (["sent", "waiting", "sent"], [1, 60, 240])
    mailbox.refuse = {}
    make_due()
    assert (send_due_letters(), arrived_once(mailbox, 0, 1, 2)) == (1, True)


@pytest.mark.django_db
def test_patience_has_an_end_and_then_somebody_is_shown(mailbox: Mailbox) -> None:
    mailbox.refuse_text = "451 try again"
    a_letter()
    send_due_letters()
    Letter.objects.update(turned_away_at=timezone.now() - PATIENCE - timedelta(minutes=1))
    make_due()
    send_due_letters()
    letter = Letter.objects.get()
    assert (letter.state, letter.answer) == ("failed", "451 try again")


@pytest.mark.django_db
def test_one_that_is_never_taken_fails_at_once_with_the_answer(mailbox: Mailbox) -> None:
    mailbox.refuse = {"leser1@example.no": "550 no such user"}
    for number in range(3):
        a_letter(number)
    assert send_due_letters() == 2
    assert (states(), Letter.objects.get(key="test:1").answer) == (
        ["sent", "failed", "sent"],
        "550 no such user",
    )


@pytest.mark.django_db
def test_a_letter_that_is_too_large_fails_and_the_others_leave(mailbox: Mailbox) -> None:
    mailbox.refuse_sender = "552 too large"
    a_letter(1)
    send_due_letters()
    mailbox.refuse_sender = ""
    a_letter(2)
    send_due_letters()
    assert states() == ["failed", "sent"]


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["550 we do not know you", "451 not now", "421 too many"])
def test_a_mail_server_that_takes_nothing_from_us_fails_no_letter(mailbox: Mailbox, answer: str) -> None:
    mailbox.refuse_sender = answer
    for number in range(3):
        a_letter(number)
    send_due_letters()
    make_due()
    send_due_letters()
    assert (states(), mailbox.arrived().total()) == (["waiting"] * 3, 0)
    mailbox.refuse_sender = ""
    make_due()
    assert (send_due_letters(), arrived_once(mailbox, 0, 1, 2)) == (3, True)


@pytest.mark.django_db
def test_a_mail_server_that_is_away_and_comes_back_gets_every_letter_once(settings: Any) -> None:
    send_through(settings, free_port())
    for number in range(3):
        a_letter(number)
    for _time in range(3):
        assert send_due_letters() == 0
        make_due()
    assert set(states()) == {"waiting"}
    with mail_server() as (mailbox, port):
        send_through(settings, port)
        assert (send_due_letters(), arrived_once(mailbox, 0, 1, 2)) == (3, True)


@pytest.mark.django_db
def test_a_mail_server_that_says_nothing_is_waited_for_once_for_all(settings: Any) -> None:
    with silent_server() as port:
        send_through(settings, port, seconds=0.5)
        for number in range(8):
            a_letter(number, is_secret=number % 2 == 0)
        begun = timezone.now()
        assert send_due_letters() == 0
        assert timezone.now() - begun < timedelta(seconds=3)
    assert set(states()) == {"waiting"}
    assert not Letter.objects.due(timezone.now()).exists()


@pytest.mark.django_db
def test_of_a_letter_whose_connection_broke_after_the_text_nobody_knows_and_a_person_decides(
    mailbox: Mailbox, berit: Person
) -> None:
    mailbox.hang_up_at = 2
    for number in range(3):
        a_letter(number)
    send_due_letters()
    make_due()
    send_due_letters()
    assert (states(), mailbox.connections) == (["sent", "unknown", "sent"], 2)
    assert arrived_once(mailbox, 0, 1, 2)  # it had come, this time
    seen = Letter.objects.get(key="test:1")
    send_again(seen, by=berit)
    with pytest.raises(AlreadySettled):
        lay_aside(seen, by=berit)
    send_due_letters()
    assert (states(), mailbox.arrived()["leser1@example.no"]) == (["sent"] * 3, 2)
    names = {letter["Message-ID"] for address, letter in mailbox.letters if address == "leser1@example.no"}
    assert len(names) == 1


@pytest.mark.django_db
def test_a_mail_server_that_falls_silent_after_the_text_stops_the_round(
    mailbox: Mailbox, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.4
    mailbox.hold = 1
    for number in range(3):
        a_letter(number)
    assert send_due_letters() == 0
    assert states() == ["unknown", "waiting", "waiting"]


@pytest.mark.django_db
def test_what_a_dead_worker_had_in_hand_is_sent_again_only_if_its_text_had_not_left(mailbox: Mailbox) -> None:
    now = timezone.now()
    for number, handed_at in ((1, None), (2, now)):
        a_letter(number)
        Letter.objects.filter(key=f"test:{number}").update(
            state="sending", tries=1, lease_until=now + LEASE, handed_at=handed_at
        )
    settle_lost()
    assert states() == ["sending", "sending"]
    settle_lost(at=now + LEASE)
    assert states() == ["waiting", "unknown"]
    assert (send_due_letters(), arrived_once(mailbox, 1)) == (1, True)


@pytest.mark.django_db
def test_a_worker_who_has_lost_the_letter_to_another_sends_no_text(mailbox: Mailbox) -> None:
    letter = a_letter()
    mine = send._take_in_hand(letter.pk)
    assert mine is not None
    settle_lost(at=timezone.now() + LEASE)
    assert send_due_letters() == 1
    with pytest.raises(NoLongerOurs):
        send._about_to_leave(mine)
    assert arrived_once(mailbox, 1)


@pytest.mark.django_db
def test_a_worker_who_has_lost_the_letter_sends_no_text_while_another_has_it_in_hand() -> None:
    letter = a_letter()
    first = send._take_in_hand(letter.pk)
    settle_lost(at=timezone.now() + LEASE)
    second = send._take_in_hand(letter.pk)
    assert first
    assert second
    with pytest.raises(NoLongerOurs):
        send._about_to_leave(first)
    send._about_to_leave(second)


@pytest.mark.django_db
def test_a_worker_who_comes_back_after_all_tells_what_became_of_it(mailbox: Mailbox) -> None:
    mine = send._take_in_hand(a_letter().pk)
    assert mine is not None
    send._about_to_leave(mine)
    settle_lost(at=timezone.now() + LEASE)
    assert states() == ["unknown"]
    send._came_to(mine, LetterState.SENT, sent_at=timezone.now(), answer="")
    assert states() == ["sent"]


CAME_TO = {
    "sent": lambda mine: send._came_to(mine, LetterState.SENT, sent_at=timezone.now(), answer=""),
    "not taken": lambda mine: send._came_to(mine, LetterState.FAILED, answer="550 <leser1@example.no>: no"),
    "not now": lambda mine: send._try_later(mine, "450 <leser1@example.no>: later"),
    "lost": lambda _mine: settle_lost(at=timezone.now() + LEASE),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", CAME_TO)
@pytest.mark.parametrize("act", ["forget", "take back"])
def test_one_that_is_in_hand_when_it_is_no_longer_wanted_is_erased_when_it_is_out_of_it(
    berit: Person, way: str, act: str
) -> None:
    mine = send._take_in_hand(a_letter(about=berit).pk)
    assert mine
    send._about_to_leave(mine)
    assert (forget(berit) if act == "forget" else take_back("test:1")) == 0
    assert Letter.objects.get().to == "leser1@example.no"
    CAME_TO[way](mine)
    fate = "sent" if way == "sent" else "laid aside"
    assert Letter.objects.values_list("to", "text", "answer", "state").get() == ("", "", "", fate)


@pytest.mark.django_db
def test_one_that_is_taken_back_before_its_text_has_left_does_not_leave(mailbox: Mailbox) -> None:
    mine = send._take_in_hand(a_letter().pk)
    assert mine
    take_back("test:1")
    with pytest.raises(NoLongerOurs):
        send._about_to_leave(mine)
    settle_lost(at=timezone.now() + LEASE)
    assert (send_due_letters(), states()) == (0, ["laid aside"])


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["550 5.1.1 <leser1@example.no>: who?", "450 <leser1@example.no>: busy"])
def test_no_address_of_a_reader_is_in_the_log_or_stays_when_the_letter_is_erased(
    mailbox: Mailbox, berit: Person, caplog: Any, answer: str
) -> None:
    mailbox.refuse = {"leser1@example.no": answer}
    a_letter(about=berit)
    send_due_letters()
    assert Letter.objects.get().answer == answer
    assert ("leser1" in caplog.text, f", {answer.partition(' <')[0]}" in caplog.text) == (False, True)
    forget(berit)
    assert "leser1" not in str(Letter.objects.values_list().get())


@pytest.mark.django_db
def test_what_a_mail_server_says_is_kept_whatever_is_in_it(mailbox: Mailbox) -> None:
    mailbox.refuse = {"leser1@example.no": "550 no\x00body here"}
    a_letter()
    send_due_letters()
    assert Letter.objects.values_list("state", "answer").get() == ("failed", "550 no body here")


@pytest.mark.django_db
def test_a_password_that_cannot_be_told_is_said_in_words_and_no_letter_is_given_up(settings: Any) -> None:
    with mail_server(authenticator=lambda *_asked: None, auth_require_tls=False) as (mailbox, port):
        send_through(settings, port)
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "kokebok", "blåbær"
        a_letter()
        for _time in range(2):
            assert send_due_letters() == 0
            make_due()
        assert (states(), mailbox.letters) == (["waiting"], [])
    said = Letter.objects.get().answer
    assert said.startswith("The name or the password for the mail server has letters it cannot be told.")
    with translation.override("nb"):
        assert waiting_letters()[0].said.startswith("Navnet eller passordet")


# --- with commits for real ---


@pytest.mark.usefixtures("committed")
def test_the_health_page_is_told_when_letters_wait(settings: Any) -> None:
    Worker.objects.create(key="1", machine="a", pid=1)
    well = (200, b"ok\n")
    send_through(settings, free_port())
    a_letter(1)
    a_letter(2, not_before=timezone.now() + timedelta(days=1))
    send_due_letters()
    assert [said(path, CHECKS) for path in ("/helse/klar", "/helse/bakgrunn")] == [well, well]
    Letter.objects.filter(key="test:1").update(wanted_at=timezone.now() - timedelta(minutes=16))
    (ready, under), (behind, words) = (said(path, CHECKS) for path in ("/helse/klar", "/helse/bakgrunn"))
    assert (ready, behind, under) == (200, 503, b"ok\n" + words)
    assert words.startswith(b"1 e-mail has not left, and has waited since ")
    assert b"refused" not in words  # what the mail server says may name a reader
    with translation.override("en"):
        assert "refused" in letters_wait()
    Letter.objects.update(turned_away_at=timezone.now())
    assert said("/helse/bakgrunn", CHECKS) == well


@pytest.mark.usefixtures("committed")
def test_one_that_is_sent_again_has_not_waited_since_it_was_first_wanted(berit: Person) -> None:
    letter = a_letter()
    Letter.objects.update(
        state="failed", answer="550 <leser1@example.no>", wanted_at=timezone.now() - timedelta(days=2)
    )
    letter.refresh_from_db()
    send_again(letter, by=berit)
    letter.refresh_from_db()
    assert (letter.state, letter.answer, letters_trouble()) == ("waiting", "", None)


@pytest.mark.usefixtures("committed")
def test_two_at_work_at_once_send_each_letter_once(mailbox: Mailbox) -> None:
    for number in range(40):
        a_letter(number)

    def work() -> None:
        try:
            while Letter.objects.filter(state__in=("waiting", "sending")).exists():
                send_due_letters()
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (arrived_once(mailbox, *range(40)), set(states())) == (True, {"sent"})


@pytest.mark.usefixtures("committed")
def test_a_letter_leaves_within_a_second_of_its_commit(mailbox: Mailbox) -> None:
    import time

    postman = Postman(alone=True)
    postman.start()
    try:
        time.sleep(0.7)
        posted = time.monotonic()
        a_letter()
        while not mailbox.letters and time.monotonic() - posted < 10:
            time.sleep(0.01)
        took = time.monotonic() - posted
    finally:
        postman.stop()
    assert took < 1
