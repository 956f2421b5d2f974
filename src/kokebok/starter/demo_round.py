"""The demo's input round: open, with a run-sheet of five prompts, inputs that wait and some on the wall."""

from __future__ import annotations

import uuid
from typing import Any

from kokebok.book.models import Paragraph
from kokebok.people.models import Person
from kokebok.rounds.actions.lead import go_to, open_round, show_on_wall
from kokebok.rounds.actions.moderate import show
from kokebok.rounds.actions.prepare import add_prompt, make_round
from kokebok.rounds.actions.receive import Message, receive
from kokebok.rounds.models import Prompt, PromptKind, Round, RoundInput, WallShows
from kokebok.starter.reading_files import read

CODE = "kkbk25"
ON_THE_WALL = 3  # of the inputs


def fill_demo_round(host: Person) -> Round:
    """Make the round, open it, put its first prompt before everybody and let a few phones answer."""
    sheet = read("round")
    round_ = make_round(by=host, host=host, code=CODE, **sheet["round"])
    prompts = [_add(round_, row, host) for row in sheet["prompt"]]
    Prompt.objects.filter(round=round_, kind=PromptKind.PRIORITISE).update(choose_from=prompts[0])
    go_to(open_round(round_, by=host), prompts[0], by=host)
    receive([_from_a_phone(prompts[0], number, said) for number, said in enumerate(sheet["input"])])
    first = RoundInput.objects.filter(prompt=prompts[0]).select_related("given", "prompt").order_by("pk")
    show(list(first[:ON_THE_WALL]), by=host)
    return show_on_wall(round_, WallShows.INPUTS, by=host)


def _add(round_: Round, row: dict[str, Any], host: Person) -> Prompt:
    fields = {name: value for name, value in row.items() if name not in {"statements", "page", "contains"}}
    if "page" in row:
        fields["paragraph"] = Paragraph.objects.standing().get(
            page__slug=row["page"], text__contains=row["contains"]
        )
    return add_prompt(round_, by=host, fields=fields, statements=row.get("statements", ()))


def _from_a_phone(prompt: Prompt, number: int, said: dict[str, str]) -> Message:
    return Message(
        round_id=prompt.round_id,
        sender=f"demo {number}",
        ticket=uuid.uuid4(),
        prompt_id=prompt.pk,
        text=said["text"],
        name=said.get("name", ""),
        may_be_named="name" in said,
    )
