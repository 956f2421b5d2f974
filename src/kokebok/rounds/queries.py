"""Reading rounds, each thing through one door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from kokebok.inputs.models import Door, Input, State, readable
from kokebok.inputs.seen import Seen, seen_by_all, seen_by_moderator
from kokebok.lib.bounded import number_in, numbers_in
from kokebok.rounds.duplicate_groups import duplicate_among, duplicate_groups_of
from kokebok.rounds.models import Event, Participant, Prompt, Round, RoundInput, RoundState, WallStanding
from kokebok.rounds.rules import may

if TYPE_CHECKING:
    import uuid

    from kokebok.people.models import Person

MOST_IN_A_QUEUE = 100
MOST_ON_A_WALL = 24
MOST_TAKEN_AWAY = 12


@dataclass(frozen=True)
class WallLine:
    """An input on the wall (or taken off it) as anyone sees it. `alike` is how many more say the same."""

    key: int
    number: int
    seen: Seen
    language: str
    table: str
    alike: int


def find_round_by_code(code: str) -> Round:
    """A round that has begun, by its code however it is written; Http404 alike for one being prepared and for none."""
    plain = "".join(code.split()).replace("-", "").lower()
    return get_object_or_404(
        Round.objects.select_related("prompt__paragraph__page").exclude(state=RoundState.DRAFT), code=plain
    )


def rounds_for(person: Person) -> list[Round]:
    """All rounds, newest first, with `number_of_inputs` and `number_of_people`; none for whoever may not see them."""
    if not may(person, "round.read"):
        return []
    inputs = RoundInput.objects.filter(prompt__round=OuterRef("pk")).order_by().values("prompt__round")
    people = Participant.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return list(
        Round.objects.select_related("host").annotate(
            number_of_inputs=Coalesce(Subquery(inputs.annotate(number=Count("pk")).values("number")), 0),
            number_of_people=Coalesce(Subquery(people.annotate(number=Count("pk")).values("number")), 0),
        )
    )


def led_by(host: Person) -> list[int]:
    """The numbers of the rounds that somebody is the host of and that are not over, newest first."""
    return list(Round.objects.filter(host=host).exclude(state=RoundState.CLOSED).values_list("pk", flat=True))


def find_round_for(person: Person, number: int) -> Round:
    """A round, for those who work with rounds; Http404 alike for absent and for hidden."""
    found = Round.objects.select_related("host", "prompt__paragraph__page").filter(pk=number).first()
    if found is None or not may(person, "round.read"):
        raise Http404
    return found


def rounds_with_report() -> list[Round]:
    """The rounds whose report anyone may read, in the order they were made."""
    public = Round.objects.filter(report_public_at__isnull=False).order_by("pk")
    return [one for one in public if one.has_public_report]


def find_round_with_report(number: int) -> Round:
    """A round whose report anyone may read; Http404 alike for absent and for hidden."""
    found = Round.objects.select_related("host", "prompt__paragraph__page").filter(pk=number).first()
    if found is None or not found.has_public_report:
        raise Http404
    return found


def run_sheet(round_: Round) -> list[Prompt]:
    """The prompts in their order, each with `number_of_answers` and `number_of_votes`."""
    return list(
        round_.prompts.select_related("paragraph__page")
        .annotate(
            number_of_answers=Count("answers", distinct=True), number_of_votes=Count("votes", distinct=True)
        )
        .order_by("order", "pk")
    )


def find_prompt(round_: Round, number: str) -> Prompt:
    """A prompt of this round; Http404 for others."""
    prompts = Prompt.objects.select_related("paragraph__page").filter(round=round_)
    return get_object_or_404(prompts, pk=number_in(number) or 0)


def find_participant(link: str) -> Participant:
    """Whose link this is; Http404 for a link that never was."""
    return get_object_or_404(Participant.objects.select_related("round"), link=link)


def sent_by(participant: Participant) -> list[RoundInput]:
    """The inputs a participant has sent, oldest first."""
    rows = RoundInput.objects.filter(participant=participant).select_related("given", "prompt")
    return list(rows.order_by("pk"))


def is_received(ticket: uuid.UUID) -> bool:
    """Whether the input with this ticket is here."""
    return Input.objects.filter(ticket=ticket).exists()


def find_waiting(round_: Round, keys: list[str]) -> list[RoundInput]:
    """The live inputs of this round with these keys, in their order; those that are of another round are left out."""
    rows = RoundInput.objects.filter(prompt__round=round_, pk__in=numbers_in(keys)).exclude(
        standing=WallStanding.BLOCKED
    )
    return list(rows.select_related("given", "prompt").order_by("pk"))


def find_device(round_: Round, number: str) -> Participant:
    """A device in this round; Http404 for others."""
    devices = Participant.objects.filter(round=round_)
    return get_object_or_404(devices, pk=number_in(number) or 0)


def counts_of(round_id: int) -> dict[str, int]:
    """How many live inputs wait, are on the wall and are not, and how many people take part."""
    mine = RoundInput.objects.filter(prompt__round=round_id)
    may_be_read = readable("given__")
    waits = Q(standing=WallStanding.QUEUED) & (may_be_read | Q(given__state=State.WAITING))
    counts: dict[str, int] = mine.aggregate(
        queued=Count("pk", filter=waits),
        shown=Count("pk", filter=may_be_read & Q(standing=WallStanding.SHOWN)),
        hidden=Count("pk", filter=Q(standing=WallStanding.HIDDEN)),
    )
    return {**counts, "people": Participant.objects.filter(round=round_id).count()}


def number_on_paper(round_: Round) -> int:
    """How many answers have been typed in from paper."""
    return RoundInput.objects.filter(prompt__round=round_, given__door=Door.PAPER).count()


def newest_event() -> int:
    """The number of the newest event there is: what a screen goes on from that is made from what is read after this."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def groups_waiting(round_: Round) -> list[list[RoundInput]]:
    """What waits in the queue, oldest first, likely duplicates in one group; at most a hundred."""
    rows = RoundInput.objects.filter(prompt__round=round_).in_the_queue().each_once()
    waiting = list(
        rows.select_related("given__wording", "prompt", "participant").order_by("pk")[:MOST_IN_A_QUEUE]
    )
    return duplicate_groups_of(waiting)


def with_the_wall(round_: Round, groups: list[list[RoundInput]], person: Person) -> list[dict[str, Any]]:
    """Each group, with the name of its first as a person may see it, and what is likely the same on the wall.

    That is one among the newest hundred; None for none.
    """
    asked = {group[0].prompt_id for group in groups}
    rows = RoundInput.objects.on_wall().each_once().filter(prompt__in=asked)
    shown = list(rows.select_related("given").order_by("-pk")[:MOST_IN_A_QUEUE]) if asked else []
    return [
        {
            "rows": group,
            "name": seen_by_moderator(person, group[0].given).name,
            "on_wall": duplicate_among(group, shown),
        }
        for group in groups
    ]


def wall_inputs(round_: Round) -> dict[str, Any]:
    """The newest inputs on the wall for the prompt of now (`WallLine`), and how many there are."""
    shown = RoundInput.objects.on_wall().each_once().filter(prompt=round_.prompt_id)
    rows = shown.select_related("given").with_alike().order_by("-pk")[:MOST_ON_A_WALL]
    return {"rows": [_wall_line(row) for row in rows], "number": shown.count()}


def taken_away(round_: Round) -> list[WallLine]:
    """The inputs to the prompt of now that a moderator has kept off the wall or taken off it, the last first."""
    rows = RoundInput.objects.taken_away().each_once().filter(prompt=round_.prompt_id)
    newest = rows.select_related("given").with_alike().order_by("-decided_at", "-pk")[:MOST_TAKEN_AWAY]
    return [_wall_line(row) for row in newest]


def _wall_line(row: Any) -> WallLine:
    return WallLine(
        row.pk, row.given_id, seen_by_all(row.given), row.given.language, row.table, row.alike_count
    )
