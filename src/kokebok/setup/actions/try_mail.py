"""Send a letter to see whether letters arrive."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post

if TYPE_CHECKING:
    from kokebok.people.models import Person

OF_USE_FOR = timedelta(hours=1)


@transaction.atomic
def try_mail(*, to: str, by: Person) -> str:
    """Post a test letter by the same road as all letters; the key by which one can ask how it fares."""
    key = f"setup.test:{uuid.uuid4().hex}"
    post(
        key=key,
        to=to,
        subject=_("A letter to try whether letters arrive"),
        text=_("This letter was sent to see whether letters from here arrive. It has. You need do nothing.")
        + "\n",
        of_use_for=OF_USE_FOR,
    )
    record("settings.letter_tried", by=by)
    return key
