"""What editors can decide: each decision, and what follows from its being that one.

A new decision is a member of `Outcome` and a row of `OUTCOMES`; nothing else asks which decision it is by its name,
but who tells a decision by the text. `tests/flows/test_every_decision.py` walks the places each must have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokebok.web.tones import Tone


class Outcome(models.TextChoices):
    """What is decided on an input."""

    TAKEN_IN = "taken_in", _("Taken in")
    TAKEN_IN_CHANGED = "taken_in_changed", _("Taken in with changes")
    PARTLY = "partly", _("Partly taken in")
    NOT_TAKEN = "not_taken", _("Not taken in")
    LATER = "later", _("Later")


class TextAfter(Enum):
    """What an answer may make of the paragraph's words."""

    AS_BEFORE = "nothing: they stay as they are"
    SENDERS_WORDS = "the suggested wording, if there is one"
    OTHER_WORDS = "other words than the suggested ones, if there are any"


@dataclass(frozen=True, kw_only=True)
class OutcomeTraits:
    """What follows from a decision's being this one.

    `prompt` is what an editor chooses it by, `key` the key it usually has, `tone` the colour of its tag.
    `text_after` is what the text must say where the answer changes it.
    `needs_reason`: without a reason it is refused, by the database too.
    `needs_what_changed`: the answer or the reason must say what was changed, where the text itself does not show it.
    `is_credited`: the sender's words or idea are used, so editions thank those who agreed to be named.
    """

    prompt: str | Promise
    key: str
    tone: Tone
    text_after: TextAfter
    needs_reason: bool = False
    needs_what_changed: bool = False
    is_credited: bool = False


OUTCOMES: Mapping[Outcome, OutcomeTraits] = {
    Outcome.TAKEN_IN: OutcomeTraits(
        prompt=_("Taken in: the text says it now"),
        key="1",
        tone="success",
        text_after=TextAfter.SENDERS_WORDS,
        is_credited=True,
    ),
    Outcome.TAKEN_IN_CHANGED: OutcomeTraits(
        prompt=_("Taken in with changes: the text says it in other words"),
        key="2",
        tone="success",
        text_after=TextAfter.OTHER_WORDS,
        needs_what_changed=True,
        is_credited=True,
    ),
    Outcome.PARTLY: OutcomeTraits(
        prompt=_("Partly taken in (needs a reason)"),
        key="3",
        tone="brand3",
        text_after=TextAfter.OTHER_WORDS,
        needs_reason=True,
        is_credited=True,
    ),
    Outcome.NOT_TAKEN: OutcomeTraits(
        prompt=_("Not taken in (needs a reason)"),
        key="4",
        tone="neutral",
        text_after=TextAfter.AS_BEFORE,
        needs_reason=True,
    ),
    Outcome.LATER: OutcomeTraits(
        prompt=_("Later (needs a reason)"),
        key="5",
        tone="warning",
        text_after=TextAfter.AS_BEFORE,
        needs_reason=True,
    ),
}

NEEDS_REASON = tuple(outcome for outcome, traits in OUTCOMES.items() if traits.needs_reason)
"""The decisions that are refused without a reason, in the order the database's constraints have them."""
KEEPS_TEXT = tuple(one for one, traits in OUTCOMES.items() if traits.text_after == TextAfter.AS_BEFORE)
"""The decisions that say of a text that it stays as it is."""
CREDITED = tuple(outcome for outcome, traits in OUTCOMES.items() if traits.is_credited)
"""The decisions whose senders editions thank, if they agreed to be named."""
