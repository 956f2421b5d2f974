"""Why a text can change: each cause, and what follows from its being that one.

A new cause is a member of `ChangeCause` and a row of `CAUSES`, migrations of the choices in book and editions, and the
translations. `tests/flows/test_every_cause.py` walks the places each must have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ChangeCause(models.TextChoices):
    """Why a text was changed. Nothing said is "": the change is not explained."""

    INPUT = "input", _("Input")
    LAW = "law", _("New law")
    EXPERIENCE = "experience", _("New experience")
    CORRECTION = "correction", _("Correction")
    LANGUAGE = "language", _("Language")


@dataclass(frozen=True, kw_only=True)
class CauseTraits:
    """What follows from a change's being of a cause.

    `prompt` is what an editor chooses it by. `printed` is what files of an edition call it, by language.
    `needs_reason`: without a reason in words the change is not explained.
    `needs_input`: it is not explained before it is said which input it came from, or in words who said so.
    """

    prompt: str | Promise
    printed: Mapping[str, str]
    needs_reason: bool = True
    needs_input: bool = False


CAUSES: Mapping[ChangeCause, CauseTraits] = {
    ChangeCause.INPUT: CauseTraits(
        prompt=_("Input: somebody pointed it out"),
        printed={"nb": "Innspill", "nn": "Innspel", "en": "Input"},
        needs_reason=False,
        needs_input=True,
    ),
    ChangeCause.LAW: CauseTraits(
        prompt=_("New law: rules, rates or dates are others now"),
        printed={"nb": "Nytt regelverk", "nn": "Nytt regelverk", "en": "New law"},
    ),
    ChangeCause.EXPERIENCE: CauseTraits(
        prompt=_("New experience: we know more than when it was written"),
        printed={"nb": "Ny erfaring", "nn": "Ny erfaring", "en": "New experience"},
    ),
    ChangeCause.CORRECTION: CauseTraits(
        prompt=_("Correction: it was wrong, or written wrongly (needs no reason)"),
        printed={"nb": "Rettelse", "nn": "Retting", "en": "Correction"},
        needs_reason=False,
    ),
    ChangeCause.LANGUAGE: CauseTraits(
        prompt=_("Language: the same said more clearly"),
        printed={"nb": "Språk", "nn": "Språk", "en": "Language"},
    ),
}

NEEDS_REASON = tuple(cause for cause, traits in CAUSES.items() if traits.needs_reason)
"""The causes that explain nothing without a reason, in the order the database's constraints have them."""


def explains(cause: str, *, reason: str, has_inputs: bool) -> bool:
    """Whether a cause with these words, and with or without inputs, says why a text was changed."""
    if cause not in CAUSES:
        return False
    traits = CAUSES[ChangeCause(cause)]
    is_said = bool(reason.strip())
    return (is_said or not traits.needs_reason) and (is_said or has_inputs or not traits.needs_input)


def prompts() -> list[tuple[str, str | Promise]]:
    """Every cause with what an editor chooses it by."""
    return [(str(cause), traits.prompt) for cause, traits in CAUSES.items()]
