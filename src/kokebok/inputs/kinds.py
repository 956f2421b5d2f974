"""What somebody can want to say: each kind of input, and what follows from its being of that kind.

A new kind is a member of `Kind` and a row of `KINDS`; nothing else asks which kind an input is of by its name,
but who makes inputs of one kind. `tests/flows/test_every_kind.py` walks the places each must have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokebok.web.tones import Tone


class Kind(models.TextChoices):
    """What somebody wants to say."""

    COMMENT = "comment", _("Comment")
    SUGGESTION = "suggestion", _("Suggested wording")
    QUESTION = "question", _("Question")
    CORRECTION = "correction", _("Correction")
    EXAMPLE = "example", _("Tip about an example")
    TOOL = "tool", _("Tip about a tool")


@dataclass(frozen=True)
class TipWords:
    """How one is asked for a tip: in the list of what one can tip about, and above its form.

    `asks_if_practical`: the form asks whether it can be used as it is, by whom, and who has tried it.
    """

    name: str | Promise
    heading: str | Promise
    lead: str | Promise
    asks_if_practical: bool = False


@dataclass(frozen=True, kw_only=True)
class KindTraits:
    """What follows from an input's being of a kind.

    `prompt` is what one chooses it by on the form for input; "" where that form does not offer it.
    `tip` is how it is asked for on a form of its own; None where it has none.
    `suggests_wording`: it holds the words a paragraph is to have instead, and others may support it and comment on it.
    `reply_owed` is what an editor is told who would answer it without words; "" where a decision alone will do.
    `in_sheets` are the words for it in files that are taken in, in small letters; its value and its label are others.
    `tone` is the colour it stands out by in lists and on cards; "" where it stands in plain words.
    """

    prompt: str | Promise = ""
    tip: TipWords | None = None
    reply_owed: str | Promise = ""
    in_sheets: tuple[str, ...]
    suggests_wording: bool = False
    tone: Tone | Literal[""] = ""


KINDS: Mapping[Kind, KindTraits] = {
    Kind.COMMENT: KindTraits(
        prompt=_("Comment: what you think, know or have experienced"),
        in_sheets=("kommentar", "comment", "merknad", "innspill", "innspel"),
    ),
    Kind.SUGGESTION: KindTraits(
        prompt=_("Suggested wording: you change the text yourself"),
        suggests_wording=True,
        in_sheets=("forslag", "ordlydsforslag", "framlegg", "suggestion"),
    ),
    Kind.QUESTION: KindTraits(
        prompt=_("Question: something is unclear or missing"),
        reply_owed=_("A question needs an answer in words."),
        in_sheets=("spørsmål", "question"),
    ),
    Kind.CORRECTION: KindTraits(
        prompt=_("Correction: something is wrong or out of date"),
        in_sheets=("rettelse", "retting", "feil", "correction"),
    ),
    Kind.EXAMPLE: KindTraits(
        tip=TipWords(
            _("An example"),
            _("Tip us about an example"),
            _(
                "Has somebody near you tried something that others can learn from? It need not have been a success."
            ),
        ),
        in_sheets=("eksempel", "døme", "example"),
    ),
    Kind.TOOL: KindTraits(
        tip=TipWords(
            _("A tool"),
            _("Tip us about a tool"),
            _("Do you use a checklist, a template or a way of working that others should have?"),
            asks_if_practical=True,
        ),
        in_sheets=("verktøy", "tool"),
    ),
}

TIPS = {kind: traits.tip for kind, traits in KINDS.items() if traits.tip}
"""The kinds that are asked for on forms of their own."""
SUGGESTING = tuple(kind for kind, traits in KINDS.items() if traits.suggests_wording)
"""The kinds that hold a suggested wording."""


def kind_called(said: str) -> Kind | None:
    """The kind that a file calls by this word, in any case; None for none."""
    word = said.casefold()
    for kind, traits in KINDS.items():
        if word in (*traits.in_sheets, kind.value, str(kind.label).casefold()):
            return kind
    return None
