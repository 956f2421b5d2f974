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
from kokebok.desk.actions.answer import Answer, answer
from kokebok.desk.actions.welcome import welcome
from kokebok.desk.models import Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.actions.moderate import approve, mark_read, refuse
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind, State
from kokebok.outlets.actions.render import order_copies
from kokebok.people.models import Body, BodyKind, Person, RoleName
from kokebok.starter.reading_files import read

PEOPLE = [
    ("redaktor@example.no", "Randi Redaktør", RoleName.EDITOR),
    ("ressurs@example.no", "Rolf Ressursgruppe", RoleName.RESOURCE),
    ("vert@example.no", "Vera Vert", RoleName.HOST),
]
REFUSAL = "Innspillet navngir en privatperson. Send det gjerne på nytt uten navnet."
FOREWORD = (
    "Dette er en testversjon. Den er laget for å bli lest, prøvd og rettet på. "
    "Takk til alle som alt har sagt fra om det som kan bli bedre."
)


@dataclass(frozen=True)
class Demo:
    """What was made."""

    people: list[Person]
    inputs: list[Input]
    edition: Edition


@transaction.atomic
def fill_demo(cookbook: Cookbook) -> Demo:
    """Fill a loaded starter with the demo's people, inputs and edition 0.1."""
    ministry, _new = Body.objects.get_or_create(
        slug="eksempeldepartementet", defaults={"name": cookbook.responsible_body, "kind": BodyKind.STATE}
    )
    people = [welcome(email=email, name=name, roles=[role]) for email, name, role in PEOPLE]
    editor = people[0]
    Person.objects.filter(pk=editor.pk).update(body=ministry)
    editor.refresh_from_db()
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
    )
    order_copies(edition)
    others = rows[:first] + rows[first + 1 :]
    given += [_say(row, editor, days_ago=len(others) - n) for n, row in enumerate(others)]
    return Demo(people=people, inputs=given, edition=edition)


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
        return refuse(given, by=editor, reason=row.get("refusal") or row.get("reason") or REFUSAL)
    if state in {State.OPEN, State.ANSWERED}:
        given = approve(given, by=editor)
    if state == State.ANSWERED:
        mark_read(given, by=editor)
        assert given.paragraph is not None
        said = Answer(Outcome(row["outcome"]), row["reply"], row.get("reason", ""), row.get("new_text", ""))
        answer(given, said, by=editor, seen=wording_now(given.paragraph))
    given.refresh_from_db()
    return given
