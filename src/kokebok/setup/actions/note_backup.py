"""Note that a backup was taken, or that those who run the server take them in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.journal.actions.record import record
from kokebok.setup.models import BackupNote
from kokebok.setup.rules import require_may

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def note_backup(
    *, by: Person | None, is_verified: bool = False, known_missing: int = 0, missing: int = 0
) -> BackupNote:
    """A backup was taken just now (`by` is None, from the command), and looked through if it is verified; or somebody
    answers for another way. `known_missing` files are lost for good, and `missing` others were not there."""
    if by is not None:
        require_may(by, "setup.change")
    noted = BackupNote.objects.create(
        by=by, is_verified=is_verified, known_missing=known_missing, missing=missing
    )
    record("backup.answered_for" if by else "backup.taken", by=by, about=noted)
    return noted
