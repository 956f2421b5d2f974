"""Why paragraphs have changed since an edition: what answers, publishings and explanations say of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from django.db.models import Prefetch

from kokebok.book.models import ChangeCause, Weight
from kokebok.book.models.causes import explains
from kokebok.editions.change_rows import EditionChange, FoundChange, credit
from kokebok.editions.models import Explanation
from kokebok.inputs.models import Input

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kokebok.book.models import Wording
    from kokebok.desk.models import Decision
    from kokebok.editions.models import Edition

WholePage = Literal["", "new", "gone"]
NOT_SAID = ""


def explanations_of(since: Edition) -> list[Explanation]:
    """What has been said of the changes since an edition, the oldest first, each with those inputs anyone may read."""
    found = Explanation.objects.filter(since=since).select_related("paragraph").order_by("pk")
    return list(found.prefetch_related(Prefetch("inputs", Input.objects.readable().order_by("pk"))))


@dataclass
class WhySince:
    """All that is said of the changes since an edition, to be told change by change in reading order.

    `decisions` and `wordings` are those since then, by paragraph; the pages are those that had or have paragraphs.
    """

    decisions: Mapping[int, list[Decision]]
    wordings: Mapping[int, list[Wording]]
    explanations: Iterable[Explanation]
    pages_before: set[int]
    pages_now: set[int]
    by_paragraph: dict[tuple[int, bool], Explanation] = field(default_factory=dict)
    by_page: dict[tuple[int, bool], Explanation] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    pages_with_answers: dict[int, bool] = field(default_factory=lambda: defaultdict(bool))

    def __post_init__(self) -> None:
        for one in self.explanations:
            self.by_paragraph[one.paragraph_id, one.upto is None] = one
            if one.of_page is not False:
                self.by_page[one.paragraph.page_id, one.upto is None] = one
        for decisions in self.decisions.values():
            for decision in decisions:
                if decision.wording:
                    self.pages_with_answers[decision.wording.paragraph.page_id] = True

    def change(self, before: Wording | None, after: Wording | None, root: str) -> FoundChange:
        """What has become of a paragraph, and why."""
        wording = after or before
        assert wording is not None
        paragraph, page = wording.paragraph, wording.paragraph.page
        whole = self._whole(page.pk, is_gone=after is None)
        tells = bool(whole) and page.pk not in self.told
        self.told |= {page.pk} if tells else set()
        explained = self._explained(paragraph.pk, page.pk, is_gone=after is None, whole=whole)
        since = self.wordings.get(paragraph.pk, []) if after else []
        decisions = self.decisions.get(paragraph.pk, []) if after else []
        if whole:
            causes = self._of_page(page.pk, explained) if tells else []
            said = explained if tells else None
        else:
            causes, said = self._causes(since, decisions, explained, is_gone=after is None), explained
        small = bool(since) and all(one.weight == Weight.SMALL for one in since)
        change = EditionChange(
            page=page.title,
            path=page.url_path.removeprefix(root).strip("/"),
            anchor=paragraph.anchor,
            what="gone" if after is None else "new" if before is None else "changed",
            before=before.text if before else "",
            after=after.text if after else "",
            reason="\n".join(self._reasons(since, decisions, said)),
            weight=str(Weight.SMALL if small else Weight.MEANING),
            inputs=tuple(credit(given) for given in _inputs(decisions, said)),
            causes=tuple(causes),
        )
        return FoundChange(change, paragraph, after.number if after else None, whole, tells, explained)

    def _whole(self, page: int, *, is_gone: bool) -> WholePage:
        if is_gone:
            return "" if page in self.pages_now else "gone"
        return "" if page in self.pages_before else "new"

    def _explained(self, paragraph: int, page: int, *, is_gone: bool, whole: WholePage) -> Explanation | None:
        if whole:
            return self.by_page.get((page, is_gone))
        return self.by_paragraph.get((paragraph, is_gone))

    def _of_page(self, page: int, explained: Explanation | None) -> list[str]:
        causes = [_said_in(explained)] if explained else []
        causes += [str(ChangeCause.INPUT)] if self.pages_with_answers[page] else []
        return list(dict.fromkeys(filter(None, causes))) or [NOT_SAID]

    def _causes(
        self,
        since: list[Wording],
        decisions: list[Decision],
        explained: Explanation | None,
        *,
        is_gone: bool,
    ) -> list[str]:
        answered = {decision.wording_id for decision in decisions}
        causes = [_said_in(explained)] if explained else [NOT_SAID] * is_gone
        causes += [
            _cause(one, answered) for one in since if one.pk in answered or not _covers(explained, one)
        ]
        return list(dict.fromkeys(causes))

    def _reasons(
        self, since: list[Wording], decisions: list[Decision], explained: Explanation | None
    ) -> list[str]:
        answered = {decision.wording_id for decision in decisions}
        words = [explained.reason] if explained else []
        words += [one.reason for one in since if one.pk in answered or not _covers(explained, one)]
        return [one for one in dict.fromkeys(words) if one]


def _said_in(explained: Explanation) -> str:
    """The cause an explanation tells of; "" where too little of it can be read now: the input it named is gone."""
    inputs = explained.inputs.all()
    return (
        explained.cause
        if explains(explained.cause, reason=explained.reason, has_inputs=bool(inputs))
        else NOT_SAID
    )


def _cause(wording: Wording, answered: set[int | None]) -> str:
    """Why these words came, as far as it is said with them; "" where it is not said fully."""
    if wording.pk in answered:
        return str(ChangeCause.INPUT)
    if wording.weight == Weight.SMALL:
        return wording.cause or str(ChangeCause.CORRECTION)
    is_said = explains(wording.cause, reason=wording.reason, has_inputs=False)
    return wording.cause if is_said else NOT_SAID


def _covers(explained: Explanation | None, wording: Wording) -> bool:
    return explained is not None and explained.upto is not None and wording.number <= explained.upto


def _inputs(decisions: list[Decision], explained: Explanation | None) -> list[Input]:
    """Those answered by a change, and those it is said to come from; each once."""
    inputs = [decision.given for decision in decisions]
    inputs += explained.inputs.all() if explained else []
    return list({given.pk: given for given in inputs}.values())
