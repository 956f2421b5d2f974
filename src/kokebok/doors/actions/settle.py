"""Settle a file that was looked at: it is taken in, or let lie, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.doors.models import FileState
from kokebok.inputs.rules import TooLate

if TYPE_CHECKING:
    from kokebok.doors.models import LookedAtFile


@transaction.atomic
def settle(file: LookedAtFile, to: FileState) -> None:
    """Note what became of a file, in the act that does it. Raises TooLate once it is taken in or let lie."""
    waiting = type(file).objects.filter(pk=file.pk, state=FileState.LOOKED_AT)
    if not waiting.update(state=to, settled_at=timezone.now()):
        raise TooLate(_("The file is settled already."))
