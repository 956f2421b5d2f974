"""What happens at the desk by the clock."""

from __future__ import annotations

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from kokebok.desk.actions.bulk_work import pick_up_runs
from kokebok.desk.actions.draft import purge_drafts
from kokebok.desk.actions.letters import send_due_letters


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def every_minute() -> None:
    """Go on with what a server that died left half done, and send the letters whose answers have rested."""
    pick_up_runs()
    send_due_letters()


@db_periodic_task(crontab(minute="50", hour="3"))  # type: ignore[untyped-decorator]
def every_night() -> None:
    """Erase what was begun on inputs that were settled long ago."""
    purge_drafts()
