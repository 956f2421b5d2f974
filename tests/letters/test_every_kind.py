"""Every kind of letter: its act is done while the mail server is away, and when it is back each leaves once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from kokebok.calls.actions import reminders as calls_reminders
from kokebok.calls.actions import take_in
from kokebok.calls.actions.opening import tell_of_openings
from kokebok.calls.actions.prepare import set_phase
from kokebok.calls.models import Wish
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.letters import send_due_letters as post_answers
from kokebok.desk.models import Outcome
from kokebok.following.actions import follow as following
from kokebok.following.actions.send_digests import send_digests as tell_followers
from kokebok.following.actions.tell_open_senders import tell_of_new_meanings
from kokebok.following.models import LetterFrequency
from kokebok.following.scopes import WHOLE_BOOK
from kokebok.inputs.actions.moderate import refuse
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Kind, State
from kokebok.letters.actions.send import send_due_letters
from kokebok.letters.models import Letter
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.actions.review import answer_review, ask_for_review
from kokebok.moderation.models import Reason
from kokebok.moderation.models import ReviewOutcome as Stands
from kokebok.moderation.rules import Grounds
from kokebok.people.models import RoleName
from kokebok.people.telling import Deadline, Item
from kokebok.reminders.actions.remind import remind
from kokebok.reminders.actions.send_digests import send_digests
from kokebok.reminders.models import Choice
from kokebok.staff.actions.invitations import invite
from kokebok.staff.actions.letters import tell_of_change
from tests.calls.conftest import phase_of
from tests.following.readers import let_a_month_pass, make_follower, reword
from tests.letters.conftest import send_through
from tests.mailbox import free_port, mail_server
from tests.world import InputFactory, finish_draft, make_fact, make_person, paragraph_saying

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

TEXT, OTHER = "Ring tre familier.", "Inviter alle."
HERE = "tests.letters.test_every_kind"


def one_thing(person: Person, since: datetime) -> list[Item]:
    return [Item("En ting", "/redaksjon/")] if person.email == "digest@example.no" else []


def one_deadline(until: datetime) -> list[Deadline]:
    whom = make_person("deadline@example.no", "Dag", RoleName.EDITOR)
    return [
        Deadline(
            "a",
            "b:1",
            timezone.now().replace(microsecond=0, second=0) + timedelta(hours=5),
            "Les",
            "/",
            (whom,),
        )
    ]


def an_input(email: str, words: str = OTHER, **fields: Any) -> Input:
    told = {"email": email, "email_confirmed_at": timezone.now(), "language": "nb", **fields}
    given: Input = InputFactory.create(paragraph=paragraph_saying(words), **told)
    return given


def from_the_staff(client: Client, berit: Person) -> None:
    client.post("/konto/login/", {"email": "kode@example.no"})
    invite(
        email="invitert@example.no", name="Nils", language="nb", roles=[RoleName.EDITOR], body=None, by=berit
    )
    tell_of_change(make_person("endret@example.no", "Eva"), change="totp_activated")


def about_inputs(berit: Person, egil: Person) -> None:
    grounds = Grounds(Reason.objects.first())
    send(Said(kind=Kind.COMMENT, text="Hei.", email="bekreft@example.no"), paragraph=paragraph_saying(TEXT))
    refuse(an_input("avvist@example.no", state=State.WAITING), by=berit, reason="Reklame.")
    answer(an_input("svar@example.no"), Answer(Outcome.TAKEN_IN, reply="Takk."), by=berit)
    redact(an_input("fjernet@example.no", text="Spør Kari."), words=["Kari"], grounds=grounds, by=berit)
    again = redact(an_input("klage@example.no", text="Spør Ola."), words=["Ola"], grounds=grounds, by=berit)
    Letter.objects.filter(to="klage@example.no").delete()  # this one was told of the part long ago
    answer_review(ask_for_review(again, words=""), answer=Stands.UPHELD, explanation="Jo.", by=egil)


def about_calls(call: Any, answering: Any, berit: Person) -> None:
    now = timezone.now()
    calls_reminders.ask(call, email="minn@example.no", language="nb", network="")
    set_phase(call, phase_of(call, 2), by=berit, opens_at=now + timedelta(hours=1))
    made = answering()
    type(made.given).objects.filter(pk=made.given_id).update(email="fase@example.no", email_confirmed_at=now)
    tell_of_openings(at=now + timedelta(hours=2))
    Wish.objects.create(call=call, email="frist@example.no", confirmed_at=now)
    set_phase(call, phase_of(call), by=berit, closes_at=now + timedelta(days=2))
    calls_reminders.remind()
    making = take_in.begin(made.given, by=berit)
    making.parties.update(email="")
    take_in.add_party(making, name="Malvik", email="part@example.no", by=berit)
    finish_draft(making.page)
    take_in.ask_all(making, by=berit)


def to_followers(berit: Person) -> None:
    wish = following.FollowWish("folg@example.no", WHOLE_BOOK, LetterFrequency.DAY, "nb")
    following.follow(wish)
    make_follower("nyheter@example.no", WHOLE_BOOK)
    make_follower("alt@example.no", WHOLE_BOOK, since=timezone.now() + timedelta(days=30))
    following.follow(following.FollowWish("alt@example.no", WHOLE_BOOK, LetterFrequency.DAY, "nb"))
    an_input("ordlyd@example.no", TEXT)
    reword(TEXT, "Ring fem familier.", berit)
    tell_of_new_meanings(at=timezone.now() + timedelta(minutes=30))
    tell_followers(at=timezone.now() + timedelta(days=8))


def test_each_leaves_once(request: pytest.FixtureRequest, client: Client, settings: Any) -> None:
    book, berit, egil, call, answering = (
        request.getfixturevalue(name) for name in ("book", "berit", "egil", "call", "answer")
    )
    settings.DIGEST_SOURCES, settings.DEADLINE_SOURCES = [f"{HERE}.one_thing"], [f"{HERE}.one_deadline"]
    send_through(settings, free_port())
    make_fact(book, f"<p>{TEXT}</p><p>{OTHER}</p>")
    let_a_month_pass()
    make_person("kode@example.no", "Kåre", RoleName.EDITOR)
    digest = make_person("digest@example.no", "Dina", RoleName.EDITOR)
    Choice.objects.create(person=digest, told_through=timezone.now() - timedelta(days=3))

    from_the_staff(client, berit)
    about_inputs(berit, egil)
    post_answers(at=timezone.now() + timedelta(hours=1))
    about_calls(call, answering, berit)
    to_followers(berit)
    for _time in range(2):
        send_digests()
        remind()
        assert send_due_letters() == 0
        Letter.objects.update(due_at=timezone.now())

    names = (
        "kode invitert endret bekreft avvist svar fjernet klage minn fase frist part "
        "folg nyheter alt ordlyd digest deadline"
    )
    with mail_server() as (mailbox, port):
        send_through(settings, port)
        send_due_letters()
        send_due_letters()
        once = {f"{name}@example.no": 1 for name in names.split()}
        assert mailbox.arrived() == once | {
            "fase@example.no": 2
        }  # who is asked about a text made of theirs too
        assert {letter["Auto-Submitted"] for _to, letter in mailbox.letters} == {"auto-generated"}
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0
    settings.UNDO_SECONDS = 600
