"""The queues themselves, as huey has them: one for what is soon done, and one for what takes its time.

Letters leave by a thread of their own, and wait for neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from huey.contrib.djhuey import HUEY
from huey.utils import load_class

from kokebok.later.models import WorkQueue

if TYPE_CHECKING:
    from huey.api import Huey


def _beside(name: WorkQueue) -> Huey:
    """A queue like the first, under a name of its own in the same file or the same Redis."""
    taken = {"name", "huey_class", "consumer"}
    how = {key: value for key, value in settings.HUEY.items() if key not in taken}
    return load_class(settings.HUEY["huey_class"])(f"{settings.HUEY['name']}-{name}", **how)


QUEUES: dict[str, Huey] = {WorkQueue.QUICK: HUEY, WorkQueue.HEAVY: _beside(WorkQueue.HEAVY)}
"""All queues, by the names that tasks are written with: `@task(backend="later", queue_name=WorkQueue.HEAVY)`."""
