"""A whole page as a member reads it: its text as readers have it, and what stands beside each paragraph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from kokebok.book.queries import text_of
from kokebok.inputs.models import Input
from kokebok.inputs.seen import seen_by_all
from kokebok.lib.text import passages_of
from kokebok.review.models import Says, Verdict
from kokebok.review.progress import LEFT, ReadingStatus
from kokebok.review.queries import changed, lines_of, newest_wordings, pages_to_read

if TYPE_CHECKING:
    import uuid
    from collections.abc import Mapping

    from kokebok.book.models import Paragraph, Wording
    from kokebok.inputs.seen import Seen
    from kokebok.lib.text import PageText
    from kokebok.people.models import Person
    from kokebok.review.models import DraftPage, Portion, Reading
    from kokebok.review.queries import MemberLine, PageToRead


@dataclass(frozen=True)
class ParagraphMargin:
    """What stands beside a paragraph.

    `now` is the wording that stands, `said` what the member said of it in this reading, `change` what has changed
    since they last said something of it in any reading. `inputs` is what everybody can read about it. `typed` is what
    is being written, and `error` what is wrong with it.
    """

    line: MemberLine
    now: Wording
    said: Verdict | None
    change: list[tuple[str, str]]
    inputs: list[Seen]
    typed: str
    error: str

    @property
    def key(self) -> int:
        """What the buttons in the margin name it by."""
        return self.line.portion.pk

    @property
    def seen(self) -> int:
        """What the buttons in the margin name the wording by that is shown."""
        return self.now.pk

    @property
    def status(self) -> ReadingStatus:
        """Where the member is with it."""
        return self.line.status

    @property
    def is_left(self) -> bool:
        """Whether it is to be read."""
        return self.line.status in LEFT

    @property
    def is_approved(self) -> bool:
        """Whether the member approves of it as it is."""
        return self.said is not None and self.said.says == Says.APPROVE

    @property
    def opens(self) -> bool:
        """Whether what is written stands open."""
        return bool(self.typed or self.error)


@dataclass(frozen=True)
class ApprovedTogether:
    """What was approved with one press, and can be taken back with another."""

    together: uuid.UUID
    number: int


@dataclass(frozen=True)
class PageRead:
    """A page of a reading. `margins` are by anchor; `elsewhere` are paragraphs that no longer stand on the page.

    `rest` is what is left, as `seen` of `approve_remaining` on one line; `approved` the last that was approved so.
    """

    reading: Reading
    text: PageText
    margins: Mapping[str, ParagraphMargin]
    elsewhere: list[MemberLine]
    here: PageToRead
    pages: list[PageToRead]
    approved: ApprovedTogether | None
    draft: DraftPage | None = None

    @property
    def address(self) -> str:
        """Where it is read."""
        return reverse("review:page", args=[self.reading.pk, self.here.page.pk])

    @property
    def rest(self) -> str:
        """The paragraphs that are left, each with the wording that is shown."""
        left = (one for one in self.margins.values() if one.is_left)
        return ",".join(f"{one.line.portion.pk}:{one.now.pk}" for one in left)

    @property
    def after(self) -> PageToRead | None:
        """Another page with something left to read: the first after this one, then from the top."""
        place = next(n for n, one in enumerate(self.pages) if one.page.pk == self.here.page.pk)
        in_turn = [*self.pages[place + 1 :], *self.pages[:place]]
        return next((one for one in in_turn if one.left), None)


def page_read(
    person: Person,
    reading: Reading,
    page_id: int,
    *,
    typed: Mapping[int, str] | None = None,
    errors: Mapping[int, str] | None = None,
) -> PageRead:
    """A page of a reading that the person is asked to take part in; Http404 where none of it is on that page.

    `typed` and `errors` are by key of portion. The same few queries, however many paragraphs.
    """
    all_lines = lines_of(person, reading)
    lines = [line for line in all_lines if line.portion.paragraph.page_id == page_id]
    if not lines:
        raise Http404
    paragraphs = [line.portion.paragraph for line in lines]
    now, inputs = newest_wordings(paragraphs), _inputs_on(paragraphs)
    own = _said_by(person, paragraphs)
    margins = {
        line.portion.paragraph.anchor: _margin(
            line,
            now[line.portion.paragraph_id],
            own[line.portion.paragraph_id],
            inputs[line.portion.paragraph_id],
            ((typed or {}).get(line.portion.pk, ""), (errors or {}).get(line.portion.pk, "")),
        )
        for line in lines
    }
    text = text_of(paragraphs[0].page.specific)
    shown = {passage.anchor for passage in passages_of(text)}
    pages = pages_to_read(all_lines)
    return PageRead(
        reading=reading,
        text=text,
        margins={anchor: one for anchor, one in margins.items() if anchor in shown},
        elsewhere=[line for line in lines if line.portion.paragraph.anchor not in shown],
        here=next(one for one in pages if one.page.pk == page_id),
        pages=pages,
        approved=_approved(person, [line.portion for line in lines]),
    )


def _margin(
    line: MemberLine, now: Wording, own: list[Verdict], inputs: list[Seen], written: tuple[str, str]
) -> ParagraphMargin:
    typed, error = written
    of_now = [one for one in own if one.wording_id == now.pk]
    said = next((one for one in of_now if one.portion_id == line.portion.pk), None)
    earlier = next((one for one in own if one.wording.number < now.number), None)
    is_new = earlier is not None and not of_now and line.status != ReadingStatus.GONE
    change = changed(earlier.wording.text, now.text) if earlier and is_new else []
    return ParagraphMargin(line, now, said, change, inputs, typed, error)


def _said_by(person: Person, paragraphs: list[Paragraph]) -> dict[int, list[Verdict]]:
    """All that a person has said of these paragraphs in any reading, newest wording first, by key of paragraph."""
    own = Verdict.objects.filter(person=person, portion__paragraph__in=paragraphs)
    found: dict[int, list[Verdict]] = defaultdict(list)
    for one in own.select_related("wording", "portion").order_by("-wording__number", "-at"):
        found[one.portion.paragraph_id].append(one)
    return found


def _inputs_on(paragraphs: list[Paragraph]) -> dict[int, list[Seen]]:
    found: dict[int, list[Seen]] = defaultdict(list)
    for given in Input.objects.readable().filter(paragraph__in=paragraphs).oldest_first():
        if given.paragraph_id:
            found[given.paragraph_id].append(seen_by_all(given))
    return found


def _approved(person: Person, portions: list[Portion]) -> ApprovedTogether | None:
    own = Verdict.objects.filter(person=person, portion__in=portions)
    key = own.exclude(together=None).order_by("-at", "-pk").values_list("together", flat=True).first()
    if key is None:
        return None
    number = own.together(key).count()
    return ApprovedTogether(key, number) if number else None
