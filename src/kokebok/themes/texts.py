"""What the machine reads of an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.lib.worker import meaning_is_here
from kokebok.themes.models import Method

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.inputs.models import Input


def method_here() -> Method:
    """The best method that is installed."""
    return Method.MEANING if meaning_is_here() else Method.NGRAMS


def texts_of(inputs: QuerySet[Input]) -> dict[int, str]:
    """The words of inputs, by their keys: what was said, and what was suggested."""
    rows = inputs.order_by("pk").values_list("pk", "text", "suggestion")
    return {key: "\n".join(part for part in (text, suggestion) if part) for key, text, suggestion in rows}
