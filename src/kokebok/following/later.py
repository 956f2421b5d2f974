"""What happens by the clock."""

from __future__ import annotations

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from kokebok.following.actions.change import purge
from kokebok.following.actions.send_digests import send_digests
from kokebok.following.actions.tell_open_senders import tell_of_new_meanings


@db_periodic_task(crontab(minute="15"))  # type: ignore[untyped-decorator]
def every_hour() -> None:
    """Send the letters that are due. They are due in the morning; the other hours are for what went wrong then."""
    send_digests()


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def every_ten_minutes() -> None:
    """Tell senders that the text they wrote about has changed."""
    tell_of_new_meanings()


@db_periodic_task(crontab(minute="45", hour="3"))  # type: ignore[untyped-decorator]
def every_night() -> None:
    """Erase addresses that nobody has confirmed."""
    purge()
