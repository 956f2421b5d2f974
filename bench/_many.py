"""Inputs and lines of the journal in great numbers, as bulk rows: for measurements of what grows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

BATCH = 5000
SENTENCES = [
    "Dette er en god idé, men hvem i kommunen skal eie samarbeidet?",
    "Innbyggere som har prøvd ordningen, bør få fortelle om den selv.",
    "Vi savner et eksempel fra en liten kommune med få ansatte.",
    "Møteplassene må være åpne på kveldstid, ellers når dere ikke familiene.",
    "Teksten om anskaffelser er vanskelig å forstå for en sosial entreprenør.",
    "Oppskriften burde begynne med behovet og ikke med løsningen.",
    "Kva gjer vi når piloten er ferdig og pengane er brukte opp?",
    "Frivillige organisasjoner har gjort dette lenge, se til dem.",
    "Legg til hvem som bestemmer, og når saken kommer opp politisk.",
    "Det står ingenting om personvern, og det spør alle om.",
]


def make_inputs(number: int, wordings: list[Any]) -> None:
    """So many inputs of every kind and door, about the paragraphs of these wordings, over two months.

    Three in ten are settled.
    """
    from django.utils import timezone

    from kokebok.inputs.models import Input

    chance, now = random.Random(5), timezone.now()
    made = (_input(one, chance, chance.choice(wordings), now) for one in range(number))
    in_batches(Input, made)


def _input(number: int, chance: random.Random, wording: Any, now: datetime) -> Any:
    from kokebok.inputs.models import Door, Input, Kind, State

    kind = chance.choice(list(Kind))
    state = chance.choices([State.OPEN, State.WAITING, State.ANSWERED, State.REFUSED], [6, 1, 2, 1])[0]
    return Input(
        kind=kind,
        door=chance.choice(list(Door)),
        state=state,
        paragraph_id=wording.paragraph_id,
        wording=wording,
        text=" ".join([*chance.sample(SENTENCES, chance.randint(1, 4)), f"Nummer {number}."]),
        suggestion=f"{wording.text} Og {chance.choice(SENTENCES)}" if kind == Kind.SUGGESTION else "",
        language=chance.choice(["nb", "nb", "nn", "en"]),
        name=chance.choice(["", "Kari Nordmann", "Ola Li", "Ánne Máret"]),
        on_behalf_of=chance.choice(["", "", "Bodø kommune"]),
        received_at=now - timedelta(minutes=chance.randrange(60 * 24 * 60)),
        read_at=chance.choice([None, now]),
        settled_at=None if state in (State.OPEN, State.WAITING) else now,
        refusal="Navngir noen." if state == State.REFUSED else "",
    )


def decide(by: Any) -> None:
    """A decision on each answered input that has none."""
    from django.utils import timezone

    from kokebok.desk.models import Decision, Outcome
    from kokebok.inputs.models import Input, State

    now = timezone.now()
    answered = Input.objects.filter(state=State.ANSWERED, decision=None).order_by()
    made = (
        Decision(
            given_id=key, outcome=Outcome.NOT_TAKEN, reply="Takk.", reason="Det står alt.", by=by, at=now
        )
        for key in list(answered.values_list("pk", flat=True))
    )
    in_batches(Decision, made)


def make_journal(number: int, by: Any) -> None:
    """So many lines in the journal, about inputs."""
    from django.db import connection

    lines = """
        WITH RECURSIVE line(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM line WHERE n < %s)
        INSERT INTO journal_entry (at, by_id, act, about, what)
        SELECT %s, %s, 'input.received', 'inputs.input:' || (n %% 5000), '{}' FROM line
    """
    from django.utils import timezone

    with connection.cursor() as cursor:
        cursor.execute(lines, [number, timezone.now(), by.pk])


def in_batches(model: Any, rows: Iterator[Any]) -> None:
    """Write rows, some thousand in a transaction."""
    while batch := [row for row, _n in zip(rows, range(BATCH), strict=False)]:
        model.objects.bulk_create(batch)


def settle_statistics() -> None:
    """Let PostgreSQL count what it has, as it does by itself when rows have come; SQLite is never asked to.

    The tally of inputs is summed up, as the clock has it done.
    """
    from django.db import connection

    from kokebok.inputs.actions.fold_tally import fold_tally

    fold_tally()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
