"""Keep what somebody wrote for an input that another had just settled."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.desk.models import UnusedText
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


@transaction.atomic
def keep_unused(given: Input, fields: Mapping[str, str], *, by: Person) -> UnusedText | None:
    """Keep the words, by name of field; None if there are none. The same words by the same person are kept once."""
    written = {name: words.strip() for name, words in fields.items() if words.strip()}
    if not written:
        return None
    digest = hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()
    kept, is_new = UnusedText.objects.get_or_create(
        given=given, by=by, digest=digest, defaults={"fields": written}
    )
    if is_new:
        record("input.unused_text_kept", by=by, about=given)
    return kept
