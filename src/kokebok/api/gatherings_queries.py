"""Calls, live rounds and events as data. Nothing here depends on what time it is, but what is said of each does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch
from django.http import Http404

from kokebok.api.schemas.gatherings import (
    CallData,
    CallList,
    EventData,
    EventList,
    PhaseData,
    PromptData,
    RoundData,
    RoundList,
    RoundRow,
    VoteData,
)
from kokebok.api.slices import part_of
from kokebok.calls.models import Call, Phase
from kokebok.events.models import Event
from kokebok.letters.writing import absolute
from kokebok.reading.round_report import report_of
from kokebok.rounds.models import Round, RoundState
from kokebok.rounds.queries import find_round_with_report

if TYPE_CHECKING:
    from kokebok.api.schemas.paging import Paging
    from kokebok.reading.round_report import ReportedPrompt


def calls(asked: Paging) -> CallList:
    """The public calls asked for. Two queries."""
    found, following = part_of(_public_calls(), asked)
    return CallList(items=[_call(one) for one in found], next=following)


def call(key: str) -> CallData:
    """A public call; Http404 alike for absent and for not public."""
    found = _public_calls().filter(slug=key).first()
    if found is None:
        raise Http404
    return _call(found)


def rounds(asked: Paging) -> RoundList:
    """The rounds whose reports are public. One query."""
    public = Round.objects.filter(state=RoundState.CLOSED).exclude(report_public_at=None)
    found, following = part_of(public, asked)
    return RoundList(items=[RoundRow(**_round(one)) for one in found], next=following)


def one_round(number: int) -> RoundData:
    """The report of a round; Http404 alike for absent and for hidden."""
    found = find_round_with_report(number)
    report = report_of(found)
    return RoundData(
        **_round(found),
        people=report.people,
        received=report.received,
        published_inputs=report.published,
        answered=report.answered,
        prompts=[_prompt(one) for one in report.prompts],
    )


def events(asked: Paging) -> EventList:
    """The published events asked for. One query."""
    found, following = part_of(Event.objects.public(), asked)
    return EventList(items=[_event(one) for one in found], next=following)


def event(number: int) -> EventData:
    """A published event; Http404 alike for absent and for drafts."""
    found = Event.objects.public().filter(pk=number).first()
    if found is None:
        raise Http404
    return _event(found)


def _public_calls() -> Any:
    rows = Call.objects.filter(published_at__isnull=False, taken_down_at=None)
    phases = Prefetch("phases", Phase.objects.order_by("number"))
    return rows.prefetch_related(phases).annotate(received=Count("answers", distinct=True))


def _call(one: Any) -> CallData:
    return CallData(
        number=one.pk,
        key=one.slug,
        title=one.title,
        language=one.language,
        gathers=one.gathers,
        purpose=one.purpose,
        decides=one.decides,
        criteria=one.criteria,
        what_next=one.what_next,
        themes=one.themes,
        takes_late=one.takes_late,
        phases=[
            PhaseData(number=phase.number, title=phase.title, opens=phase.opens_at, closes=phase.closes_at)
            for phase in one.phases.all()
        ],
        received=one.received,
        address=absolute("calls:call", one.slug),
    )


def _round(one: Round) -> dict[str, Any]:
    return {
        "number": one.pk,
        "title": one.title,
        "event": one.event,
        "place": one.place,
        "language": one.language,
        "opened": one.opened_at,
        "closed": one.closed_at,
        "address": absolute("reading:round", one.pk),
    }


def _prompt(one: ReportedPrompt) -> PromptData:
    results = one.results or {"people": 0, "rows": []}
    return PromptData(
        number=one.number,
        title=one.prompt.title,
        kind=one.prompt.kind,
        asked=one.asked_at,
        inputs=[line.number for line in one.published],
        unpublished=one.unpublished,
        people=results["people"],
        votes=[
            VoteData(
                label=row["label"],
                count=row.get("count"),
                agree=row.get("agree"),
                disagree=row.get("disagree"),
                passed=row.get("pass"),
            )
            for row in results["rows"]
        ],
    )


def _event(one: Event) -> EventData:
    """What its page says. The address on the net is for those who come."""
    return EventData(
        number=one.pk,
        title=one.title,
        about=one.about,
        state=one.state,
        starts=one.starts_at,
        ends=one.ends_at,
        place=one.place,
        places=one.places,
        closes=one.closes_at,
        themes=one.themes,
        address=absolute("events:event", one.pk),
    )
