"""What somebody can want to say: each kind of input, and what follows from its being of that kind.

A new kind is a member of `Kind` and a row of `KINDS`; nothing else asks which kind an input is of by its name,
but who makes inputs of one kind. `tests/inputs/test_every_kind.py` walks the places each must have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody wants to say."""

    COMMENT = "comment", _("Comment")
    SUGGESTION = "suggestion", _("Suggested wording")
    QUESTION = "question", _("Question")
    CORRECTION = "correction", _("Correction")
    EXAMPLE = "example", _("Tip about an example")
    TOOL = "tool", _("Tip about a tool")


@dataclass(frozen=True, kw_only=True)
class KindTraits:
    """What follows from an input's being of a kind.

    `prompt` is what one chooses it by on the form for input; "" where that form does not offer it.
    `suggests_wording`: it holds the words a paragraph is to have instead, and others may support it and comment on it.
    `reply_owed` is what an editor is told who would answer it without words; "" where a decision alone will do.
    """

    prompt: str | Promise = ""
    reply_owed: str | Promise = ""
    suggests_wording: bool = False


KINDS: Mapping[Kind, KindTraits] = {
    Kind.COMMENT: KindTraits(
        prompt=_("Comment: what you think, know or have experienced"),
    ),
    Kind.SUGGESTION: KindTraits(
        prompt=_("Suggested wording: you change the text yourself"),
        suggests_wording=True,
    ),
    Kind.QUESTION: KindTraits(
        prompt=_("Question: something is unclear or missing"),
        reply_owed=_("A question needs an answer in words."),
    ),
    Kind.CORRECTION: KindTraits(
        prompt=_("Correction: something is wrong or out of date"),
    ),
    Kind.EXAMPLE: KindTraits(),
    Kind.TOOL: KindTraits(),
}

SUGGESTING = tuple(kind for kind, traits in KINDS.items() if traits.suggests_wording)
"""The kinds that hold a suggested wording."""
