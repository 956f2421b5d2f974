"""Say that a version is up to date with another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.versions.actions.tie import hold_both
from kokebok.versions.models import InStep
from kokebok.versions.queries import version_of
from kokebok.versions.rules import NotTied

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.people.models import Person


@transaction.atomic
def mark_in_step(page: Any, other: Any, *, by: Person, seen: datetime | None = None) -> None:
    """Say that a page says what the other says, as the other stood at the moment `seen` (now if not given).

    What was changed in the other after that still counts; of the page itself, what is changed from now on. Raises
    NotTied.
    """
    hold_both(page, other)
    mine, theirs = version_of(page), version_of(other)
    if mine is None or theirs is None or mine.tie_id != theirs.tie_id or mine.pk == theirs.pk:
        raise NotTied(_("The two pages are no longer versions of one text."))
    now = timezone.now()
    moments = {"at": min(seen or now, now), "own_at": now}
    InStep.objects.update_or_create(version=mine, other=theirs, defaults={**moments, "by": by})
    record("version.in_step", by=by, about=page, title=page.title, other=other.title)
