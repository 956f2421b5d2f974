"""Set how long what tells of people is kept: the periods of inputs, and those of the apps above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.inputs.actions.forget_senders import ForgetPeriods, set_periods
from kokebok.setup.more_periods import more_periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@transaction.atomic
def keep_for(of_inputs: ForgetPeriods, more: Mapping[str, int | None], *, by: Person) -> bool:
    """Set all periods, those of `more` by their names; whether anything was new."""
    was_new = [set_periods(of_inputs, by=by)]
    was_new += [one.keep(more[one.name], by) for one in more_periods()]
    return any(was_new)
