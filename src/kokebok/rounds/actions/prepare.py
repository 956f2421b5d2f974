"""Prepare a round: what it is, and its run-sheet of prompts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.rounds.actions.tell import tell_all_screens
from kokebok.rounds.models import Prompt, Round, Statement

if TYPE_CHECKING:
    import uuid

    from kokebok.people.models import Person

TITLE = 180
"""So much of a title is kept in a copy's: there must be room for what says that it is one."""
COPIED = ("event", "place", "host", "language", "seconds_between", "wall_is_dark", "words")
COPIED_OF_PROMPT = (
    "order",
    "kind",
    "title",
    "help",
    "minutes",
    "visibility",
    "paragraph",
    "tip_about",
    "most_choices",
    "scale_low",
    "scale_high",
    "scale_steps",
)
ASKED = ("kind", "choose_from", "scale_steps")
"""What answers that have come were counted by."""


@transaction.atomic
def make_round(*, by: Person, **fields: Any) -> Round:
    """A new round, being prepared."""
    made = Round.objects.create(**fields)
    record("round.made", by=by, about=made)
    return made


@transaction.atomic
def copy_round(round_: Round, *, by: Person, ticket: uuid.UUID) -> Round:
    """A new round being prepared as this one was: its run-sheet and how inputs are taken, a code of its own, no inputs.

    When it starts is left open. A second press with the same ticket gives the first one's copy.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    already = Round.objects.filter(ticket=ticket).first()
    if already is not None:
        return already
    made = Round.objects.create(
        ticket=ticket,
        title=_("%(title)s (copy)") % {"title": round_.title[:TITLE]},
        **{name: getattr(round_, name) for name in COPIED},
    )
    copies: dict[int, Prompt] = {}
    for prompt in round_.prompts.order_by("order", "pk"):
        said = {name: getattr(prompt, name) for name in COPIED_OF_PROMPT}
        source = copies.get(prompt.choose_from_id or 0)
        copies[prompt.pk] = Prompt.objects.create(round=made, choose_from=source, **said)
        _set_statements(copies[prompt.pk], [one.text for one in prompt.statements.all()])
    record("round.copied", by=by, about=made, of=round_.pk)
    return made


@transaction.atomic
def change_round(round_: Round, *, by: Person, **fields: Any) -> Round:
    """Change what a round is called, where it is, who leads it, and the words that stop an input."""
    Round.objects.filter(pk=round_.pk).update(**fields)
    record("round.changed", by=by, about=round_, fields=sorted(fields))
    tell_all_screens(round_.pk)
    round_.refresh_from_db()
    return round_


@transaction.atomic
def add_prompt(
    round_: Round, *, by: Person, fields: Mapping[str, Any], statements: Sequence[str] = ()
) -> Prompt:
    """Add a prompt at the end of the run-sheet."""
    last = round_.prompts.aggregate(last=Max("order"))["last"] or 0
    prompt = Prompt.objects.create(round=round_, order=last + 1, **fields)
    _set_statements(prompt, statements)
    record("prompt.added", by=by, about=prompt, round=round_.pk)
    return prompt


@transaction.atomic
def change_prompt(
    prompt: Prompt, *, by: Person, fields: Mapping[str, Any], statements: Sequence[str] = ()
) -> Prompt:
    """Change a prompt. Raises Refused where answers have come and what is asked for would change."""
    if prompt.answers.exists() or prompt.votes.exists():
        said = [one.text for one in prompt.statements.all()]
        fewer = fields.get("most_choices", prompt.most_choices) < prompt.most_choices
        asked = [fields.get(name, getattr(prompt, name)) for name in ASKED]
        if fewer or list(statements) != said or asked != [getattr(prompt, name) for name in ASKED]:
            raise Refused(
                _("Answers have come to this prompt. Its words can change, but not what it asks for.")
            )
    Prompt.objects.filter(pk=prompt.pk).update(**fields)
    _set_statements(prompt, statements)
    record("prompt.changed", by=by, about=prompt, round=prompt.round_id)
    tell_all_screens(prompt.round_id)
    prompt.refresh_from_db()
    return prompt


@transaction.atomic
def move_prompt(prompt: Prompt, *, by: Person, up: bool) -> None:
    """Let a prompt change places with its neighbour; nothing happens at the end of the run-sheet."""
    in_order = list(prompt.round.prompts.order_by("order", "pk"))
    at = next(number for number, one in enumerate(in_order) if one.pk == prompt.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(in_order):
        return
    in_order[at], in_order[to] = in_order[to], in_order[at]
    for order, one in enumerate(in_order, 1):
        Prompt.objects.filter(pk=one.pk).exclude(order=order).update(order=order)
    record("prompt.moved", by=by, about=prompt, round=prompt.round_id, up=up)


@transaction.atomic
def remove_prompt(prompt: Prompt, *, by: Person) -> None:
    """Take a prompt out of the run-sheet. Raises Refused where answers have come to it, or it is before everybody."""
    in_use = Round.objects.filter(prompt=prompt).exists()
    if in_use or prompt.answers.exists() or prompt.votes.exists():
        raise Refused(
            _("Answers have come to this prompt, or it is the one of now, so it cannot be taken out.")
        )
    record("prompt.removed", by=by, about=prompt, round=prompt.round_id, title=prompt.title)
    prompt.delete()


def _set_statements(prompt: Prompt, texts: Sequence[str]) -> None:
    if [one.text for one in prompt.statements.all()] == list(texts):
        return
    prompt.statements.all().delete()
    Statement.objects.bulk_create(
        Statement(prompt=prompt, order=order, text=text) for order, text in enumerate(texts, 1)
    )
    Round.objects.filter(pk=prompt.round_id).update(version=F("version") + 1)
