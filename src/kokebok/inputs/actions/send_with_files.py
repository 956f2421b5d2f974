"""Receive an input together with its files: both, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.db import transaction

from kokebok.inputs.actions.attach import attach
from kokebok.inputs.actions.send import Said, send

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.inputs.actions.send import About
    from kokebok.inputs.files import CheckedFile
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


@transaction.atomic
def send_with_files(
    said: Said, files: Iterable[CheckedFile], *, attached_by: Person | None = None, **about: Unpack[About]
) -> Input:
    """Receive an input as `send` does, with its files. A second send of the same form adds nothing.

    `attached_by` is who put the files there; None for the sender. Raises what `send` raises, and UnfitFile.
    """
    given = send(said, **about)
    for file in files:
        attach(given, file, by=attached_by)
    return given
