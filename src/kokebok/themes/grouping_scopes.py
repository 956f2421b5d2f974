"""The inputs that a grouping is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from kokebok.inputs.models import Input
from kokebok.themes.models import SORTABLE, GroupingScope, InputTheme

if TYPE_CHECKING:
    from django.db.models import QuerySet


def inputs_in(scope: GroupingScope, *, door: str = "", page_id: int | None = None) -> QuerySet[Input]:
    """The inputs in a scope as they are now: never those refused or taken back."""
    inputs: QuerySet[Input] = Input.objects.filter(state__in=SORTABLE)
    if scope == GroupingScope.UNSETTLED:
        inputs = Input.objects.unsettled()
    elif scope == GroupingScope.PUBLIC:
        inputs = Input.objects.readable()
    else:
        inputs = inputs.filter(~InputTheme.objects.has_any(), no_theme=None)
    if door:
        inputs = inputs.filter(door=door)
    if page_id:
        inputs = inputs.filter(Q(page_id=page_id) | Q(paragraph__page_id=page_id))
    return inputs
