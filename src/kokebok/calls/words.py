"""Answers as one text, and as everyone may read them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kokebok.moderation.models import Original, RedactedField, Removal

if TYPE_CHECKING:
    from kokebok.calls.models import CallAnswer, Question

Replies = Mapping[int, str]
"""What is answered, by the key of the question."""


def as_one_text(questions: Iterable[Question], replies: Replies) -> str:
    """The answers one after the other, each below its question; what is not answered is left out."""
    answered = [(question.text, replies.get(question.pk, "").strip()) for question in questions]
    return "\n\n".join(f"{asked}\n{said}" for asked, said in answered if said)


def digest(text: str) -> str:
    """A short mark of a text, by which a form knows whether its words have been touched."""
    same = "\n".join(text.split("\r\n"))
    return hashlib.sha256(same.encode()).hexdigest()[:16]


def removed_from(answers: Iterable[CallAnswer]) -> dict[int, list[tuple[str, str]]]:
    """For each input that has lost a part to moderation: the pieces, with what is read in their place. Two queries."""
    keys = [answer.given_id for answer in answers]
    originals = dict(Original.objects.filter(given__in=keys).values_list("given_id", "text"))
    found: dict[int, list[tuple[str, str]]] = {}
    if not originals:
        return found
    standing = Removal.objects.filter(
        ruling__given__in=originals, ruling__lifted_at=None, field=RedactedField.TEXT
    ).values_list("ruling__given_id", "start", "end", "ruling__mark")
    for given, start, end, mark in standing:
        found.setdefault(given, []).append((originals[given][start:end], mark))
    return found


def without(text: str, removed: Iterable[tuple[str, str]]) -> str:
    """A text with each of the pieces gone, wherever it stands."""
    for piece, mark in removed:
        text = text.replace(piece, mark)
    return text
