"""What pages of other apps need of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import template

from kokebok.desk.inbox.keys import keys_of
from kokebok.desk.models import OUTCOMES, Outcome

if TYPE_CHECKING:
    from kokebok.desk.inbox.keys import KeysShown

register = template.Library()


@register.simple_tag(takes_context=True)
def own_keys(context: Mapping[str, Any]) -> KeysShown:
    """The keys of whoever is signed in."""
    return keys_of(context["request"].user)


@register.filter
def decision_label(outcome: str) -> str:
    """A decision in words."""
    return str(Outcome(outcome).label)


@register.filter
def decision_tone(outcome: str) -> str:
    """The colour of a decision's tag."""
    return OUTCOMES[Outcome(outcome)].tone
