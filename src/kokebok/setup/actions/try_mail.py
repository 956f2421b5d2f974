"""Send a letter to see whether letters arrive."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.book.queries import the_cookbook
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post
from kokebok.letters.writing import with_foot

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
        subject=_("An e-mail to try whether e-mails arrive"),
        text=with_foot(
            _("This e-mail was sent to see whether e-mails from here arrive. It has. You need do nothing."),
            the_cookbook(),
        ),
        of_use_for=OF_USE_FOR,
    )
    record("settings.letter_tried", by=by)
    return key
