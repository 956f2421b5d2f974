"""Who may see how it goes with work in the background, and set it going again."""

from __future__ import annotations

from datetime import timedelta

from kokebok.later.models import WorkQueue
from kokebok.people.models import RoleName
from kokebok.people.rules import Table, allowed_by

MAY: Table = {"later.look": (RoleName.ADMINISTRATOR,)}
may = allowed_by(MAY)

WAITED_TOO_LONG = {WorkQueue.QUICK: timedelta(minutes=10), WorkQueue.HEAVY: timedelta(hours=1)}
"""For what nothing holds back but the tasks before it."""
AT_IT_TOO_LONG = timedelta(minutes=15)  # for a sweep; none takes a tenth of it
FAILED_OFTEN = 3  # in a row: a single failure is often over by the next time
