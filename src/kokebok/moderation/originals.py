"""What a sender wrote before a part was removed, and what is removed of it now."""

from __future__ import annotations

from kokebok.lib.redacting import TextPart
from kokebok.moderation.models import Original, Removal


def standing_parts(original: Original, field: str) -> list[TextPart]:
    """What is removed from a field now."""
    rows = Removal.objects.filter(ruling__given=original.given_id, ruling__lifted_at=None, field=field)
    return [
        TextPart(start, end, mark) for start, end, mark in rows.values_list("start", "end", "ruling__mark")
    ]
