"""Let remarks from the resource group out to readers, as ordinary inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.book.models import Language
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.actions.place import place_input
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Door, Input, Kind, State
from kokebok.journal.actions.record import record
from kokebok.review.models import Reader, Verdict
from kokebok.review.rules import require_may

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.people.models import Person


@transaction.atomic
def release(verdicts: Iterable[Verdict], *, by: Person) -> list[Input]:
    """Publish remarks as inputs at their paragraphs, for the wordings they were written for; gives back the new ones.

    A remark without words, or one that is out already, is passed over: so a second send does no harm. The member is
    named if they agreed to it. From then on the remark waits for an answer as any input does.
    """
    require_may(by, "review.release")
    found = (_out(one, by=by) for one in verdicts)
    return [given for given in found if given is not None]


def _out(verdict: Verdict, *, by: Person) -> Input | None:
    # Locked, so that what is published is what stands, though its writer changes it in the same moment.
    locked = Verdict.objects.select_for_update().filter(pk=verdict.pk, released_as=None).exclude(text="")
    found = locked.first()
    if found is None:
        return None
    given = send(_said(found), paragraph=found.portion.paragraph, wording=found.wording, door=Door.GROUP)
    if given.state == State.WAITING:
        given = approve(given, by=by)
    place_input(given, by=by)
    Verdict.objects.filter(pk=verdict.pk, released_as=None).update(released_as=given)
    record("verdict.released", by=by, about=verdict, given=given.pk)
    return given


def _said(verdict: Verdict) -> Said:
    person = verdict.person
    agrees = Reader.objects.filter(reading=verdict.portion.reading_id, person=person, may_be_named=True)
    return Said(
        kind=Kind.COMMENT,
        text=verdict.text,
        language=person.language if person.language in Language.values else Language.NB,
        name=person.name,
        on_behalf_of=person.body.name if person.body else "",
        may_be_named=agrees.exists(),
        ticket=verdict.ticket,
    )
