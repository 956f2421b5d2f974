"""When what anyone may read was last changed, as far as one can be sure of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kokebok.book.queries import newest_act
from kokebok.journal.models import Entry

SETTLED = timedelta(minutes=1)
"""Whatever has a line so old is committed, and its second is over (RFC 9110, 8.8.2.2)."""


def last_changed() -> int | None:
    """The second, in Unix time, of the newest line that acts leave, ours and those of the page editor.

    None while it is too new to be sure that nothing else belongs to the same second: then only the words can tell.
    Nothing that is answered depends on what time it is, so nothing changes without a line. Three queries.
    """
    ours = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    theirs = newest_act()
    known = [at for at in (ours, theirs) if at is not None]
    if not known or max(known) > timezone.now() - SETTLED:
        return None
    return int(max(known).timestamp())
