"""Type in what somebody wrote on paper in the room, under the prompt it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.doors.actions.type_in import type_in
from kokebok.doors.rules import state_of_typed
from kokebok.doors.targets import Aim
from kokebok.inputs.models import Door, State
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.rounds.actions.tell import tell
from kokebok.rounds.models import WRITTEN, RoundInput, RoundState, Topic, WallStanding
from kokebok.rounds.rules import TooLateForRound, stops_at

if TYPE_CHECKING:
    from kokebok.inputs.actions.send import Said
    from kokebok.people.models import Person
    from kokebok.rounds.models import Prompt


@transaction.atomic
def write_in(prompt: Prompt, said: Said, *, by: Person, table: str = "") -> RoundInput:
    """Receive an answer on paper. The same form twice is one input.

    It is on the wall at once where `by` may let inputs out and no word on the round's list stops it; otherwise it waits
    in the queue. It can be typed in as long after the round as one likes. Raises Refused for a prompt that is answered
    by choosing, and as type_in does; TooLateForRound before the round has begun.
    """
    if prompt.kind not in WRITTEN:
        raise Refused(_("This question is answered by choosing."))
    if prompt.round.state == RoundState.DRAFT:
        raise TooLateForRound(_("The round has not begun."))
    held = stops_at(said.text, prompt.round.words)
    state = State.WAITING if held else state_of_typed(by)
    given = type_in(said, aim=Aim(paragraph=prompt.paragraph), door=Door.PAPER, by=by, state=state)
    row, is_new = RoundInput.objects.get_or_create(
        given=given,
        defaults={
            "prompt": prompt,
            "standing": WallStanding.SHOWN if state == State.OPEN else WallStanding.QUEUED,
            "held_for": held,
            "table": table,
        },
    )
    if is_new:
        record("roundinput.typed_in", by=by, about=row, given=given.pk, prompt=prompt.pk)
        tell(prompt.round_id, Topic.QUEUE, {"new": [row.pk]})
        if row.standing == WallStanding.SHOWN:
            tell(prompt.round_id, Topic.WALL, {"new": [row.pk]})
    return row
