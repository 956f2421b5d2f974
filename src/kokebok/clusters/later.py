"""What happens by the clock."""

from __future__ import annotations

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from kokebok.clusters.actions.compare import catch_up, look_again


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def every_minute() -> None:
    """Compare the inputs that have come in. An input that is opened sooner is compared then."""
    catch_up()


@db_periodic_task(crontab(minute="20", hour="4"))  # type: ignore[untyped-decorator]
def every_night() -> None:
    """Look again at those whose words have been changed by others than their senders, or that have moved."""
    look_again()
