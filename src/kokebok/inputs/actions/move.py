"""The one way an input changes state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.actions.after import after_words_change
from kokebok.inputs.models import UNSETTLED, Input, State
from kokebok.inputs.rules import MOVES, TooLate
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.people.models import Person


def move(given: Input, to: State, *, by: Person | None, **fields: Any) -> Input:
    """Move an input from the state the caller saw to another, with a line in the journal.

    Raises TooLate if it is no longer in that state, or may not go there. Call it inside the act's transaction.
    """
    seen = State(given.state)
    if to not in MOVES[seen]:
        raise TooLate(_("This input is “%(state)s” and cannot become that.") % {"state": seen.label})
    changes = {"state": to, "settled_at": None if to in UNSETTLED else timezone.now(), **fields}
    if not Input.objects.filter(pk=given.pk, state=seen).update(**changes):
        raise TooLate(_("Somebody else was first: this input has already been handled."))
    given.refresh_from_db()
    if given.is_readable != seen.is_readable:
        after_words_change(given)
    record(
        f"input.{to}", by=by, about=given, was=seen, **{k: v for k, v in fields.items() if isinstance(v, str)}
    )
    return given
