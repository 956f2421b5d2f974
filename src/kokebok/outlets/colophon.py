"""What an edition says of itself at its end: who sent it out, who had advised, and why it was frozen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from kokebok.book.models import CAUSES, ChangeCause
from kokebok.editions.models import Edition, EditionDespite, EditionSender

COLOPHON_COUNTS = {
    "nb": ("Innspill", "{received} mottatt, {answered} besvart"),
    "nn": ("Innspel", "{received} mottekne, {answered} med svar"),
    "en": ("Inputs", "{received} received, {answered} answered"),
}
# What is left, in an edition that says it: together with those answered they are all that were received.
COLOPHON_REST = {
    "nb": "{open} publisert uten svar, {others} ikke publisert eller trukket tilbake",
    "nn": "{open} publiserte utan svar, {others} ikkje publiserte eller trekte tilbake",
    "en": "{open} published and not answered, {others} not published or withdrawn",
}


class AdviceWords(NamedTuple):
    """The words of a colophon for who sent the edition out and who had advised; of one and of several."""

    contact: str
    advised: str
    readings: tuple[str, str]
    remarks: tuple[str, str]


ADVICE = {
    "nb": AdviceWords(
        "Kontakt", "Disse har gitt råd", ("{} lesing", "{} lesinger"), ("{} merknad", "{} merknader")
    ),
    "nn": AdviceWords(
        "Kontakt", "Desse har gitt råd", ("{} lesing", "{} lesingar"), ("{} merknad", "{} merknader")
    ),
    "en": AdviceWords(
        "Contact", "These have advised", ("{} reading", "{} readings"), ("{} remark", "{} remarks")
    ),
}


class DespiteWords(NamedTuple):
    """The words of a colophon for an edition that was frozen though something was lacking."""

    label: str
    changes: tuple[str, str]
    inputs: tuple[str, str]
    reason: str


DESPITE = {
    "nb": DespiteWords(
        "Låst likevel",
        ("{} endring uten forklaring", "{} endringer uten forklaring"),
        ("{} innspill uten svar", "{} innspill uten svar"),
        "Hvorfor: {reason} Signert: {name}",
    ),
    "nn": DespiteWords(
        "Låst likevel",
        ("{} endring utan forklaring", "{} endringar utan forklaring"),
        ("{} innspel utan svar", "{} innspel utan svar"),
        "Kvifor: {reason} Signert: {name}",
    ),
    "en": DespiteWords(
        "Frozen all the same",
        ("{} change not explained", "{} changes not explained"),
        ("{} input not answered", "{} inputs not answered"),
        "Why: {reason} Signed: {name}",
    ),
}


def colophon_of(edition: Edition) -> tuple[tuple[str, str], ...]:
    label, words = COLOPHON_COUNTS.get(edition.language, COLOPHON_COUNTS["nb"])
    said, advice = sender_of_edition(edition), ADVICE.get(edition.language, ADVICE["nb"])
    lines = (
        (advice.contact, ", ".join(said.get("contact", ()))),
        (advice.advised, "; ".join(advised_in_words(said.get("advised", ()), edition.language))),
        (label, _counted(edition, words)),
        (DESPITE.get(edition.language, DESPITE["nb"]).label, despite_in_words(edition)),
    )
    return tuple(line for line in lines if line[1])


def _counted(edition: Edition, words: str) -> str:
    rest = COLOPHON_REST.get(edition.language, COLOPHON_REST["nb"]) if "others" in edition.counts else ""
    return ", ".join(filter(None, (words, rest))).format(**edition.counts)


def sender_of_edition(edition: Edition) -> dict[str, Any]:
    """Who sent it out and who had advised, as it was frozen; nothing for an edition from before that was."""
    sender: EditionSender | None = getattr(edition, "sender", None)
    return dict(sender.said) if sender else {}


def advised_in_words(advised: Iterable[dict[str, Any]], language: str) -> list[str]:
    """Those who have advised, each with what they did, in plain text."""
    words = ADVICE.get(language, ADVICE["nb"])
    return [_advice(one, words) for one in advised]


def _advice(one: dict[str, Any], words: AdviceWords) -> str:
    readings = words.readings[one["readings"] != 1].format(one["readings"])
    remarks = words.remarks[one["remarks"] != 1].format(one["remarks"])
    members = f": {', '.join(one['members'])}" if one["members"] else ""
    return f"{one['name']} ({readings}, {remarks}){members}"


def despite_of(edition: Edition) -> dict[str, Any]:
    """What was lacking when the edition was frozen, and who signed that; nothing where nothing was."""
    despite: EditionDespite | None = getattr(edition, "despite", None)
    return dict(despite.said) if despite else {}


def despite_in_words(edition: Edition) -> str:
    """The same as a line of the colophon; "" where nothing was lacking."""
    said, words = despite_of(edition), DESPITE.get(edition.language, DESPITE["nb"])
    if not said:
        return ""
    numbers = ((words.changes, said["unexplained"]), (words.inputs, said["unanswered"]))
    told = [of[number != 1].format(number) for of, number in numbers if number]
    return f"{', '.join(told)}. {words.reason.format(reason=ended(said['reason']), name=said['name'])}"


def ended(words: str) -> str:
    """The words as a sentence that ends."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def printed_causes(causes: Iterable[str], language: str) -> str:
    """What a change comes from, in the words of a file in this language."""
    known = [CAUSES[ChangeCause(cause)].printed for cause in causes if cause]
    return ", ".join(words.get(language, words["nb"]) for words in known)
