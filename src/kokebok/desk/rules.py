"""Who may do what at the desk, and what a decision must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.desk.models import NEEDS_REASON, OUTCOMES, Outcome, TextAfter
from kokebok.inputs.kinds import KINDS, Kind
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by, has_role

if TYPE_CHECKING:
    from kokebok.desk.models import Assignment
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

ADMINISTRATOR, EDITOR, MODERATOR = RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR

MAY: Table = {
    "desk.read": (ADMINISTRATOR, EDITOR, MODERATOR, RoleName.RESOURCE, RoleName.HOST),
    "desk.approve": (ADMINISTRATOR, EDITOR, MODERATOR),
    "desk.answer": (ADMINISTRATOR, EDITOR),
    "desk.assign": (ADMINISTRATOR, EDITOR, MODERATOR),
    "journal.read": (ADMINISTRATOR, EDITOR, MODERATOR, RoleName.LOG_READER),
    "edition.freeze": (ADMINISTRATOR, EDITOR),
    "dispatch.send": (ADMINISTRATOR, EDITOR),
}
may = allowed_by(MAY)


def require_reason(outcome: Outcome, reason: str) -> None:
    """Raise Refused where the decision owes a reason and has none."""
    if outcome in NEEDS_REASON and not reason.strip():
        raise Refused(_("Give a reason: the sender and everyone else will read it."))


def require_reply(kind: str, reply: str) -> None:
    """Raise Refused where an input of a kind that is owed an answer in words would be left without."""
    owed = KINDS[Kind(kind)].reply_owed
    if owed and not reply.strip():
        raise Refused(str(owed))


def require_what_changed(outcome: Outcome, reply: str, reason: str) -> None:
    """Raise Refused where a decision must say what was changed, and neither the answer nor the reason does.

    It is asked where the text is not changed by the answer, which would show it.
    """
    if OUTCOMES[outcome].needs_what_changed and not (reply.strip() or reason.strip()):
        raise Refused(_("Say what was changed, or why: the text itself does not show it."))


def require_honest_text(outcome: Outcome, *, before: str, after: str, suggestion: str) -> None:
    """Raise Refused where the decision says one thing of the text and the new text another.

    `before` and `after` are the paragraph's whole text, `suggestion` the sender's words ("" if there are none).
    """
    if same_words(before, after):
        return
    wanted = OUTCOMES[outcome].text_after
    if wanted == TextAfter.AS_BEFORE:
        raise Refused(
            _(
                "The decision says that the text stays as it is, but the new text is another. Choose one of them."
            )
        )
    if suggestion and wanted == TextAfter.SENDERS_WORDS and not same_words(after, suggestion):
        raise Refused(
            _(
                "The new text is not the sender's own words. Choose “Taken in with changes” or “Partly taken in”."
            )
        )
    if suggestion and wanted == TextAfter.OTHER_WORDS and same_words(after, suggestion):
        raise Refused(
            _("The new text is exactly the sender's words. Choose “Taken in”, or change the new text.")
        )


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words, whatever the space between them."""
    return one.split() == other.split()


def require_can_be_given(to: Person | None, given: Input) -> None:
    """Raise Refused if an input is to be given to somebody who may not read it. None is the resource group."""
    if to is not None and not may(to, "desk.read"):
        raise Refused(_("%(name)s may not read inputs at the desk.") % {"name": to.name})
    sees_all = to is not None and may(to, "desk.approve")
    if not given.is_readable and not sees_all:
        raise Refused(_("Publish the input first: until then only editors and moderators may read it."))


def may_take(assignment: Assignment | None, *, by: Person) -> bool:
    """Whether somebody may make an input their own: the resource group takes what the group has got."""
    return may(by, "desk.assign") or _is_of_group(assignment, by)


def may_hand_back(assignment: Assignment, *, by: Person) -> bool:
    """Whether an input is somebody's to hand back."""
    return may(by, "desk.assign") or assignment.to_id == by.pk or _is_of_group(assignment, by)


def _is_of_group(assignment: Assignment | None, person: Person) -> bool:
    return assignment is not None and assignment.to_group and has_role(person, RoleName.RESOURCE)


def require_may_take(assignment: Assignment | None, *, by: Person) -> None:
    """Raise Refused if somebody may not make an input their own."""
    if not may_take(assignment, by=by):
        raise Refused(_("Only the editors and the moderators may take over an input."))


def require_may_hand_back(assignment: Assignment, *, by: Person) -> None:
    """Raise Refused if an input is not somebody's to hand back."""
    if not may_hand_back(assignment, by=by):
        raise Refused(_("This input is not yours to hand back."))
