"""Files with inputs: putting one with an input, letting it out to readers, and taking away those nobody has."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.files import ORPHAN_AFTER, CheckedFile, file_of, unowned
from kokebok.inputs.models import Attachment, Input
from kokebok.inputs.rules import TooLate, UnfitFile
from kokebok.journal.actions.record import record
from kokebok.web.stored import sweep_half_written

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def attach(given: Input, file: CheckedFile, *, by: Person | None) -> Attachment:
    """Put a file that `files.keep` has taken with an input. The same file a second time is the first one.

    `by` is who put it there; None for the sender. Raises UnfitFile when the input has as many files as it may,
    or the file has been away too long.
    """
    Input.objects.select_for_update().get(pk=given.pk)  # two at once are counted one after the other
    already = Attachment.objects.filter(given=given, sha256=file.sha256).first()
    if already is not None:
        return already
    if Attachment.objects.filter(given=given).count() >= settings.ATTACHMENTS_AN_INPUT:
        raise UnfitFile(
            _("There is room for %(most)s files with an input.") % {"most": settings.ATTACHMENTS_AN_INPUT}
        )
    if not file_of(file.sha256).freshen():
        raise UnfitFile(_("“%(name)s” was chosen too long ago. Choose it again.") % {"name": file.name})
    attached = Attachment.objects.create(
        given=given, name=file.name, sort=file.sort, size=file.size, sha256=file.sha256, by=by
    )
    record("attachment.added", by=by, about=given, file=attached.pk, sha256=file.sha256, size=file.size)
    return attached


@transaction.atomic
def let_out(attached: Attachment, *, by: Person) -> Attachment:
    """Let anyone fetch a file, when its input is public too. Raises TooLate if somebody else has done it."""
    moved = Attachment.objects.filter(pk=attached.pk, let_out_at=None).update(
        let_out_at=timezone.now(), let_out_by=by
    )
    if not moved:
        raise TooLate(_("The file is let out already."))
    record("attachment.let_out", by=by, about=attached.given, file=attached.pk)
    attached.refresh_from_db()
    return attached


@transaction.atomic
def take_back(attached: Attachment, *, by: Person) -> Attachment:
    """Let nobody but its sender and the desk fetch a file. Raises TooLate if somebody else has done it."""
    moved = Attachment.objects.filter(pk=attached.pk, let_out_at__isnull=False).update(
        let_out_at=None, let_out_by=None
    )
    if not moved:
        raise TooLate(_("The file is not let out."))
    record("attachment.taken_back", by=by, about=attached.given, file=attached.pk)
    attached.refresh_from_db()
    return attached


def sweep_files() -> int:
    """Take away the files that have belonged to no input for two days; how many. May run any number of times."""
    limit = time.time() - ORPHAN_AFTER
    owned = set(Attachment.objects.values_list("sha256", flat=True).distinct())
    half_written = sweep_half_written("attachments", limit)
    return half_written + sum(file.remove_old(limit) for file in unowned(limit, owned))
