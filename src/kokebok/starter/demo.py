"""What only the demo has: people to sign in as, inputs in every state, an answer that changed the text, an edition."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kokebok.book.models import Cookbook, Paragraph
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.features.models import Feature
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.actions.moderate import approve, mark_read
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind, State
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.outlets.actions.render import order_copies
from kokebok.people.models import Body, Person, RoleName
from kokebok.review.actions.give import ReadingRequest, give_reading
from kokebok.setup.actions.change_sender import change_sender
from kokebok.setup.actions.switch import switch
from kokebok.staff.actions.roles import welcome
from kokebok.starter.demo_call import call_for_examples
from kokebok.starter.demo_gathering import bring_together
from kokebok.starter.demo_round import fill_demo_round
from kokebok.starter.demo_stages import (
    INPUT,
    OUT,
    SKETCH,
    TEST,
    at_stage,
    bring_out,
    more_input,
    signed_in_demo,
)
from kokebok.starter.reading_files import read
from kokebok.web.present import is_present

PEOPLE = [
    ("redaktor@example.no", "Randi Redaktør", [RoleName.EDITOR]),
    ("moderator@example.no", "Mina Moderator", [RoleName.EDITOR, RoleName.MODERATOR]),
    ("ressurs@example.no", "Rolf Ressursgruppe", [RoleName.RESOURCE]),
    ("vert@example.no", "Vera Vert", [RoleName.HOST]),
    ("administrator@example.no", "Astrid Administrator", [RoleName.ADMINISTRATOR]),
]
REFUSAL = "Innspillet navngir en privatperson. Send det gjerne på nytt uten navnet."
FOREWORD = (
    "Dette er en testversjon. Den er laget for å bli lest, prøvd og rettet på. "
    "Takk til alle som allerede har sagt fra om det som kan bli bedre."
)
READ_IN_DEMO = 7  # paragraphs
GREETING = "Hei! Vi har endret denne siden etter innspill. Er den til å bruke nå? Takk for at du leser."


@dataclass(frozen=True)
class Demo:
    """What was made."""

    people: list[Person]
    inputs: list[Input]
    edition: Edition | None


@transaction.atomic
def fill_demo(cookbook: Cookbook, stage: str = TEST) -> Demo:
    """Fill a loaded starter with the demo's people, and what there is at a stage of its story (a key of STAGES).

    From the test version on there are inputs and edition 0.1.
    """
    ministry, _new = Body.objects.get_or_create(
        slug="eksempeldepartementet", defaults={"name": cookbook.responsible_body, "kind": "stat"}
    )
    people = [welcome(email=email, name=name, roles=roles) for email, name, roles in PEOPLE]
    editor = people[0]
    Person.objects.filter(pk=editor.pk).update(body=ministry)
    editor.refresh_from_db()
    switch(set(Feature), by=people[-1])
    change_sender(cookbook, {name: said.strip() for name, said in read("sender").items()}, by=editor)
    at_stage(cookbook, stage, by=editor)
    call = call_for_examples(by=editor) if is_present("calls") else None
    if stage == SKETCH:
        return Demo(people=people, inputs=[], edition=None)
    edition, given = _test_version(cookbook, editor)
    if stage in (INPUT, OUT):
        more_input(call, by=editor)
    if stage == OUT:
        bring_out(cookbook, by=editor)
    return Demo(people=people, inputs=given, edition=edition)


def _test_version(cookbook: Cookbook, editor: Person) -> tuple[Edition, list[Input]]:
    """Edition 0.1, what people have said of it, a reading, a round, and those who can meet."""
    rows = read("inputs")["input"]
    first = next(n for n, row in enumerate(rows) if row.get("outcome") == Outcome.TAKEN_IN)
    given = [_say(rows[first], editor, days_ago=21)]
    edition = freeze(
        cookbook,
        number="0.1",
        title=f"{cookbook.title} (testversjon)",
        foreword=FOREWORD,
        on=timezone.localdate(),
        by=editor,
        signed=signed_in_demo(cookbook, editor),
    )
    order_copies(edition)
    others = rows[:first] + rows[first + 1 :]
    given += [_say(row, editor, days_ago=len(others) - n) for n, row in enumerate(others)]
    member = Person.objects.get(roles__name=RoleName.RESOURCE)
    if is_present("review"):
        _ask_to_read(given[0], member, editor)
    if is_present("rounds"):
        fill_demo_round(Person.objects.get(roles__name=RoleName.HOST))
    bring_together(member, by=editor)
    return edition, given


def _ask_to_read(about: Input, member: Person, editor: Person) -> None:
    """Ask the member of the resource group to read the page that an answer has changed, within a week."""
    assert about.paragraph is not None
    page = about.paragraph.page
    asked = ReadingRequest(
        title=page.title,
        paragraphs=list(Paragraph.objects.standing().on(page)[:READ_IN_DEMO]),
        members=[member],
        due=timezone.localdate() + timedelta(days=7),
        greeting=GREETING,
    )
    give_reading(asked, by=editor)


def _say(row: dict[str, Any], editor: Person, *, days_ago: int) -> Input:
    """Send one input and take it to the state its row tells, through the same acts as everyone else."""
    paragraph = Paragraph.objects.standing().get(page__slug=row["page"], text__contains=row["contains"])
    given = send(
        Said(
            kind=Kind(row["kind"]),
            text=row["text"],
            suggestion=row.get("wording", ""),
            language=row["language"],
            name=row["name"],
            on_behalf_of=row["body"],
            may_be_named=row["named"],
            ticket=uuid.uuid4(),
        ),
        paragraph=paragraph,
    )
    Input.objects.filter(pk=given.pk).update(received_at=timezone.now() - timedelta(days=days_ago))
    given.refresh_from_db()
    return _lead(given, row, editor)


def _lead(given: Input, row: dict[str, Any], editor: Person) -> Input:
    state = State(row["state"])
    if state == State.WITHDRAWN:
        return withdraw(given)
    if state == State.REFUSED:
        own_words = row.get("refusal") or row.get("reason") or REFUSAL
        reason = Reason.objects.get(code=row.get("refused_for", "personopplysninger"))
        return refuse(given, grounds=Grounds(reason, own_words), by=editor).given
    if state.is_readable:
        given = approve(given, by=editor)
    if state == State.ANSWERED:
        mark_read(given, by=editor, as_of=given.edited_at)
        assert given.paragraph is not None
        said = Answer(Outcome(row["outcome"]), row["reply"], row.get("reason", ""), row.get("new_text", ""))
        answer(given, said, by=editor, seen=wording_now(given.paragraph))
    given.refresh_from_db()
    if "remove" in row:
        grounds = Grounds(Reason.objects.get(code=row["removed_for"]))
        return redact(given, words=[row["remove"]], grounds=grounds, by=editor).given
    return given
