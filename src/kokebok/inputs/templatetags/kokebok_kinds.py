"""What pages say of the kind of an input."""

from __future__ import annotations

from django import template

from kokebok.inputs.kinds import KINDS, Kind

register = template.Library()


@register.filter
def kind_label(kind: str) -> str:
    """A kind in words."""
    return str(Kind(kind).label)


@register.filter
def kind_tone(kind: str) -> str:
    """The colour of a kind's tag; "" for one that stands in plain words."""
    return KINDS[Kind(kind)].tone
