"""Whether letters reach anybody, for pages that say that one is on its way."""

from __future__ import annotations

from django import template

from kokebok.letters import rules

register = template.Library()


@register.simple_tag
def reach_nobody() -> bool:
    """Whether no letter can be sent from here."""
    return rules.reach_nobody()
