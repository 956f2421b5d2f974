"""What the resource group has said, as the editors see it: who said what, of which wording, and where they disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from kokebok.book.languages import language_of
from kokebok.review.models import DraftPassage, DraftVerdict, Portion, Reader, Reading, Says, Verdict
from kokebok.review.progress import last_with_meaning, stands
from kokebok.review.queries import changed, newest_wordings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from kokebok.book.models import Paragraph, Wording
    from kokebok.people.models import Person


@dataclass(frozen=True)
class Voice:
    """What one member says of a paragraph.

    `is_older`: it is said of an earlier wording than the one that stands; `stands`: and yet holds, since only small
    corrections came after it. `change` is what has changed since, word by word.
    """

    verdict: Verdict
    is_older: bool
    stands: bool
    change: list[tuple[str, str]]


@dataclass(frozen=True)
class Heard:
    """A paragraph with what is said of it. `silent` has the members who have said nothing of it."""

    portion: Portion
    now: Wording
    voices: list[Voice]
    silent: list[Person]

    @property
    def disagrees(self) -> bool:
        """Whether some approve and some object, each by what they last said."""
        last = {voice.verdict.person_id: voice.verdict.says for voice in self.voices}
        return {Says.APPROVE, Says.OBJECT} <= set(last.values())

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many last said what, in words; those nobody said are left out."""
        last = Counter({v.verdict.person_id: v.verdict.says for v in self.voices}.values())
        return [(str(says.label), last[says]) for says in Says if last[says]]


def summaries() -> QuerySet[Reading]:
    """All readings, the open first.

    Each has `number_of_members`, `…_of_portions`, `…_heard`, `…_of_objections` and `…_of_drafts`.
    """
    objections = Count("portions__verdicts", filter=Q(portions__verdicts__says=Says.OBJECT), distinct=True)
    to_drafts = DraftVerdict.objects.filter(passage__draft__reading=OuterRef("pk"), says=Says.OBJECT)
    counted = to_drafts.order_by().values("passage__draft__reading").annotate(number=Count("pk"))
    return (
        Reading.objects.select_related("by")
        .annotate(
            number_of_members=Count("readers", distinct=True),
            number_of_portions=Count("portions", distinct=True),
            number_heard=Count("portions", filter=Q(portions__verdicts__isnull=False), distinct=True),
            number_of_objections=objections + Coalesce(Subquery(counted.values("number")), 0),
            number_of_drafts=Count("drafts", distinct=True),
        )
        .order_by("closed_at", "-at", "-pk")
    )


def find_reading(number: int) -> Reading:
    """A reading; Http404 if there is none such."""
    return get_object_or_404(Reading.objects.select_related("by"), pk=number)


def portions_of(reading: Reading, *, only_remarks: bool) -> QuerySet[Portion]:
    """The paragraphs of a reading in their order; or only those somebody has said something of in words.

    Each has `text_language`, what its page is written in.
    """
    found = reading.portions.select_related("paragraph__page")
    found = found.annotate(text_language=language_of("paragraph__page"))
    remarked = Verdict.objects.filter(portion__reading=reading).exclude(text="").values("portion")
    return found.filter(pk__in=remarked) if only_remarks else found


def heard(reading: Reading, portions: Iterable[Portion]) -> list[Heard]:
    """What is said of these paragraphs. Four queries, however many paragraphs."""
    asked = list(portions)
    now = newest_wordings([one.paragraph for one in asked])
    members = [one.person for one in Reader.objects.filter(reading=reading).select_related("person")]
    voices = _voices(Verdict.objects.filter(portion__in=asked), now)
    return [_heard(one, now[one.paragraph_id], voices.get(one.pk, []), members) for one in asked]


def said_about(paragraph: Paragraph) -> list[Voice]:
    """What members last said of a paragraph, in any reading, those who object first. Four queries, or one."""
    verdicts = Verdict.objects.filter(portion__paragraph=paragraph)
    if not verdicts.exists():
        return []
    found = _voices(verdicts, newest_wordings([paragraph]))
    last = {
        voice.verdict.person_id: voice
        for voice in sorted(
            (voice for voices in found.values() for voice in voices),
            key=lambda voice: (voice.verdict.wording.number, voice.verdict.at),
        )
    }
    order = {Says.OBJECT: 0, Says.COMMENT: 1, Says.APPROVE: 2}
    return sorted(last.values(), key=lambda voice: (order[Says(voice.verdict.says)], voice.verdict.pk))


def total_of(reading: Reading) -> int:
    """How many paragraphs and passages of drafts a reading has."""
    return reading.portions.count() + DraftPassage.objects.filter(draft__reading=reading).count()


def progress_of(reading: Reading) -> list[tuple[Person, int, bool]]:
    """Each member with how many paragraphs they have said something of, and whether their name may be shown.

    The passages of drafts are counted too.
    """
    counts = Count("pk", distinct=True)
    spoken = Portion.objects.filter(reading=reading, verdicts__isnull=False).order_by()
    of_drafts = DraftPassage.objects.filter(draft__reading=reading, verdicts__isnull=False).order_by()
    by_person = Counter(dict(spoken.values_list("verdicts__person").annotate(number=counts)))
    by_person.update(dict(of_drafts.values_list("verdicts__person").annotate(number=counts)))
    readers = Reader.objects.filter(reading=reading).select_related("person")
    return [(one.person, by_person[one.person_id], one.may_be_named) for one in readers]


def _voices(verdicts: QuerySet[Verdict], now: dict[int, Wording]) -> dict[int, list[Voice]]:
    rows = list(
        verdicts.select_related("person", "wording", "portion", "released_as").order_by(
            "wording__number", "at"
        )
    )
    meaning = last_with_meaning({row.portion.paragraph_id for row in rows}) if rows else {}
    found: dict[int, list[Voice]] = defaultdict(list)
    for row in rows:
        standing = now[row.portion.paragraph_id]
        older = row.wording.number < standing.number
        found[row.portion_id].append(
            Voice(
                verdict=row,
                is_older=older,
                stands=stands(row, meaning),
                change=changed(row.wording.text, standing.text) if older else [],
            )
        )
    return found


def _heard(portion: Portion, now: Wording, voices: list[Voice], members: list[Person]) -> Heard:
    spoke = {voice.verdict.person_id for voice in voices}
    return Heard(portion, now, voices, [one for one in members if one.pk not in spoke])
