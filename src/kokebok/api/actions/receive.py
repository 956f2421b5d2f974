"""Receive an input that a program gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kokebok.api.models import ApiKey, KeyedInput
from kokebok.api.receipts_queries import FIRST_SAID, receipt_data
from kokebok.api.rules import RevokedAlready
from kokebok.inputs.actions.send_with_files import send_with_files
from kokebok.inputs.models import Door

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.inputs.actions.send import Said
    from kokebok.inputs.files import CheckedFile
    from kokebok.inputs.queries import Target


@transaction.atomic
def receive_by_key(
    said: Said, files: Iterable[CheckedFile] = (), *, about: Target, key: ApiKey, sender: str
) -> KeyedInput:
    """The input, as the form makes it, with its files: the same again for a second send of the same.

    `sender` is the pseudonym of the person, "" for unknown: the first from each waits for approval. The key is limited
    as a network is. What the first send is answered is kept, but for the words. Raises what `send_with_files` raises,
    and RevokedAlready.
    """
    held = ApiKey.objects.select_for_update().filter(pk=key.pk, revoked_at=None).first()
    if held is None:
        raise RevokedAlready(_("The key is revoked already."))
    given = send_with_files(
        said,
        files,
        paragraph=about.paragraph,
        page=about.page,
        wording=about.wording,
        sender=sender,
        network=f"key {held.pk}",
        door=Door.API,
        program=held.name,
    )
    keyed, is_new = KeyedInput.objects.get_or_create(given=given, defaults={"key": held})
    if is_new:
        keyed.answered = receipt_data(given).model_dump(mode="json", include=FIRST_SAID)
        keyed.save(update_fields=["answered"])
    if held.last_used_on != localdate():
        ApiKey.objects.filter(pk=held.pk).update(last_used_on=localdate())
    return keyed
