"""Who may ask for a reading, take part in one, and let its remarks out; and what a verdict must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.inputs.models import LONGEST_TEXT
from kokebok.inputs.rules import TooLate
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by
from kokebok.review.models import Says

if TYPE_CHECKING:
    from kokebok.people.models import Person
    from kokebok.review.models import DraftPage, Reading

ADMINISTRATOR, EDITOR = RoleName.ADMINISTRATOR, RoleName.EDITOR

MAY: Table = {
    "review.read": (RoleName.RESOURCE,),
    "review.give": (ADMINISTRATOR, EDITOR),
    "review.see": (ADMINISTRATOR, EDITOR),
    "review.release": (ADMINISTRATOR, EDITOR),
    "review.word_out": (ADMINISTRATOR, EDITOR),
    "review.word_in": (ADMINISTRATOR, EDITOR),
}
may = allowed_by(MAY)


class ReadingClosed(TooLate):
    """The editors have closed the reading."""


class Published(TooLate):
    """The draft is published, and what was said of it is with the editors as inputs."""


def require_may(person: Person, act: str) -> None:
    """Raise Refused if a person has no role that this act asks for."""
    if not may(person, act):
        raise Refused(_("You do not have the role this needs."))


def require_open(reading: Reading) -> None:
    """Raise ReadingClosed if a reading takes no more verdicts."""
    if reading.closed_at is not None:
        raise ReadingClosed(_("This reading is closed, so nothing more can be said in it."))


def require_unpublished(draft: DraftPage) -> None:
    """Raise Published if a draft has become a page that everybody reads."""
    if draft.live_at is not None:
        raise Published(_("This page is published now, so nothing more can be said of the draft."))


def require_words(says: Says, text: str) -> None:
    """Raise Refused where a verdict owes words and has none, or has more than there is room for."""
    if says == Says.OBJECT and not text:
        raise Refused(_("Say why you object: the editors need it to find other words."))
    if says == Says.COMMENT and not text:
        raise Refused(_("Write your comment."))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("There is room for %(limit)s characters.") % {"limit": LONGEST_TEXT})
