"""A frozen draft as a member reads it, with a margin beside each passage; and as the editors see what is said of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kokebok.lib.text import from_data
from kokebok.review.models import DraftPage, DraftPassage, DraftVerdict, Says
from kokebok.review.page_reading import ApprovedTogether
from kokebok.review.progress import ReadingStatus
from kokebok.review.rules import may

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from kokebok.inputs.seen import Seen
    from kokebok.lib.text import PageText
    from kokebok.people.models import Person
    from kokebok.review.models import Reading


@dataclass(frozen=True)
class PassageMargin:
    """What stands beside a passage of a draft, as `page_reading.ParagraphMargin` for a paragraph.

    There is nothing public about it, and its words do not change.
    """

    passage: DraftPassage
    said: DraftVerdict | None
    typed: str
    error: str
    change: tuple[tuple[str, str], ...] = ()
    inputs: tuple[Seen, ...] = ()

    @property
    def key(self) -> int:
        """What the buttons in the margin name it by."""
        return self.passage.pk

    @property
    def seen(self) -> int:
        """What the buttons in the margin name the words by that are shown: a draft has but one text."""
        return self.passage.draft_id

    @property
    def status(self) -> ReadingStatus:
        """Where the member is with it."""
        return ReadingStatus.DONE if self.said else ReadingStatus.UNREAD

    @property
    def is_left(self) -> bool:
        """Whether it is to be read."""
        return self.said is None

    @property
    def is_approved(self) -> bool:
        """Whether the member approves of it as it is."""
        return self.said is not None and self.said.says == Says.APPROVE

    @property
    def opens(self) -> bool:
        """Whether what is written stands open."""
        return bool(self.typed or self.error)


@dataclass(frozen=True)
class DraftProgress:
    """How many passages a draft has, and how many are left to read."""

    total: int
    left: int


@dataclass(frozen=True)
class DraftRead:
    """A draft of a reading, laid out as `page_reading.PageRead` is. `margins` are by the passage's name in the text."""

    reading: Reading
    draft: DraftPage
    text: PageText
    margins: Mapping[str, PassageMargin]
    approved: ApprovedTogether | None
    elsewhere: tuple[()] = ()
    after: None = None

    @property
    def address(self) -> str:
        """Where it is read."""
        return reverse("review:draft", args=[self.reading.pk, self.draft.pk])

    @property
    def here(self) -> DraftProgress:
        """How far the member has come."""
        return DraftProgress(len(self.margins), sum(one.is_left for one in self.margins.values()))

    @property
    def rest(self) -> str:
        """The passages that are left."""
        return ",".join(str(one.key) for one in self.margins.values() if one.is_left)


@dataclass(frozen=True)
class HeardOfDraft:
    """What is said of a passage of a draft."""

    passage: DraftPassage
    voices: list[DraftVerdict]

    @property
    def disagrees(self) -> bool:
        """Whether some approve and some object."""
        return {Says.APPROVE, Says.OBJECT} <= {one.says for one in self.voices}


@dataclass(frozen=True)
class DraftHeard:
    """A draft with what is said of each passage, by the passage's name in the text."""

    draft: DraftPage
    text: PageText
    margins: Mapping[str, HeardOfDraft]


def find_draft_for(person: Person, reading: int, number: int) -> DraftPage:
    """A draft of a reading a person is asked to take part in; Http404 alike for absent and for others'."""
    asked = DraftPage.objects.filter(reading=reading, reading__readers__person=person, pk=number)
    return get_object_or_404(asked.select_related("reading__by"))


def find_draft(reading: int, number: int) -> DraftPage:
    """A draft of a reading, for the editors; Http404 if there is none such."""
    return get_object_or_404(DraftPage.objects.select_related("reading"), reading=reading, pk=number)


def find_passage(draft: DraftPage, number: int) -> DraftPassage:
    """A passage of a draft; Http404 if there is none such in it."""
    return get_object_or_404(DraftPassage, draft=draft, pk=number)


def draft_read(
    person: Person,
    draft: DraftPage,
    *,
    typed: Mapping[int, str] | None = None,
    errors: Mapping[int, str] | None = None,
) -> DraftRead:
    """A draft as a member reads it. `typed` and `errors` are by key of passage. Three queries, however long it is."""
    own = DraftVerdict.objects.filter(person=person, passage__draft=draft).order_by("at", "pk")
    said = {one.passage_id: one for one in own}
    margins = {
        _name(one): PassageMargin(
            one, said.get(one.pk), (typed or {}).get(one.pk, ""), (errors or {}).get(one.pk, "")
        )
        for one in draft.passages.all()
    }
    return DraftRead(draft.reading, draft, from_data(draft.text), margins, _approved(list(said.values())))


def left_after(read: DraftRead, number: int) -> int:
    """The key of the next passage that is left after this one, then from the top; this one where all are read."""
    keys = [one.key for one in read.margins.values()]
    left = {one.key for one in read.margins.values() if one.is_left}
    place = keys.index(number)
    return next((key for key in [*keys[place + 1 :], *keys[:place]] if key in left), number)


def draft_heard(draft: DraftPage) -> DraftHeard:
    """What members have said of a draft, passage by passage. Two queries, however long it is."""
    voices: dict[int, list[DraftVerdict]] = defaultdict(list)
    for one in DraftVerdict.objects.filter(passage__draft=draft).select_related("person", "given"):
        voices[one.passage_id].append(one)
    margins = {_name(one): HeardOfDraft(one, voices[one.pk]) for one in draft.passages.all()}
    return DraftHeard(draft, from_data(draft.text), margins)


def drafts_heard(reading: Reading) -> QuerySet[DraftPage]:
    """The drafts of a reading, each with its `total` of passages, `heard` of them, and `remarks` in words."""
    spoken = Q(passages__verdicts__isnull=False)
    in_words = Q(passages__verdicts__isnull=False) & ~Q(passages__verdicts__text="")
    return (
        DraftPage.objects.filter(reading=reading)
        .defer("text")
        .annotate(
            total=Count("passages", distinct=True),
            heard=Count("passages", filter=spoken, distinct=True),
            remarks=Count("passages__verdicts", filter=in_words, distinct=True),
        )
        .order_by("order", "pk")
    )


def is_shown_in_draft(person: Person | AnonymousUser, picture: str) -> bool:
    """Whether a draft that a person is asked to read, or reads as an editor, shows the picture with this name."""
    if not (may(person, "review.read") or may(person, "review.see")):
        return False
    drafts = DraftPage.objects.exclude(pictures=[])
    if not may(person, "review.see"):
        drafts = drafts.filter(reading__readers__person=person.pk)
    return any(picture in names for names in drafts.values_list("pictures", flat=True))


def _name(passage: DraftPassage) -> str:
    return f"u{passage.order}"


def _approved(own: list[DraftVerdict]) -> ApprovedTogether | None:
    key = next((one.together for one in reversed(own) if one.together), None)
    if key is None:
        return None
    number = sum(one.together == key and one.says == Says.APPROVE and not one.text for one in own)
    return ApprovedTogether(key, number) if number else None
