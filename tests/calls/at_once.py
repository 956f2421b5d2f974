"""What tests with real commits need, where fixtures that roll back cannot be used."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kokebok.calls.actions.answer import answer_call
from kokebok.calls.models import Call, CallAnswer, Phase, Question
from kokebok.inputs.actions.send import Said
from kokebok.inputs.models import Kind
from kokebok.people.models import RoleName
from tests.world import make_person


def a_call_with_an_answer() -> tuple[CallAnswer, Phase, Question]:
    """An answer to a public call, its phase and its question."""
    now = timezone.now()
    berit = make_person("berit@example.no", "Berit", RoleName.EDITOR)
    call = Call.objects.create(
        title="Etterlysning", slug="en", purpose="a", decides="b", criteria="c", what_next="d",
        made_by=berit, published_at=now,
    )  # fmt: skip
    phase = Phase.objects.create(
        call=call, number=1, title="Én", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=50)
    )
    question = Question.objects.create(phase=phase, order=1, text="Hva?", most=500)
    other = Question.objects.create(phase=phase, order=2, text="Hvor?", most=500)
    said = Said(kind=Kind.EXAMPLE, text="Hva?\nNoe.")
    return answer_call(phase, said, {other.pk: "Noe."}, sender="", network=""), phase, question
