"""What stands in and around the answer form: who has begun, what is held back, templates, and the letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.models import Language, Wording
from kokebok.desk.answering.actions.answer import Answer
from kokebok.desk.models import Decision, Draft, HeldAnswer, Outcome
from kokebok.desk.replies.placeholders import Choices, choices_for
from kokebok.desk.rules import same_words
from kokebok.inputs.actions.letters import compose
from kokebok.inputs.queries import letter_language
from kokebok.letters.writing import LetterWords

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


@dataclass(frozen=True)
class Begun:
    """What another editor has begun to write."""

    by: str
    at: datetime
    outcome: str
    words: list[str]


@dataclass(frozen=True)
class Answering:
    """What an editor who answers an input has at hand. `own` is their own draft, `held` an answer held back."""

    own: Draft | None
    others: list[Begun]
    held: HeldAnswer | None
    templates: Choices

    @property
    def languages(self) -> list[tuple[str, str]]:
        """What an input can be said to be written in."""
        return [(code, str(label)) for code, label in Language.choices]

    @property
    def fields(self) -> Mapping[str, str]:
        """What the form is filled in with: one's own draft, else the answer that is held back."""
        if self.own is not None:
            return {"change_text": "", **self.own.fields}
        return fields_of(self.held) if self.held is not None else {}


@dataclass(frozen=True)
class LetterShown:
    """The letter about an answer. `why_not` says why nobody gets it, "" when the sender does, at about `leaves_at`."""

    letter: LetterWords
    language: str
    why_not: str


def answering_for(person: Person, given: Input) -> Answering:
    """All that the form needs, in at most three queries, and those the placeholders of the templates ask for."""
    drafts = Draft.objects.filter(given=given).select_related("by") if given.may_have("drafts") else ()
    held = HeldAnswer.objects.select_related("by").filter(given=given)
    return Answering(
        own=next((one for one in drafts if one.by_id == person.pk), None),
        others=[_begun(one) for one in drafts if one.by_id != person.pk],
        held=held.first() if given.may_have("held_answer") else None,
        templates=choices_for(given, person),
    )


def _begun(draft: Draft) -> Begun:
    fields = draft.fields
    outcome = dict(Outcome.choices).get(fields.get("outcome", ""), "")
    words = [fields[name] for name in ("reply", "reason") if fields.get(name)]
    if fields.get("new_text") and fields.get("change_text", "on"):
        words.insert(0, fields["new_text"])
    return Begun(draft.by.name, draft.at, str(outcome), words)


def fields_of(held: HeldAnswer) -> dict[str, str]:
    """The fields of the form as an answer that is held back has them."""
    fields = {
        "outcome": held.outcome,
        "reply": held.reply,
        "reason": held.reason,
        "new_text": held.new_text,
        "weight": held.weight,
        "change_text": "on" if held.new_text else "",
        "seen": str(held.seen_id or ""),
    }
    return {name: value for name, value in fields.items() if value or name == "change_text"}


def letter_about(given: Input, said: Answer, *, by: Person, seen: Wording | None) -> LetterShown:
    """The letter as its receiver would get it, were the input answered like this now."""
    changes = bool(said.new_text.strip()) and seen is not None and not same_words(said.new_text, seen.text)
    decision = Decision(
        given_id=given.pk,  # not the input itself: it would seem answered to all who look at it
        outcome=said.outcome,
        reply=said.reply.strip(),
        reason=said.reason.strip(),
        by=by,
        on_behalf_of=by.body.name if by.body else "",
        at=timezone.now(),
        wording=Wording(text=" ".join(said.new_text.split())) if changes else None,
    )
    return LetterShown(
        letter=compose(given, "inputs/letters/answered", decision=decision),
        language=str(Language(letter_language(given)).label),
        why_not=why_no_letter(given),
    )


def why_no_letter(given: Input) -> str:
    """Why a sender gets no letter; "" if they do."""
    if not given.email:
        return _("The sender has given no e-mail address, and finds the answer on the receipt.")
    if not given.email_confirmed_at:
        return _("The sender has not confirmed the e-mail address, and finds the answer on the receipt.")
    return ""
