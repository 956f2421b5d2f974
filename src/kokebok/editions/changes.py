"""What is new in an edition: each paragraph that changed since the one before, why, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.db.models import Max

from kokebok.book.models import Weight, Wording
from kokebok.desk.models import CREDITED, Decision
from kokebok.inputs.models import readable
from kokebok.inputs.seen import seen_by_all
from kokebok.lib.alphabet import alphabetical

if TYPE_CHECKING:
    from kokebok.editions.models import Edition


@dataclass(frozen=True)
class Credit:
    """An input that a change came from. `name` is "" unless its sender agreed to be named."""

    number: int
    kind: str
    name: str


@dataclass(frozen=True)
class Change:
    """A paragraph that is changed, new or gone since the edition before. `path` is the page's place in the book."""

    page: str
    path: str
    anchor: str
    what: Literal["changed", "new", "gone"]
    before: str
    after: str
    reason: str
    weight: str
    inputs: tuple[Credit, ...]


def changes_since(previous: Edition | None, standing: Sequence[Wording], *, root: str) -> list[Change]:
    """The changes from the edition before to the wordings that stand, in reading order; none for a first edition.

    `root` is the cookbook's own address path; what comes after it is the path of a change.
    """
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
    decided = _decisions_between(frozen, changed)
    wordings = _wordings_between(frozen, changed)
    changes = [
        _change(frozen.get(key), wording, root, since=wordings.get(key, []), decisions=decided.get(key, []))
        for key, wording in changed.items()
    ]
    gone = [
        _change(wording, None, root, since=[], decisions=[])
        for key, wording in frozen.items()
        if key not in now
    ]
    return changes + gone


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


def _change(
    before: Wording | None,
    after: Wording | None,
    root: str,
    *,
    since: list[Wording],
    decisions: list[Decision],
) -> Change:
    wording = after or before
    assert wording is not None
    page = wording.paragraph.page
    small = bool(since) and all(one.weight == Weight.SMALL for one in since)
    return Change(
        page=page.title,
        path=page.url_path.removeprefix(root).strip("/"),
        anchor=wording.paragraph.anchor,
        what="gone" if after is None else "new" if before is None else "changed",
        before=before.text if before else "",
        after=after.text if after else "",
        reason="\n".join(dict.fromkeys(one.reason for one in since if one.reason)),
        weight=str(Weight.SMALL if small else Weight.MEANING),
        inputs=tuple(credit(decision) for decision in decisions),
    )


def credit(decision: Decision) -> Credit:
    """How an input is named in public: its number and kind, and who sent it if they agreed to that."""
    given = decision.given
    return Credit(number=given.pk, kind=given.kind, name=seen_by_all(given).signature)


def credits_until_now() -> list[str]:
    """Those whose words or idea have been used, who agreed to be named: each once, in alphabetical order."""
    used = Decision.objects.filter(readable("given__"), outcome__in=CREDITED).select_related("given")
    names = {seen_by_all(decision.given).signature for decision in used}
    return sorted(names - {""}, key=alphabetical)


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
