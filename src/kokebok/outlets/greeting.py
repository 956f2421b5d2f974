"""How a letter greets who gets it: a person by name, a body as one writes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokebok.outlets.opting_out import is_person
from kokebok.outlets.recipients import Recipient

if TYPE_CHECKING:
    from kokebok.outlets.models import Delivery

MUNICIPAL = ("kommune", "herad")  # what a municipality calls itself, last in its name


def is_a_person(one: Recipient | Delivery) -> bool:
    """Whether a recipient is a person, on a list or of a letter."""
    return is_person(one.kind, one.email) if isinstance(one, Recipient) else one.is_person


def greeting_to(one: Recipient | Delivery) -> str:
    """The greeting in the language that is spoken; without a name where there is none."""
    if not one.name:
        return _("Hello,")
    if is_a_person(one):
        return _("Hello %(name)s,") % {"name": one.name}
    return _("To %(name)s") % {"name": _whole_name(one)}


def _whole_name(one: Recipient | Delivery) -> str:
    """A register calls a municipality by its place alone, and a letter does not."""
    area = one.area if isinstance(one, Recipient) else one.area_id
    is_whole = one.name.casefold().endswith(MUNICIPAL) or get_language() == "en"
    if area is None or is_whole:
        return one.name
    return f"{one.name} {'herad' if one.email.endswith('.herad.no') else 'kommune'}"
