"""A receipt as data, for whoever has its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.api.schemas.giving import ReceiptData
from kokebok.api.schemas.inputs import AnswerData
from kokebok.inputs.queries import find_input_by_code
from kokebok.letters.writing import absolute
from kokebok.reading.receipts import receipt_of

if TYPE_CHECKING:
    from kokebok.api.models import KeyedInput
    from kokebok.inputs.actions.send import Said
    from kokebok.inputs.models import Input
    from kokebok.reading.receipts import ReceiptDecision

FIRST_SAID = {"number", "address", "state", "now", "ahead", "about"}
"""What changes of a receipt, but for the words, and is there when the input is received."""


def receipt(code: str) -> ReceiptData:
    """The receipt with this code, however it is written; Http404 for a code that never was."""
    return receipt_data(find_input_by_code(code))


def receipt_data(given: Input) -> ReceiptData:
    """The receipt of an input."""
    found = receipt_of(given)
    sent, outcome = found.given, found.story.outcome
    said = {
        "code": given.code,
        "receipt": absolute("reading:receipt", given.code),
        "number": given.pk if given.is_readable else None,
        "address": absolute("reading:input", given.pk) if given.is_readable else "",
        "kind": given.kind,
        "state": given.state,
        "now": found.status.now,
        "ahead": found.status.next,
        "received": given.received_at,
        "about": found.story.target.title,
        "text": sent.text,
        "suggestion": sent.suggestion,
        "assessment": _answer(outcome) if outcome else None,
        "edition": outcome.edition.number if outcome and outcome.edition else "",
    }
    return ReceiptData.model_validate(said)


def first_answer(keyed: KeyedInput, said: Said) -> ReceiptData:
    """What is answered to whoever gives an input, and to a second send of the very same, whatever came of it meanwhile.

    The words are those that were sent, which both times are the same.
    """
    now = receipt_data(keyed.given)
    if not keyed.answered:
        return now
    then = {"text": said.text, "suggestion": said.suggestion, "assessment": None, "edition": ""}
    return ReceiptData.model_validate({**now.model_dump(), **keyed.answered, **then})


def _answer(outcome: ReceiptDecision) -> AnswerData:
    decision = outcome.decision
    said = {
        "outcome": decision.outcome,
        "reply": decision.reply,
        "reason": decision.reason,
        "by": decision.by.name,
        "on_behalf_of": decision.on_behalf_of,
        "at": decision.at,
    }
    return AnswerData.model_validate(said)
