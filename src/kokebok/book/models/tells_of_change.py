"""The fields in which the writer of a page says what its next change is: kept with the wordings, then forgotten."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kokebok.book.models.causes import prompts
from kokebok.book.models.paragraphs import LONGEST_CAUSE, Weight


def weight_field() -> models.CharField[str, str]:
    """What the change means to readers."""
    return models.CharField(
        _("what the change means"),
        max_length=10,
        choices=[(Weight.MEANING, Weight.MEANING.label), (Weight.SMALL, Weight.SMALL.label)],
        default=Weight.MEANING,
        help_text=_(
            "A new meaning is told to those who follow the page, and to those who wait for an answer."
        ),
    )


def cause_field() -> models.CharField[str, str]:
    """What it comes from."""
    return models.CharField(
        _("what the change comes from"),
        max_length=LONGEST_CAUSE,
        choices=prompts(),
        blank=True,
        help_text=_("Said nothing? It is asked for once more before the next edition is frozen."),
    )


def reason_field() -> models.CharField[str, str]:
    """Why it is made, in words."""
    return models.CharField(
        _("why the text is changed"),
        max_length=500,
        blank=True,
        help_text=_("Readers see this beside the change."),
    )
