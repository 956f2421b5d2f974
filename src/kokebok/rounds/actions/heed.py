"""What the screens of a round do when an input is withdrawn, refused, published, or says something else than before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.later.queueing import after_commit
from kokebok.rounds.actions.part import hand_over
from kokebok.rounds.actions.tell import tell, tell_phones
from kokebok.rounds.models import RoundInput, Topic

if TYPE_CHECKING:
    from kokebok.inputs.models import Input


def heed(given: Input) -> None:
    """Let walls and phones draw anew what they show of an input. Nothing for one that came in no round.

    Named in AFTER_WORDS_CHANGE. The screens are told after the commit, in a transaction of their own: events have an
    order that is held by a lock, and an act on many inputs must not hold it while it waits for the next one. Should
    the process die in between, a screen finds out when it looks by itself, once a minute.
    """
    row = RoundInput.objects.select_related("prompt").filter(given=given.pk).first()
    if row is None:
        return
    if not given.is_readable:
        hand_over(row)
    after_commit(partial(_tell, row))


@transaction.atomic
def _tell(row: RoundInput) -> None:
    for topic in (Topic.WALL, Topic.QUEUE):
        tell(row.prompt.round_id, topic, {"moved": [row.pk]})
    tell_phones([row.prompt_id])
