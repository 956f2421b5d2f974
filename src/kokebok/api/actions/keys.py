"""Make a key for a program, and revoke it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.api.keys_queries import hash_of
from kokebok.api.models import ApiKey
from kokebok.api.rules import MadeAlready, RevokedAlready, require_may
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    import uuid

    from kokebok.people.models import Person

PREFIX = "kokebok_"
"""What every key begins with, so that one that is left lying somewhere is known for what it is."""
SHOWN = 12  # letters


def make_key(*, name: str, ticket: uuid.UUID, by: Person) -> tuple[ApiKey, str]:
    """A key with the words it is shown by, kept nowhere. Raises Refused, and MadeAlready for a second press."""
    require_may(by, "api.keys")
    said = PREFIX + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            key = ApiKey.objects.create(
                name=name, begins=said[:SHOWN], sha256=hash_of(said), ticket=ticket, made_by=by
            )
            record("key.made", by=by, about=key, name=name)
    except IntegrityError as twice:
        raise MadeAlready(
            _("The key is made already, and was shown once. If nobody kept it, revoke it and make a new one.")
        ) from twice
    return key, said


@transaction.atomic
def revoke_key(key: ApiKey, *, by: Person) -> None:
    """Let nothing more be given by a key. Raises Refused, and RevokedAlready."""
    require_may(by, "api.keys")
    still = ApiKey.objects.filter(pk=key.pk, revoked_at=None)
    if not still.update(revoked_at=timezone.now(), revoked_by=by):
        raise RevokedAlready(_("The key is revoked already."))
    record("key.revoked", by=by, about=key, name=key.name)
