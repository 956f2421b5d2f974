"""The three screens of those who lead: the host's remote, the moderator's queue, and the wall."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.rounds.actions.find import kinds_grouped
from kokebok.rounds.findings import found_in
from kokebok.rounds.languages import language_of
from kokebok.rounds.leading import LEAD, MODERATE
from kokebok.rounds.live.devices import staff_token
from kokebok.rounds.models import RoundState, WallShows
from kokebok.rounds.posters import qr_svg
from kokebok.rounds.queries import (
    counts_of,
    find_round_by_code,
    find_round_for,
    groups_waiting,
    newest_event,
    run_sheet,
    taken_away,
    wall_inputs,
    with_the_wall,
)
from kokebok.rounds.results import results_of
from kokebok.rounds.rules import MAY
from kokebok.web.language import in_language

if TYPE_CHECKING:
    from kokebok.people.models import Person
    from kokebok.rounds.findings import FindingFound
    from kokebok.rounds.models import Prompt, Round

round_page = partial(entrance, MAY)
WITHOUT_CORNER = (WallShows.JOIN, WallShows.NOTHING)  # there the way in is large, or nothing is to be seen


@round_page("round.lead")
def remote(request: HttpRequest, number: int) -> HttpResponse:
    """The host's remote: next, clock, wall, doors."""
    person, seen = person_of(request), newest_event()
    round_ = find_round_for(person, number)
    if request.method == "POST":
        act = LEAD.get(request.POST.get("act", ""))
        with refusal_told(request):
            if act is not None:
                act(round_, request.POST, by=person)
        return redirect("rounds_desk:remote", number=number)
    prompts, grouped = run_sheet(round_), kinds_grouped()
    has_groups = any(one.kind in grouped for one in prompts)
    context = {
        "round": round_,
        "prompts": prompts,
        "next": _next(round_, prompts),
        "counts": counts_of(round_.pk),
        "walls": [(one.value, one.label) for one in WallShows if one != WallShows.GROUPS or has_groups],
        "makes_groups": round_.prompt is not None and round_.prompt.kind in grouped,
        "found": _found_now(round_),
        "wall": wall_inputs(round_),
        "away": taken_away(round_),
        "stream": _stream(round_, person, seen),
    }
    return show(request, "rounds/desk/remote.html", context)


@round_page("round.moderate")
def queue(request: HttpRequest, number: int) -> HttpResponse:
    """What waits to be seen, likely duplicates together."""
    person, seen = person_of(request), newest_event()
    round_ = find_round_for(person, number)
    if request.method == "POST":
        act = MODERATE.get(request.POST.get("act", ""))
        with refusal_told(request):
            if act is not None:
                act(round_, request.POST, by=person)
        return redirect("rounds_desk:queue", number=number)
    context = {
        "round": round_,
        "groups": with_the_wall(round_, groups_waiting(round_), person),
        "wall": wall_inputs(round_),
        "away": taken_away(round_),
        "counts": counts_of(round_.pk),
        "stream": _stream(round_, person, seen),
    }
    return show(request, "rounds/desk/queue.html", context)


@never_cache
@require_safe
def wall(request: HttpRequest, code: str) -> HttpResponse:
    """The wall, to be read from the back row."""
    seen = newest_event()
    round_ = find_round_by_code(code)
    with in_language(request, language_of(round_)):
        return render(request, "rounds/wall.html", _on_the_wall(round_, seen))


def _on_the_wall(round_: Round, seen: int) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if round_.wall == WallShows.INPUTS:
        shown = wall_inputs(round_)
    elif round_.wall == WallShows.RESULT and round_.prompt:
        shown = {"result": with_shares(results_of(round_.prompt))}
    elif round_.wall == WallShows.GROUPS and round_.prompt:
        shown = {"found": _found_now(round_)}
    address = f"{settings.BASE_URL}/r/{round_.code}/"
    return {
        "round": round_,
        "prompt": round_.prompt,
        "address": address.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "short": settings.BASE_URL.removeprefix("https://").removeprefix("http://") + "/r/",
        "qr": qr_svg(address),
        "corner": round_.state == RoundState.OPEN and round_.joining and round_.wall not in WITHOUT_CORNER,
        "counts": counts_of(round_.pk),
        "stream": f"/live/{round_.code}/wall/stream?from={seen}",
        **shown,
    }


def with_shares(result: dict[str, Any]) -> dict[str, Any]:
    """The result with each count as a share of the largest (or of all stances), in whole percent, for its bar."""
    rows = result["rows"]
    if result["kind"] == "stance":
        for row in rows:
            all_ = (row["agree"] + row["disagree"] + row["pass"]) or 1
            row |= {f"{name}_share": round(100 * row[name] / all_) for name in ("agree", "disagree", "pass")}
    else:
        most = max((row["count"] for row in rows), default=0) or 1
        for row in rows:
            row["share"] = round(100 * row["count"] / most)
    return result


def _found_now(round_: Round) -> FindingFound | None:
    """What was found in the answers to the prompt of now; None without one."""
    return found_in([round_.prompt])[round_.prompt.pk] if round_.prompt else None


def _next(round_: Round, prompts: list[Prompt]) -> Prompt | None:
    """The prompt after the one of now; the first where none is shown."""
    keys = [prompt.pk for prompt in prompts]
    at = keys.index(round_.prompt_id) + 1 if round_.prompt_id in keys else 0
    return prompts[at] if at < len(prompts) else None


def _stream(round_: Round, person: Person, seen: int) -> str:
    token = staff_token(round_.code, person)
    return f"/live/{round_.code}/queue/stream?token={token}&from={seen}"
