"""Inputs, their answers and their places in the shapes the templates take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from kokebok.book.page_editor import page_editor_address
from kokebok.inputs.rules import may_be_asked, takes_echo
from kokebok.inputs.seen import seen_by, seen_by_all
from kokebok.lib.changes import difference
from kokebok.versions.words import given_on

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.book.models import Paragraph, Wording
    from kokebok.desk.models import Decision
    from kokebok.inputs.models import Input
    from kokebok.inputs.seen import Seen
    from kokebok.people.models import Person

Parts = list[tuple[str, str]]


@dataclass(frozen=True)
class AnswerShown:
    """A decision as the public sees it."""

    outcome: str
    reply: str
    reason: str
    by: str
    body: str
    at: datetime
    wording_url: str | None


@dataclass(frozen=True)
class InputShown:
    """An input as it is shown; never with an address or a receipt. The last four are for readers only."""

    number: int
    kind: str
    text: str
    name: str
    body: str
    at: datetime
    state: str
    language: str
    answer: AnswerShown | None
    takes_echo: bool = False
    supports: int = 0
    replies: int = 0
    may_be_asked: bool = False

    @property
    def signature(self) -> str:
        """The name, with the body spoken for; "" for neither."""
        return ", ".join(part for part in (self.name, self.body) if part)


@dataclass(frozen=True)
class InputPlace:
    """What an input is about. With neither page nor paragraph it is the whole cookbook: title and addresses are "".

    `given_on` says which version of the text it was said on, where it has several.

    `html` is safe inline HTML of the paragraph as it stands (or last stood), "" for a page. `number` is None where
    the paragraph is no longer in the text. `url` is "" when readers cannot open the page.
    """

    title: str = ""
    url: str = ""
    page_editor_url: str = ""
    anchor: str = ""
    number: int | None = None
    html: str = ""
    text: str = ""
    language: str = ""
    gone: bool = False
    given_on: str = ""


def shown(given: Input, person: Person, *, with_suggestion: bool = True) -> InputShown:
    """An input and its answer, as a person who works here may see it.

    Without a query if the decision, who took it and its wording's paragraph are fetched.
    """
    seen = seen_by(person, given)
    return _as_seen(
        given, seen, seen.words if with_suggestion else seen.text, getattr(given, "decision", None)
    )


def shown_to_all(given: Input) -> InputShown:
    """An input and its answer as the public sees them. Uses the prefetched decision."""
    seen = seen_by_all(given)
    decision = getattr(given, "decision", None) if given.is_readable else None
    return replace(
        _as_seen(given, seen, seen.words, decision),
        takes_echo=takes_echo(given),
        supports=getattr(given, "number_of_supports", 0),
        replies=getattr(given, "number_of_replies", 0),
        may_be_asked=may_be_asked(given),
    )


def _as_seen(given: Input, seen: Seen, words: str, decision: Decision | None) -> InputShown:
    return InputShown(
        number=given.pk,
        kind=given.kind,
        text=words,
        name=seen.name,
        body=seen.body,
        at=given.received_at,
        state=given.state,
        language=given.language,
        answer=answer_shown(decision) if decision else None,
    )


def answer_shown(decision: Decision) -> AnswerShown:
    """A decision as readers see it. What came with a page that is all new has changed no paragraph."""
    wording = decision.wording
    changed = wording.paragraph.anchor if wording and wording.number > 1 else None
    return AnswerShown(
        outcome=decision.outcome,
        reply=decision.reply,
        reason=decision.reason,
        by=decision.by.name,
        body=decision.on_behalf_of,
        at=decision.at,
        wording_url=reverse("reading:wordings", args=[changed]) if changed else None,
    )


def place_of(given: Any) -> InputPlace:
    """The place of an input, without a query: `desk.inbox.queries` fetched it, with `text_language` and `version`."""
    said = given_on(given.version or "")
    if given.paragraph:
        return replace(_paragraph_place(given.paragraph, given.text_language or ""), given_on=said)
    if given.page:
        return replace(_page_place(given.page, given.text_language or ""), given_on=said)
    return InputPlace()


def place_at(paragraph: Paragraph) -> InputPlace:
    """The place of a paragraph whose page is fetched."""
    return _paragraph_place(paragraph, getattr(paragraph.page.specific, "language", ""))


def _page_place(page: Any, language: str) -> InputPlace:
    url = (page.url or "") if page.live else ""
    return InputPlace(title=page.title, url=url, page_editor_url=page_editor_address(page), language=language)


def _paragraph_place(paragraph: Paragraph, language: str) -> InputPlace:
    gone = paragraph.gone_at is not None
    return InputPlace(
        title=paragraph.page.title,
        url=reverse("reading:permalink", args=[paragraph.anchor]) if paragraph.page.live else "",
        page_editor_url=page_editor_address(paragraph.page, "" if gone else paragraph.path),
        anchor=paragraph.anchor,
        number=None if gone else paragraph.order + 1,
        html=paragraph.html or paragraph.text,
        text=paragraph.text,
        language=language,
        gone=gone,
    )


def parts(before: str, after: str) -> Parts:
    """The difference between two texts, word by word, as components/diff.html takes it."""
    return [(change.kind, change.text) for change in difference(before, after)]


def earlier_wording(given: Input) -> Wording | None:
    """The wording an input was written for, if the paragraph has got other words since."""
    if given.wording is None or given.paragraph is None or given.wording.text == given.paragraph.text:
        return None
    return given.wording
