"""The demo's answers to its call: first a few sentences, then the whole story, and one that has become a page."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from kokebok.calls.actions.answer import answer_call, hand_in
from kokebok.calls.actions.take_in import ask_all, begin, say
from kokebok.calls.models import Consent
from kokebok.calls.words import as_one_text
from kokebok.desk.answering.actions.take_into_book import take_into_book
from kokebok.inputs.actions.send import Said
from kokebok.inputs.models import Kind
from kokebok.starter.reading_files import read

if TYPE_CHECKING:
    from kokebok.calls.models import Call, CallAnswer, Phase
    from kokebok.people.models import Person


def fill_answers(call: Call, *, by: Person) -> None:
    """Answer the call as the file says, each by the same acts as everyone else."""
    for row in read("answers")["answer"]:
        answer = _tell(call, row)
        if "more" in row:
            hand_in(answer, *_replies(call, 2, row["more"]))
        if "page" in row:
            _make_page(answer, row["page"], by=by)


def _tell(call: Call, row: dict[str, Any]) -> CallAnswer:
    phase, replies = _replies(call, 1, row["first"])
    said = Said(
        kind=Kind.EXAMPLE,
        text=as_one_text(phase.questions.all(), replies),
        language="nb",
        name=row["name"],
        on_behalf_of=row["body"],
        may_be_named=True,
        ticket=uuid.uuid4(),
    )
    return answer_call(phase, said, replies, sender="demo", network="")


def _replies(call: Call, number: int, said: dict[str, str]) -> tuple[Phase, dict[int, str]]:
    """What is said to the questions of a phase, by the fields that they fill."""
    phase = call.phases.get(number=number)
    return phase, {one.pk: said[one.fills] for one in phase.questions.all() if one.fills in said}


def _make_page(answer: CallAnswer, told: dict[str, Any], *, by: Person) -> None:
    """A page of an answer: an editor fills in what is missing, all who are named agree to it, and it is published."""
    making = begin(answer.given, by=by)
    page: Any = making.page.specific.get_latest_revision_as_object()
    for name, value in told["fields"].items():
        setattr(page, name, value)
    page.save_revision(user=by)
    text = ask_all(making, by=by)
    for party in making.parties.all():
        say(party, sha256=text.sha256, said=Consent.Said.YES)
    take_into_book(making, reply=told["reply"], by=by)
