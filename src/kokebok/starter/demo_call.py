"""The demo's call: examples of cooperation, in two phases, open now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kokebok.calls.actions.prepare import make_call, publish, set_phase, set_question
from kokebok.calls.models import AnswerKind, Call, Gathers, Phase
from kokebok.people.models import Person

OPEN_FOR = timedelta(weeks=8)
FIRST: list[dict[str, Any]] = [
    {
        "text": "Hva gjorde dere?",
        "help": "Noen få setninger: hvem som var med, og hva dere prøvde. Det trenger ikke være en suksess.",
        "most": 900,
        "fills": "happened",
        "required": True,
    },
    {"text": "Hvor var det?", "kind": AnswerKind.SHORT, "most": 120, "fills": "places"},
]
SECOND: list[dict[str, Any]] = [
    {"text": "Hva vil dere kalle eksempelet?", "kind": AnswerKind.SHORT, "most": 110, "fills": "title"},
    {
        "text": "Hvem var partene?",
        "help": "Én på hver linje. De blir spurt før noe publiseres.",
        "most": 400,
        "fills": "parties",
    },
    {"text": "Hvilket behov begynte det med?", "most": 800, "fills": "need"},
    {"text": "Hva kostet det, og hvem betalte?", "kind": AnswerKind.SHORT, "most": 240, "fills": "money"},
    {
        "text": "Hva ble resultatet?",
        "help": "Skriv gjerne hvordan dere vet det.",
        "most": 900,
        "fills": "result",
        "required": True,
    },
    {"text": "Hva ville dere gjort annerledes?", "most": 900, "fills": "differently"},
    {
        "text": "Hvem kan andre spørre?",
        "help": "En rolle, ikke et navn: «fagleder i oppvekst».",
        "kind": AnswerKind.SHORT,
        "most": 190,
        "fills": "contact_role",
    },
]


def call_for_examples(*, by: Person) -> Call:
    """A public call for examples that opened yesterday."""
    call = make_call(
        by=by,
        title="Fortell om et samarbeid som andre kan lære av",
        slug="fortell-om-et-samarbeid",
        gathers=Gathers.EXAMPLE,
        purpose=(
            "Kokeboken trenger flere eksempler på samarbeid mellom det offentlige og sosiale entreprenører. "
            "Vi leter etter det som virket, og like mye etter det som ikke gjorde det."
        ),
        decides="Redaksjonen i Eksempeldepartementet, med råd fra ressursgruppen",
        criteria=(
            "Andre skal kunne lære av det. Det skal gå fram hvem som var med, "
            "og hvordan dere vet hva som kom ut av det."
        ),
        what_next=(
            "Alle får svar innen fire uker etter fristen. Det vi tar inn, leser dere og godkjenner før det publiseres."
        ),
    )
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=1)
    _phase(call, by, "Fortell med noen få setninger", morning, FIRST, takes_files=False)
    _phase(call, by, "Fortell hele historien", morning, SECOND, takes_files=True)
    return publish(call, by=by)


def _phase(
    call: Call, by: Person, title: str, opens: datetime, questions: list[dict[str, Any]], *, takes_files: bool
) -> Phase:
    closes = (opens + OPEN_FOR).replace(hour=12)
    phase = set_phase(
        call, None, by=by, title=title, opens_at=opens, closes_at=closes, takes_files=takes_files
    )
    for question in questions:
        set_question(phase, None, by=by, **question)
    return phase
