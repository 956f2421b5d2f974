"""What was found in the answers to a prompt, as screens and reports show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from kokebok.features.models import Feature
from kokebok.features.queries import on
from kokebok.lib.opinions import Opinions, from_data
from kokebok.rounds.models import WRITTEN, Finding, Prompt, PromptKind, RoundInput
from kokebok.themes.models import UNFINISHED, Work

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class PromptGroup:
    """Inputs that are alike: the words that tell them from the rest, how many, and the most and least typical of them.

    `least` is "" where there is only one.
    """

    number: int
    words: tuple[str, ...]
    size: int
    share: int
    example: str
    least: str


@dataclass(frozen=True)
class PromptGroups:
    """All groups, largest first, how many inputs are in none, and when they were found. `share` is of the largest."""

    groups: tuple[PromptGroup, ...]
    alone: int
    at: datetime


@dataclass(frozen=True)
class FindingFound:
    """Where the finding of a prompt is: what was found last, if anything, and whether it is being found anew."""

    groups: PromptGroups | None = None
    opinions: Opinions | None = None
    under_way: bool = False
    failed: bool = False


def found_in(prompts: Iterable[Prompt]) -> dict[int, FindingFound]:
    """For each prompt what was found in its answers, where that is switched on.

    Takes two questions to the database, however many they are.
    """
    asked = list(prompts)
    findings: dict[int, list[Finding]] = {prompt.pk: [] for prompt in asked}
    is_stance = Q(prompt__kind=PromptKind.STANCE)
    switched_on = (is_stance & on(Feature.OPINIONS)) | (~is_stance & on(Feature.GROUPS))
    for one in Finding.objects.filter(switched_on, prompt__in=asked).order_by("-pk"):
        findings[one.prompt_id].append(one)
    texts = _texts(prompt for prompt in asked if prompt.kind in WRITTEN)
    return {prompt.pk: _found(prompt, findings[prompt.pk], texts) for prompt in asked}


def _found(prompt: Prompt, findings: list[Finding], texts: dict[int, str]) -> FindingFound:
    done = next((one for one in findings if one.state == Work.DONE), None)
    last = findings[0] if findings else None
    return FindingFound(
        groups=_groups(done, texts) if done and prompt.kind in WRITTEN else None,
        opinions=from_data(done.found) if done and prompt.kind == PromptKind.STANCE else None,
        under_way=any(one.state in UNFINISHED for one in findings),
        failed=last is not None and last.state == Work.FAILED,
    )


def _texts(prompts: Iterable[Prompt]) -> dict[int, str]:
    """The inputs that are on the wall and public now: one taken away since the groups were found is in none of them."""
    shown = RoundInput.objects.on_wall().filter(prompt__in=list(prompts))
    return dict(shown.values_list("pk", "given__text"))


def _still_said(words: list[str], texts: list[str]) -> tuple[str, ...]:
    """The words of a group that stand in what is left of it: those of one that is taken away are not shown."""
    left = "\n".join(texts).casefold()
    return tuple(word for word in words if word.casefold() in left)


def _groups(done: Finding, texts: dict[int, str]) -> PromptGroups:
    there = [
        (_still_said(one["words"], [texts[key] for key in members]), members)
        for one in done.found["groups"]
        if (members := [key for key in one["members"] if key in texts])
    ]
    there.sort(key=lambda one: -len(one[1]))
    most = len(there[0][1]) if there else 1
    groups = tuple(
        PromptGroup(
            number,
            words,
            len(members),
            round(100 * len(members) / most),
            texts[members[0]],
            texts[members[-1]] if len(members) > 1 else "",
        )
        for number, (words, members) in enumerate(there, 1)
    )
    return PromptGroups(groups, sum(key in texts for key in done.found["alone"]), done.changed_at)
