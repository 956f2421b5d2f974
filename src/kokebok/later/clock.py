"""When what is done by the clock is due. Pure: no database, and no clock but the moment one gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Nightly:
    """Once a day, at this time of the clock on the wall.

    Not between two and three: that hour is not there one night in spring, and comes twice one night in autumn.
    """

    hour: int
    minute: int


@dataclass(frozen=True)
class Sweep:
    """Something done by the clock: it finds in the database what is to be done, and may run any number of times.

    `what` is what it is called at the desk, `call` the function. One `at_start` is also done before the queue is
    opened, and takes `alone`: whether no other process can be at work, so that all that is begun is lost.
    """

    name: str
    what: str | Promise
    call: str
    every: timedelta | Nightly = MINUTE
    at_start: bool = False

    @property
    def period(self) -> timedelta:
        """How long there is between two runs, at the least."""
        return DAY if isinstance(self.every, Nightly) else self.every

    def after(self, moment: datetime) -> datetime:
        """When it is due next, after `moment`, which has the place's own time zone; the answer has it too."""
        if isinstance(self.every, timedelta):
            return moment + self.every
        at = time(self.every.hour, self.every.minute, tzinfo=moment.tzinfo)
        today = datetime.combine(moment.date(), at)
        # By the date, not by adding 24 hours: two nights a year are an hour shorter or longer.
        return today if today > moment else datetime.combine(moment.date() + DAY, at)
