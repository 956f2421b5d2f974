"""What editors can decide: each decision, and what follows from its being that one.

A new decision is a member of `Outcome` and a row of `OUTCOMES`; nothing else asks which decision it is by its name,
but who tells a decision by the text. `tests/desk/test_every_decision.py` walks the places each must have.
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
    """The five decisions."""

    TAKEN_IN = "taken_in", _("Taken in")
    TAKEN_IN_CHANGED = "taken_in_changed", _("Taken in with changes")
    PARTLY = "partly", _("Partly taken in")
    NOT_TAKEN = "not_taken", _("Not taken in")
    LATER = "later", _("Later")


class TextAfter(Enum):
    """What the text says of an input when a decision is given."""

    AS_BEFORE = "nothing of it: the paragraph's words are not changed by this answer"
    SENDERS_WORDS = "the suggested wording, where there is one and the text is changed"
    OTHER_WORDS = "something else than the suggested wording, where there is one and the text is changed"


@dataclass(frozen=True, kw_only=True)
class OutcomeTraits:
    """What follows from a decision's being one of the five.

    `prompt` is what an editor chooses it by, `tone` the colour of its tag.
    `text_after` is what the text must say where an answer changes it.
    `needs_reason`: it may not be given without a reason, and the database refuses one.
    `key` is the one it usually has at the desk.
    `is_credited`: the sender’s words or idea are used, so those who agreed to be named are thanked in editions, and the
    change of the text is traced to the input.
    `needs_what_changed`: where the text itself does not show what was changed, the answer or the reason must say it.
    """

    prompt: str | Promise
    key: str
    tone: Tone
    text_after: TextAfter
    needs_reason: bool = False
    is_credited: bool = False
    needs_what_changed: bool = False


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
KEEPS_TEXT = tuple(one for one, traits in OUTCOMES.items() if traits.text_after == TextAfter.AS_BEFORE)
CREDITED = tuple(outcome for outcome, traits in OUTCOMES.items() if traits.is_credited)
