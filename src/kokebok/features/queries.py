"""What is switched on."""

from __future__ import annotations

from django.db.models import Exists

from kokebok.features.models import Feature, SwitchedOn
from kokebok.features.rules import TRAITS
from kokebok.web.present import is_present


def is_on(feature: str) -> bool:
    """Whether a feature is switched on. "" is what needs none."""
    return not feature or SwitchedOn.objects.filter(pk=feature).exists()


def on(feature: str) -> Exists:
    """The same, as a condition in another question to the database."""
    return Exists(SwitchedOn.objects.filter(pk=feature))


def those_on() -> set[Feature]:
    """All that are on."""
    return {Feature(one) for one in SwitchedOn.objects.values_list("pk", flat=True)}


def offered() -> list[Feature]:
    """Those of apps that are not left out, in their order."""
    return [one for one in Feature if is_present(TRAITS[one].app)]
