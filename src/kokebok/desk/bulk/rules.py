"""What may be done with many inputs at once, and which must be left out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kokebok.desk.holding.actions.hold import why_settled
from kokebok.desk.models import KEEPS_TEXT, BulkAct, HeldAnswer, Outcome
from kokebok.desk.replies.placeholders import require_known
from kokebok.desk.rules import require_reason
from kokebok.inputs.kinds import KINDS, Kind
from kokebok.inputs.models import UNSETTLED, Input, State
from kokebok.people.rules import Refused


@dataclass(frozen=True)
class BulkAnswer:
    """What is done with each. The reply may have placeholders, filled in for each input."""

    act: BulkAct
    outcome: str = ""
    reply: str = ""
    reason: str = ""


def require_sense(same: BulkAnswer) -> None:
    """Raise Refused where no input could be treated like this: a decision or its reason is missing, or a wrong word."""
    if same.act == BulkAct.PUBLISH:
        return
    if not same.outcome:
        raise Refused(_("Choose a decision."))
    require_reason(Outcome(same.outcome), same.reason)
    require_known(same.reply)


def why_not(given: Input, same: BulkAnswer) -> str:
    """Why this input must be left out; "" if it can be treated like the others. Without a query if all is fetched."""
    if same.act == BulkAct.PUBLISH:
        return "" if given.state == State.WAITING else _("It does not wait to be published.")
    if given.state not in UNSETTLED:
        return why_settled(given)
    held: HeldAnswer | None = getattr(given, "held_answer", None)
    if held is not None:
        return _("%(who)s holds an answer to it back.") % {"who": held.by.name}
    owed = KINDS[Kind(given.kind)].reply_owed
    if owed and not same.reply.strip():
        return str(owed)
    if given.suggestion and same.outcome and same.outcome not in KEEPS_TEXT:
        return _("A suggested wording is taken in from its own page, where the text is changed.")
    return ""
