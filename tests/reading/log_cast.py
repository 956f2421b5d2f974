"""Inputs for the log in every state, and a change of text they led to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from kokebok.book.models import Cookbook, Paragraph
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.models import Edition
from kokebok.inputs.models import Input, Kind, State
from kokebok.people.models import Person
from tests.world import InputFactory

CAME = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
SECRETS = {
    "code": "hemmeligkvitteri",
    "email": "anonym@example.no",
    "email_confirmed_at": CAME,
    "sender": "avsenderspor",
}
"""What must never be told, in a row of an input."""


def settled(by: Person, *, days: float = 2, outcome: Outcome = Outcome.NOT_TAKEN, **fields: Any) -> Input:
    """An input answered so many days after it came, without a change of text."""
    came = fields.setdefault("received_at", CAME)
    answered_at = came + timedelta(days=days)
    given = InputFactory.create(state=State.ANSWERED, settled_at=answered_at, **fields)
    reply, reason = "Takk for innspillet.", "Det står alt et annet sted."
    Decision.objects.create(given=given, outcome=outcome, reply=reply, reason=reason, by=by, at=answered_at)
    return given


def closed(state: State, **fields: Any) -> Input:
    """An input that was refused or withdrawn the day after it came."""
    came = fields.setdefault("received_at", CAME)
    reason = "Navngir en privatperson." if state == State.REFUSED else ""
    return InputFactory.create(state=state, settled_at=came + timedelta(days=1), refusal=reason, **fields)


def taken_in(paragraph: Paragraph, new_text: str, by: Person, **fields: Any) -> Input:
    """A suggested wording that was taken in by the desk's own act, so that the text has changed."""
    now = wording_now(paragraph)
    given = InputFactory.create(
        paragraph=paragraph,
        wording=now,
        kind=Kind.SUGGESTION,
        suggestion=new_text,
        text="Klarere slik.",
        **fields,
    )
    said = Answer(Outcome.TAKEN_IN, reply="Takk, det er tatt inn.", new_text=new_text)
    answer(given, said, by=by, seen=now)
    return Input.objects.get(pk=given.pk)


def frozen(book: Cookbook, number: str, at: datetime, by: Person) -> Edition:
    """An edition with nothing in it, frozen at a given moment."""
    return Edition.objects.create(
        cookbook=book,
        number=number,
        title="Veier",
        genre_word="kokebok",
        stage="test",
        language="nb",
        date=at.date(),
        licence="CC BY 4.0",
        previous=Edition.objects.order_by("pk").last(),
        content_hash="0" * 64,
        frozen_at=at,
        frozen_by=by,
    )


def one_of_each(paragraph: Paragraph, by: Person) -> dict[str, Input]:
    """One input in every state, each with a text of its own and with all that must not be told."""
    rest = {"paragraph": paragraph, "received_at": CAME}

    def mine(name: str) -> dict[str, Any]:
        return {**rest, **SECRETS, "code": f"hemmelig-{name:.7}", "text": f"Om {name}"}

    return {
        "waiting": InputFactory.create(state=State.WAITING, **mine("waiting")),
        "open": InputFactory.create(state=State.OPEN, **mine("open")),
        "answered": settled(by, **mine("answered")),
        "refused": closed(State.REFUSED, **mine("refused")),
        "withdrawn": closed(State.WITHDRAWN, **mine("withdrawn")),
    }
