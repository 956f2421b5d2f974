"""What a member reads, and what the editors see of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from kokebok.book.models import Page, Paragraph, Wording
from kokebok.book.queries import wording_now
from kokebok.lib.changes import difference
from kokebok.review.models import DraftPage, Portion, Reader, Reading, Verdict
from kokebok.review.progress import LEFT, ReadingStatus, last_with_meaning, status_of
from kokebok.review.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class ToRead:
    """A reading as its member sees it: how many paragraphs are there to read, and how many of them are done.

    The passages of its drafts are counted too, until they are published.
    """

    reading: Reading
    total: int
    done: int

    @property
    def left(self) -> int:
        """How many paragraphs are left to read."""
        return self.total - self.done


@dataclass(frozen=True)
class MemberLine:
    """A paragraph in a member's list: where they are with it, and what they last said of it in this reading."""

    portion: Portion
    status: ReadingStatus
    verdict: Verdict | None


@dataclass(frozen=True)
class PageToRead:
    """A page of a reading: how many of its paragraphs are to be read, how many are left, and the first that is."""

    page: Page
    total: int
    left: int
    first: Portion | None


@dataclass(frozen=True)
class DraftToRead:
    """A draft of a reading: how many passages it has, and how many its member has said nothing of."""

    draft: DraftPage
    total: int
    left: int


@dataclass(frozen=True)
class Before:
    """One paragraph as a member reads it.

    `now` is the wording that stands. `said` is what they said of that wording in this reading. `earlier` is what they
    last said of an earlier one, in any reading, and `change` what has changed since then, word by word.
    """

    portion: Portion
    now: Wording
    said: Verdict | None
    earlier: Verdict | None
    change: list[tuple[str, str]]
    at: int
    total: int
    before: Portion | None
    after: Portion | None


def open_readings(person: Person) -> list[ToRead]:
    """The open readings a person is asked to take part in, the first due first. Five queries, however many."""
    if not may(person, "review.read"):
        return []
    readings = list(Reading.objects.open().given_to(person).select_related("by"))
    lines = _lines(person, readings) if readings else {}
    drafts = _drafts(person, readings) if readings else {}
    return [_to_read(one, lines.get(one.pk, []), drafts.get(one.pk, [])) for one in readings]


def closed_readings(person: Person) -> list[Reading]:
    """The closed readings a person took part in, newest first."""
    return list(Reading.objects.given_to(person).exclude(closed_at=None).order_by("-closed_at", "-pk"))


def find_reading_for(person: Person, number: int) -> Reading:
    """A reading a person is asked to take part in; Http404 alike for absent and for others'."""
    return get_object_or_404(Reading.objects.given_to(person).select_related("by"), pk=number)


def find_portion_for(person: Person, reading: int, number: int) -> Portion:
    """A paragraph of a reading a person is asked to take part in; Http404 alike for absent and for others'."""
    asked = Portion.objects.filter(reading=reading, reading__readers__person=person, pk=number)
    return get_object_or_404(asked.select_related("paragraph__page", "reading__by"))


def find_reader(person: Person, reading: Reading) -> Reader:
    """The person as a reader of a reading they are asked to take part in."""
    return Reader.objects.get(reading=reading, person=person)


def lines_of(person: Person, reading: Reading) -> list[MemberLine]:
    """The paragraphs of a reading with where its member is. Three queries, however many paragraphs."""
    return _lines(person, [reading]).get(reading.pk, [])


def drafts_of(person: Person, reading: Reading) -> list[DraftToRead]:
    """The drafts of a reading with how far its member has come. One query, however many."""
    return _drafts(person, [reading]).get(reading.pk, [])


def to_read(reading: Reading, lines: list[MemberLine], drafts: list[DraftToRead]) -> ToRead:
    """How far a member has come, from the lines and the drafts of their reading."""
    return _to_read(reading, lines, drafts)


def pages_to_read(lines: list[MemberLine]) -> list[PageToRead]:
    """The pages that these paragraphs are on, in their order."""
    by_page: dict[int, list[MemberLine]] = defaultdict(list)
    for line in lines:
        by_page[line.portion.paragraph.page_id].append(line)
    return [_page_to_read(some) for some in by_page.values()]


def _page_to_read(lines: list[MemberLine]) -> PageToRead:
    left = [line.portion for line in lines if line.status in LEFT]
    standing = [line for line in lines if line.status != ReadingStatus.GONE]
    return PageToRead(lines[0].portion.paragraph.page, len(standing), len(left), left[0] if left else None)


def next_unread(lines: list[MemberLine], after: int) -> Portion | None:
    """The first paragraph that is not done, from the one after this key on, then from the top; None when all are."""
    place = next((n for n, line in enumerate(lines) if line.portion.pk == after), -1)
    in_turn = [*lines[place + 1 :], *lines[: place + 1]]
    return next((one.portion for one in in_turn if one.status in LEFT), None)


def before_member(person: Person, portion: Portion) -> Before:
    """A paragraph as a member reads it, with the difference since they last said something of it."""
    now = wording_now(portion.paragraph)
    own = Verdict.objects.filter(person=person, portion__paragraph=portion.paragraph_id)
    newest_first = list(own.select_related("wording").order_by("-wording__number", "-at"))
    said = next((one for one in newest_first if one.portion_id == portion.pk and one.wording == now), None)
    earlier = next((one for one in newest_first if one.wording.number < now.number), None)
    heard = any(one.wording == now for one in newest_first)
    keys = list(Portion.objects.filter(reading=portion.reading_id))
    place = next(n for n, one in enumerate(keys) if one.pk == portion.pk)
    return Before(
        portion=portion,
        now=now,
        said=said,
        earlier=earlier,
        change=changed(earlier.wording.text, now.text) if earlier and not heard else [],
        at=place + 1,
        total=len(keys),
        before=keys[place - 1] if place else None,
        after=keys[place + 1] if place + 1 < len(keys) else None,
    )


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """The difference between two texts as components/diff.html takes it; empty where there is none."""
    parts = [(str(change.kind), change.text) for change in difference(before, after)]
    return parts if any(kind != "same" for kind, _words in parts) else []


def newest_wordings(paragraphs: list[Paragraph]) -> dict[int, Wording]:
    """The wording that stands, by key of paragraph. One query."""
    rows = Wording.objects.filter(paragraph__in=paragraphs).order_by("number")
    return {one.paragraph_id: one for one in rows}


def _lines(person: Person, readings: list[Reading]) -> dict[int, list[MemberLine]]:
    portions = list(Portion.objects.filter(reading__in=readings).select_related("paragraph__page"))
    own = Verdict.objects.filter(person=person, portion__reading__in=readings)
    said = {
        one.portion_id: one for one in own.select_related("wording", "portion").order_by("wording__number")
    }
    meaning = last_with_meaning({one.paragraph_id for one in portions})
    found: dict[int, list[MemberLine]] = defaultdict(list)
    for one in portions:
        verdict = said.get(one.pk)
        found[one.reading_id].append(MemberLine(one, status_of(one, verdict, meaning), verdict))
    return found


def _drafts(person: Person, readings: list[Reading]) -> dict[int, list[DraftToRead]]:
    own = Q(passages__verdicts__person=person)
    counted = DraftPage.objects.filter(reading__in=readings).defer("text").order_by("order", "pk")
    counted = counted.annotate(
        total=Count("passages", distinct=True), said=Count("passages__verdicts", filter=own, distinct=True)
    )
    found: dict[int, list[DraftToRead]] = defaultdict(list)
    for one in counted:
        left = 0 if one.live_at else one.total - one.said
        found[one.reading_id].append(DraftToRead(one, one.total, left))
    return found


def _to_read(reading: Reading, lines: list[MemberLine], drafts: list[DraftToRead]) -> ToRead:
    counted = [line.status for line in lines if line.status != ReadingStatus.GONE]
    open_drafts = [one for one in drafts if one.draft.live_at is None]
    total, left = sum(one.total for one in open_drafts), sum(one.left for one in open_drafts)
    return ToRead(reading, len(counted) + total, counted.count(ReadingStatus.DONE) + total - left)
