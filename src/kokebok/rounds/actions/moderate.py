"""What a moderator does with live inputs: to the wall, off it again, several as one, a device blocked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.models import State, readable
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.rounds.actions.part import part
from kokebok.rounds.actions.tell import tell, tell_phones
from kokebok.rounds.models import Participant, RoundInput, Topic, WallStanding

if TYPE_CHECKING:
    from kokebok.people.models import Person

BOTH = (Topic.WALL, Topic.QUEUE)


@transaction.atomic
def show(rows: Sequence[RoundInput], *, by: Person) -> list[RoundInput]:
    """Put inputs on the wall, publishing those that wait.

    Raises TooLate if one was moved meanwhile, was withdrawn, or is not to be published: then none is put there.
    """
    for row in rows:
        _stand(row, WallStanding.SHOWN)
        if row.given.state == State.WAITING:
            approve(row.given, by=by)
        elif not row.given.is_readable:
            raise TooLate(_("This input is “%(state)s” now.") % {"state": row.given.get_state_display()})
    _told(rows, "roundinput.shown", by=by)
    return list(rows)


@transaction.atomic
def hide(rows: Sequence[RoundInput], *, by: Person) -> list[RoundInput]:
    """Keep inputs off the wall; the desk answers them all the same. Raises TooLate if one was moved meanwhile."""
    for row in rows:
        part(row)
        _stand(row, WallStanding.HIDDEN)
    _told(rows, "roundinput.hidden", by=by)
    return list(rows)


@transaction.atomic
def take_off(row: RoundInput, *, by: Person) -> list[RoundInput]:
    """Take an input off the wall, with those shown as one with it; what left the wall.

    It is as public as before, and is answered: only the walls and the phones of the round do not show it any more.
    Raises TooLate if it is not on the wall.
    """
    rows = [
        row,
        *row.alike.filter(standing=WallStanding.SHOWN).select_related("given", "prompt").order_by("pk"),
    ]
    if row.standing != WallStanding.SHOWN:
        raise TooLate(_("It is no longer on the wall. Look again."))
    for one in rows:
        _stand(one, WallStanding.HIDDEN)
    _told(rows, "roundinput.taken_off", by=by)
    return rows


@transaction.atomic
def put_back(row: RoundInput, *, by: Person) -> list[RoundInput]:
    """Put an input that was kept or taken off the wall there, with those that are one with it; what came there.

    Raises TooLate if it was put there meanwhile, or nobody may read it any more.
    """
    alike = row.alike.filter(readable("given__"), standing=WallStanding.HIDDEN).select_related(
        "given", "prompt"
    )
    shown = show([row, *alike.order_by("pk")], by=by)
    row.alike.exclude(standing=WallStanding.SHOWN).update(same_as=None)  # those nobody may read now
    return shown


@transaction.atomic
def put_together(first: RoundInput, others: Sequence[RoundInput], *, by: Person) -> None:
    """Show several inputs as one on the wall. Each keeps its text and its receipt. Raises Refused across prompts."""
    if any(other.prompt_id != first.prompt_id for other in others):
        raise Refused(_("They answer different prompts."))
    mine = [other for other in others if other.pk != first.pk]
    RoundInput.objects.filter(same_as__in=mine).update(same_as=first)
    RoundInput.objects.filter(pk__in=[other.pk for other in mine]).update(same_as=first)
    for other in mine:
        record("roundinput.put_together", by=by, about=other, first=first.pk)
    for topic in BOTH:
        tell(first.prompt.round_id, topic, {"together": first.pk, "gone": [other.pk for other in mine]})


@transaction.atomic
def show_as_one(rows: Sequence[RoundInput], *, by: Person) -> None:
    """Put the first on the wall with the others as one with it, and publish them all: one decision."""
    if rows:
        show(rows, by=by)
        put_together(rows[0], rows[1:], by=by)


@transaction.atomic
def show_with(rows: Sequence[RoundInput], first: RoundInput, *, by: Person) -> None:
    """Put inputs on the wall as one with another that is there.

    Raises TooLate if that one has been taken away, or is itself one with another by now.
    """
    if first.standing != WallStanding.SHOWN or first.same_as_id:
        raise TooLate(_("It is no longer on the wall. Look again."))
    show(rows, by=by)
    put_together(first, rows, by=by)


@transaction.atomic
def take_apart(row: RoundInput, *, by: Person) -> None:
    """Let an input stand by itself again. Raises TooLate if it already does."""
    if not RoundInput.objects.filter(pk=row.pk, same_as__isnull=False).update(same_as=None):
        raise TooLate(_("It already stands by itself."))
    row.refresh_from_db()
    record("roundinput.taken_apart", by=by, about=row)
    _send(row)


@transaction.atomic
def block(participant: Participant, *, by: Person) -> int:
    """Keep a device off the queue and the wall without telling it; how many inputs left the screens.

    What others sent and is shown as one with its inputs stays.
    """
    blocked = Participant.objects.filter(pk=participant.pk, blocked_at=None).update(blocked_at=timezone.now())
    if not blocked:
        raise TooLate(_("This device is blocked already."))
    rows = list(
        RoundInput.objects.filter(
            participant=participant, standing__in=(WallStanding.QUEUED, WallStanding.SHOWN)
        ).select_related("given", "prompt")
    )
    for row in rows:
        part(row)
    RoundInput.objects.filter(pk__in=[row.pk for row in rows]).update(standing=WallStanding.BLOCKED)
    record("participant.blocked", by=by, about=participant, inputs=len(rows))
    for topic in BOTH:
        tell(participant.round_id, topic, {"gone": [row.pk for row in rows]})
    tell_phones(row.prompt_id for row in rows)
    return len(rows)


@transaction.atomic
def unblock(participant: Participant, *, by: Person) -> None:
    """Take from a device again; what it sent meanwhile comes to the queue. Raises TooLate if it is not blocked."""
    if not Participant.objects.filter(pk=participant.pk, blocked_at__isnull=False).update(blocked_at=None):
        raise TooLate(_("This device is not blocked."))
    rows = list(
        RoundInput.objects.filter(participant=participant, standing=WallStanding.BLOCKED).select_related(
            "given", "prompt"
        )
    )
    RoundInput.objects.filter(pk__in=[row.pk for row in rows]).update(standing=WallStanding.QUEUED)
    record("participant.unblocked", by=by, about=participant, inputs=len(rows))
    for row in rows:
        row.standing = WallStanding.QUEUED
    tell(participant.round_id, Topic.QUEUE, {"new": [row.pk for row in rows]})


def _stand(row: RoundInput, to: WallStanding) -> None:
    moved = RoundInput.objects.filter(pk=row.pk, standing=row.standing).exclude(standing=to)
    if not moved.update(standing=to, decided_at=timezone.now()):
        raise TooLate(_("Another moderator was first."))
    row.standing = to


def _told(rows: Sequence[RoundInput], act: str, *, by: Person) -> None:
    for row in rows:
        record(act, by=by, about=row, given=row.given_id)
    for row in rows:
        _send(row)
    tell_phones(row.prompt_id for row in rows)


def _send(row: RoundInput) -> None:
    """Where an input stands now, to both screens."""
    round_id = row.prompt.round_id
    is_shown = row.standing == WallStanding.SHOWN
    tell(round_id, Topic.WALL, {"new": [row.pk]} if is_shown else {"gone": [row.pk]})
    tell(round_id, Topic.QUEUE, {"moved": [row.pk]})
