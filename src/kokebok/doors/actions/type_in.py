"""Type in what came on paper or by telephone."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.doors.models import Arrival
from kokebok.doors.rules import state_of_typed
from kokebok.inputs.actions.send_with_files import send_with_files
from kokebok.inputs.models import Door
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kokebok.doors.targets import Aim
    from kokebok.inputs.actions.send import Said
    from kokebok.inputs.files import CheckedFile
    from kokebok.inputs.models import Input, State
    from kokebok.people.models import Person

TYPED_DOORS = (Door.PAPER, Door.PHONE)


@transaction.atomic
def type_in(
    said: Said,
    *,
    aim: Aim,
    door: Door,
    by: Person,
    received_on: date | None = None,
    state: State | None = None,
    files: Iterable[CheckedFile] = (),
) -> Input:
    """Receive what somebody said on paper or by telephone, typed in by `by`, with the day it came (today if None).

    It is open at once when `by` may approve inputs, and waits otherwise, unless `state` says it. The same form twice is
    one input.
    Raises Refused as `send` does, and for a day that has not been.
    """
    assert door in TYPED_DOORS
    received_at = _moment(received_on)
    state = state or state_of_typed(by)
    given = send_with_files(
        said,
        files,
        attached_by=by,
        paragraph=aim.paragraph,
        page=aim.page,
        door=door,
        by=by,
        state=state,
        received_at=received_at,
        is_read=True,
    )
    _arrival, is_new = Arrival.objects.get_or_create(given=given, defaults={"by": by})
    if is_new:
        record("input.typed_in", by=by, about=given, door=door, state=state)
    return given


def _moment(day: date | None) -> datetime | None:
    """Noon on the day; None for today, which is now."""
    today = timezone.localdate()
    if day is None or day == today:
        return None
    if day > today:
        raise Refused(_("That day has not been yet. Write the day it came."))
    return timezone.make_aware(datetime.combine(day, time(12)))
