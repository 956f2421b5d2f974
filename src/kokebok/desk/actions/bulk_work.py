"""What earlier versions queued of an act on many inputs: its name stands in their queues, so it stays here."""

from __future__ import annotations

from django_tasks import task

from kokebok.desk.bulk.actions.work import work
from kokebok.later.models import WorkQueue


@task(backend="later", queue_name=WorkQueue.HEAVY)
def work_later(*, run_id: int) -> None:
    """Queued by versions before the desk had rooms."""
    work(run_id)
