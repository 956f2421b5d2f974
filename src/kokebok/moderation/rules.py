"""Who may do what with what cannot be published, and what must be there first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, TextField, Value
from django.utils.translation import gettext as _
from django.utils.translation import override

from kokebok.inputs.models import State
from kokebok.moderation.models import Reason, Review, Ruling
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

ADMINISTRATOR, EDITOR, MODERATOR = RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR

MAY: Table = {
    "moderation.rule": (ADMINISTRATOR, EDITOR, MODERATOR),
    "moderation.see_original": (ADMINISTRATOR, MODERATOR),
    "moderation.read_log": (ADMINISTRATOR, EDITOR, MODERATOR, RoleName.LOG_READER),
    "moderation.keep_reasons": (ADMINISTRATOR, EDITOR, MODERATOR),
}
may = allowed_by(MAY)
CAN_BE_REDACTED = (State.WAITING, State.OPEN, State.ANSWERED)


@dataclass(frozen=True)
class Grounds:
    """Why something cannot be published: a reason from the list, own words, or both."""

    reason: Reason | None = None
    words: str = ""


class NoReasons(Refused):
    """There is no list of reasons yet."""


class NotOneself(Refused):
    """A review is for somebody else than the one who decided."""


def require_reasons() -> None:
    """Raise NoReasons where there is no list of reasons that people can read before they write.

    For acts that invite input: a call or a round does not open before it is said what cannot be published.
    """
    if not Reason.objects.in_use().exists():
        raise NoReasons(
            _(
                "There is no list of reasons for not publishing an input. "
                "Make one at the desk, under Moderation, before you open: people must be able to read it first."
            )
        )


def require_grounds(grounds: Grounds) -> None:
    """Raise Refused unless the grounds hold a reason from the list; own words alone do while there is no list."""
    if grounds.reason is not None:
        if grounds.reason.retired_at is not None:
            raise Refused(_("That reason is no longer in use. Choose another."))
        return
    if Reason.objects.in_use().exists():
        raise Refused(_("Choose a reason from the list."))
    if not grounds.words.strip():
        raise Refused(_("Write why it cannot be published: the sender will read it."))


def require_no_review_waits(ruling: Ruling) -> None:
    """Raise Refused while the sender waits for a second opinion on the ruling: only that settles it then."""
    if Review.objects.waiting().filter(ruling=ruling).exists():
        raise Refused(
            _("The sender has asked for somebody else to look at this. Answer that under Moderation.")
        )


def may_be_reviewed(ruling: Ruling) -> bool:
    """Whether the sender may ask for a review: the ruling stands, and nobody has asked before."""
    return ruling.lifted_at is None and not hasattr(ruling, "review")


def mark_for(grounds: Grounds, language: str) -> str:
    """What is read in the place of a removed part, in the language its sender is written to in."""
    title = grounds.reason.title_in(language) if grounds.reason else " ".join(grounds.words.split())
    with override(language):
        return _("[removed: %(reason)s]") % {"reason": title[:1].lower() + title[1:]}


def require_no_mark(new_text: str) -> None:
    """Raise Refused for a text of the book with the mark of a removed part, as a suggestion taken in whole has."""
    marks = Ruling.objects.standing().exclude(mark="").annotate(new_text=Value(new_text, TextField()))
    if marks.filter(new_text__contains=F("mark")).exists():
        raise Refused(
            _(
                "The new text has the mark of a part that was removed from the input. Write it without the mark."
            )
        )
