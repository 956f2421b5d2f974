"""What is new in an edition: each paragraph that changed since the one before, why, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Max

from kokebok.book.models import Wording
from kokebok.desk.models import CREDITED, Decision
from kokebok.editions.why import WhySince, explanations_of
from kokebok.inputs.models import readable
from kokebok.inputs.seen import seen_by_all
from kokebok.lib.alphabet import alphabetical

if TYPE_CHECKING:
    from kokebok.editions.change_rows import EditionChange, FoundChange
    from kokebok.editions.models import Edition


def changes_since(previous: Edition | None, standing: Sequence[Wording], *, root: str) -> list[EditionChange]:
    """The changes from the edition before to the wordings that stand, in reading order; none for a first edition.

    `root` is the cookbook's own address path; what comes after it is the path of a change.
    """
    return [found.change for found in found_changes(previous, standing, root=root)]


def found_changes(previous: Edition | None, standing: Sequence[Wording], *, root: str) -> list[FoundChange]:
    """The same changes, each with what an explanation of it points to."""
    if previous is None:
        return []
    frozen = {
        row.wording.paragraph_id: row.wording
        for row in previous.wordings.select_related("wording__paragraph__page").order_by("pk")
    }
    now = {wording.paragraph_id: wording for wording in standing}
    changed = {
        key: wording for key, wording in now.items() if key not in frozen or frozen[key].text != wording.text
    }
    gone = {key: wording for key, wording in frozen.items() if key not in now}
    why = WhySince(
        decisions=_decisions_between(frozen, changed),
        wordings=_wordings_between(frozen, changed),
        explanations=explanations_of(previous),
        pages_before={one.paragraph.page_id for one in frozen.values()},
        pages_now={one.paragraph.page_id for one in now.values()},
    )
    return [
        *(why.change(frozen.get(key), wording, root) for key, wording in changed.items()),
        *(why.change(wording, None, root) for wording in gone.values()),
    ]


def _wordings_between(frozen: dict[int, Wording], now: dict[int, Wording]) -> dict[int, list[Wording]]:
    """Every wording after the frozen one, oldest first; of paragraphs that are new since then, all they have had."""
    found: dict[int, list[Wording]] = {}
    for wording in Wording.objects.filter(paragraph__in=list(now)).order_by("paragraph", "number"):
        before = frozen.get(wording.paragraph_id)
        if before is None or wording.number > before.number:
            found.setdefault(wording.paragraph_id, []).append(wording)
    return found


def _decisions_between(frozen: dict[int, Wording], now: dict[int, Wording]) -> dict[int, list[Decision]]:
    """The decisions that led to a wording after the frozen one and up to the one that stands, by paragraph."""
    found: dict[int, list[Decision]] = {}
    decisions = Decision.objects.filter(readable("given__"), wording__isnull=False).order_by("at", "pk")
    for decision in decisions.select_related("wording", "given"):
        wording = decision.wording
        if wording is None or wording.paragraph_id not in now:
            continue
        before = frozen.get(wording.paragraph_id)
        first = before.number if before else 0
        if first < wording.number <= now[wording.paragraph_id].number:
            found.setdefault(wording.paragraph_id, []).append(decision)
    return found


def credits_until_now() -> list[str]:
    """Those whose words or idea have been used, who agreed to be named: each once, in alphabetical order."""
    used = Decision.objects.filter(readable("given__"), outcome__in=CREDITED).select_related("given")
    names = {seen_by_all(decision.given).signature for decision in used}
    return sorted(names - {""}, key=alphabetical)


def bodies_credited_until_now() -> set[str]:
    """On whose behalf they spoke whose words or idea have been used, and who agreed to be named; in lower case."""
    used = Decision.objects.filter(readable("given__"), outcome__in=CREDITED).select_related("given")
    return {seen_by_all(decision.given).body.strip().casefold() for decision in used} - {""}


def wordings_standing_on(page_ids: Sequence[int]) -> list[Wording]:
    """The wording that stands of each paragraph on these pages, in reading order."""
    newest = (
        Wording.objects.filter(paragraph__gone_at=None, paragraph__page__in=page_ids)
        .values("paragraph_id")
        .annotate(newest=Max("number"))
        .values_list("paragraph_id", "newest")
    )
    numbers = dict(newest)
    wordings = Wording.objects.filter(paragraph__gone_at=None, paragraph__page__in=page_ids)
    standing = [
        wording
        for wording in wordings.select_related("paragraph__page")
        if numbers.get(wording.paragraph_id) == wording.number
    ]
    place = {page_id: order for order, page_id in enumerate(page_ids)}
    return sorted(standing, key=lambda wording: (place[wording.paragraph.page_id], wording.paragraph.order))
