"""What is new in an edition: each paragraph that changed since the one before, why, and on whose word."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Max

from kokebok.book.models import Weight, Wording
from kokebok.desk.models import Decision, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.editions.models import Edition

USED = (Outcome.TAKEN_IN, Outcome.TAKEN_IN_CHANGED, Outcome.PARTLY)


@dataclass(frozen=True)
class Credit:
    """An input that a change came from. `name` is "" unless its sender agreed to be named."""

    number: int
    kind: str
    name: str


@dataclass(frozen=True)
class Change:
    """A paragraph that is changed, new or gone since the edition before."""

    page: str
    path: str
    anchor: str
    what: Literal["changed", "new", "gone"]
    before: str
    after: str
    reason: str
    weight: str
    inputs: tuple[Credit, ...]


def changes_since(previous: Edition | None, standing: Iterable[Wording]) -> list[dict[str, Any]]:
    """The changes from the edition before to the wordings that stand, in reading order; none for a first edition."""
    if previous is None:
        return []
    frozen = {
        row.wording.paragraph_id: row.wording
        for row in previous.wordings.select_related("wording__paragraph__page").order_by("wording__paragraph_id")
    }
    now = {wording.paragraph_id: wording for wording in standing}
    decided = _decisions_between(frozen, now)
    changes = [
        _change(frozen.get(key), wording, decided.get(key, []))
        for key, wording in now.items()
        if key not in frozen or frozen[key].text != wording.text
    ]
    gone = [_change(wording, None, []) for key, wording in frozen.items() if key not in now]
    return [asdict(change) for change in changes + gone]


def _decisions_between(frozen: dict[int, Wording], now: dict[int, Wording]) -> dict[int, list[Decision]]:
    """The decisions that led to a wording after the frozen one, by paragraph."""
    found: dict[int, list[Decision]] = {}
    decisions = Decision.objects.exclude(wording=None).select_related("wording", "given").order_by("at", "pk")
    for decision in decisions.filter(wording__paragraph_id__in=now):
        wording = decision.wording
        if wording is None:
            continue
        before = frozen.get(wording.paragraph_id)
        if before is None or before.number < wording.number <= now[wording.paragraph_id].number:
            found.setdefault(wording.paragraph_id, []).append(decision)
    return found


def _change(before: Wording | None, after: Wording | None, decisions: list[Decision]) -> Change:
    wording = after or before
    assert wording is not None  # noqa: S101 (one of the two is always given)
    page = wording.paragraph.page
    return Change(
        page=page.title,
        path=page.url_path,
        anchor=wording.paragraph.anchor,
        what="gone" if after is None else "new" if before is None else "changed",
        before=before.text if before else "",
        after=after.text if after else "",
        reason=after.reason if after and before else "",
        weight=str(after.weight if after else Weight.MEANING),
        inputs=tuple(credit(decision) for decision in decisions),
    )


def credit(decision: Decision) -> Credit:
    """How an input is named in public: its number and kind, and who sent it if they agreed to that."""
    given = decision.given
    return Credit(number=given.pk, kind=given.kind, name=given.signature if given.may_be_named else "")


def credits_until_now() -> list[str]:
    """Those whose words or idea have been used, who agreed to be named: each once, in alphabetical order."""
    used = Decision.objects.filter(outcome__in=USED, given__may_be_named=True).select_related("given")
    return sorted({decision.given.signature for decision in used if decision.given.signature}, key=str.casefold)


def newest_wordings() -> list[Wording]:
    """The wording that stands of each paragraph in the published text, in reading order."""
    newest = (
        Wording.objects.filter(paragraph__gone_at=None, paragraph__page__live=True)
        .values("paragraph_id")
        .annotate(newest=Max("number"))
        .values_list("paragraph_id", "newest")
    )
    numbers = dict(newest)
    wordings = Wording.objects.filter(paragraph_id__in=numbers).select_related("paragraph__page")
    standing = [wording for wording in wordings if numbers[wording.paragraph_id] == wording.number]
    return sorted(standing, key=lambda wording: (wording.paragraph.page.path, wording.paragraph.order))
