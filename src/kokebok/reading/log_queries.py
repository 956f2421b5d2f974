"""The log of inputs as rows: what was said, what was decided, what changed. Nothing here is for the sender alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from kokebok.book.languages import language_of
from kokebok.book.models import Page, Paragraph, Wording
from kokebok.book.queries import address_of
from kokebok.calls.making_queries import PageMade, page_of
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.models import EditionWording
from kokebok.inputs.models import Input, Kind, State, readable
from kokebok.inputs.seen import seen_by_all
from kokebok.lib.alphabet import alphabetical
from kokebok.lib.changes import difference
from kokebok.versions.queries import tied_language
from kokebok.versions.words import given_on

AT_ONCE = 500
MANY = 1000
ALL_THERE_ARE = Q()
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS_OF_ITS_OWN = ("published_at", "edited_at", "settled_at")
MOMENTS = (*MOMENTS_OF_ITS_OWN, "decision__at")
"""When something may have happened to an input after it came."""
Parts = list[tuple[str, str]]


@dataclass(frozen=True)
class LoggedPlace:
    """What an input is about; with an empty title the whole cookbook.

    `number` is the paragraph's on its page, None for the page as a whole and for a paragraph that has left the text.
    `url` is "" when nobody can open it. `given_on` says which version of the text it was, where it has several.
    """

    title: str = ""
    url: str = ""
    anchor: str = ""
    number: int | None = None
    language: str = ""
    given_on: str = ""


@dataclass(frozen=True)
class LoggedInput:
    """What was said and by whom. `name` and `body` are "" unless the sender agreed to be named.

    `wanted` is the suggested wording against the one it was written for, word by word; empty for other kinds.
    """

    text: str
    suggestion: str
    phrase: str
    wanted: Parts
    name: str
    body: str
    language: str


@dataclass(frozen=True)
class LoggedDecision:
    """What was decided, why and by whom."""

    outcome: str
    outcome_label: str
    reply: str
    reason: str
    by: str
    body: str
    at: datetime


@dataclass(frozen=True)
class LoggedChange:
    """A paragraph before and after. `edition` is the number of the first edition with the change, "" until printed.

    `wordings_url` is "" when nobody can open it. For an input that became a page, `page` is that page, and there is no
    paragraph.
    """

    before: str
    after: str
    parts: Parts
    wordings_url: str
    edition: str
    page: PageMade | None = None


@dataclass(frozen=True)
class LogRow:
    """An input in the log. One that is not public has no number, no sender, no words and no paragraph."""

    number: int | None
    kind: str
    kind_label: str
    state: str
    received: datetime
    updated: datetime
    place: LoggedPlace
    said: LoggedInput | None = None
    answered: LoggedDecision | None = None
    changed: LoggedChange | None = None

    @property
    def url(self) -> str:
        """Where everyone can read it; "" for one that is not public."""
        return reverse("reading:input", args=[self.number]) if self.number else ""


@dataclass(frozen=True)
class _Trace:
    """Where changes come from and go: earlier words by (paragraph, number), editions by paragraph."""

    words: dict[int, dict[int, str]]
    printed: dict[int, list[tuple[int, str]]]

    def before(self, wording: Wording) -> str:
        """The words that stood before a wording; "" before the first."""
        mine = self.words.get(wording.paragraph_id, {})
        earlier = [number for number in mine if number < wording.number]
        return mine[max(earlier)] if earlier else ""

    def edition(self, wording: Wording) -> str:
        """The first edition with this wording or a later one; "" if there is none."""
        mine = self.printed.get(wording.paragraph_id, [])
        return next((edition for number, edition in mine if number >= wording.number), "")


def rows_of(inputs: QuerySet[Input]) -> list[LogRow]:
    """The rows of these inputs, in their order. Three queries, however many they are."""
    return _rows(list(_with_all(inputs)))


def _rows(found: list[Input]) -> list[LogRow]:
    trace = _trace_of(_wording_of(given) for given in found)
    # Django's own get_…_display translates every label of the list anew for each row.
    labels = {value: str(label) for value, label in [*Kind.choices, *Outcome.choices]}
    return [_row(given, trace, labels) for given in found]


def rows_in_turn(inputs: QuerySet[Input]) -> Iterator[LogRow]:
    """The same a few hundred at a time, for a file: never all of them in memory. The order is by what an input has."""
    keys = list(inputs.values_list("pk", flat=True))
    for begin in range(0, len(keys), AT_ONCE):
        yield from rows_of(inputs.filter(pk__in=keys[begin : begin + AT_ONCE]))


def rows_with(keys: Sequence[int]) -> list[LogRow]:
    """The rows of the inputs with these numbers, in the order of the numbers. What else there is does not count."""
    found = {given.pk: given for given in _with_all(Input.objects.filter(pk__in=keys).order_by())}
    return _rows([found[key] for key in keys if key in found])


def in_turn(inputs: QuerySet[Input], number: int, among: Q = ALL_THERE_ARE) -> QuerySet[Input]:
    """The public ones of these inputs, newest first, to take the first of; `number` is how many they are.

    Many are asked of each in turn by the index of when they came, of those that meet `among`: as a condition on the
    whole, SQLite would gather all, and sort them. Few are gathered.
    """
    public = inputs.filter(readable())
    if number >= MANY:
        public = Input.objects.filter(among, Exists(public.filter(pk=OuterRef("pk")).order_by()))
    return public.order_by("-received_at", "-pk")


def newest_first(
    inputs: QuerySet[Input], most: int, number: int = MANY, among: Q = ALL_THERE_ARE
) -> list[int]:
    """The numbers of so many public ones, those that something happened to last coming first.

    Whoever is among them is among the first by one of the moments, which are each in an index. Few are gathered.
    """
    found = (
        Input.objects.filter(pk__in=_first_by_each_moment(inputs, most, among))
        if number >= MANY
        else inputs.filter(readable())
    )
    newest = found.order_by(_updated().desc(), "-pk")
    return list(newest.values_list("pk", flat=True)[:most])


def _first_by_each_moment(inputs: QuerySet[Input], most: int, among: Q) -> set[int]:
    public = Input.objects.filter(among, Exists(inputs.filter(readable(), pk=OuterRef("pk")).order_by()))
    first: set[int] = set()
    for moment in ("received_at", *MOMENTS_OF_ITS_OWN):
        happened = public.filter(**{f"{moment}__gt": LONG_AGO}).order_by(f"-{moment}", "-pk")
        first |= set(happened.values_list("pk", flat=True)[:most])
    decided = Decision.objects.filter(Exists(inputs.filter(readable(), pk=OuterRef("given")).order_by()))
    return first | set(decided.order_by("-at", "-pk").values_list("given", flat=True)[:most])


def pages_spoken_of() -> list[tuple[int, str]]:
    """The key and title of each page that public inputs are about, by title. One query."""
    public = Input.objects.readable().order_by()
    of_paragraph = Paragraph.objects.filter(
        Exists(public.filter(paragraph=OuterRef("pk"))), page=OuterRef("pk")
    )
    spoken_of = Exists(public.filter(page=OuterRef("pk"))) | Exists(of_paragraph.order_by())
    found = Page.objects.filter(spoken_of).order_by().values_list("pk", "title")
    return sorted(found, key=lambda page: alphabetical(page[1]))


def _with_all(inputs: QuerySet[Input]) -> QuerySet[Input]:
    return inputs.select_related(
        "paragraph__page",
        "page",
        "wording",
        "making__page",
        "decision__by",
        "decision__wording__paragraph__page",
    ).annotate(
        text_language=Coalesce(language_of("paragraph__page"), language_of("page")),
        version=tied_language("paragraph__page", "page"),
        updated=_updated(),
    )


def _updated() -> Greatest:
    """The moment something last happened. What has not happened counts as the moment of receipt: SQLite and PostgreSQL
    do not agree on the greatest of something and nothing."""
    came = F("received_at")
    return Greatest(came, *(Coalesce(F(name), came) for name in MOMENTS))


def _wording_of(given: Input) -> Wording | None:
    decision: Decision | None = getattr(given, "decision", None)
    return decision.wording if decision and given.state == State.ANSWERED else None


def _trace_of(wordings: Iterable[Wording | None]) -> _Trace:
    paragraphs = {wording.paragraph_id for wording in wordings if wording}
    words: dict[int, dict[int, str]] = {}
    rows = Wording.objects.filter(paragraph__in=paragraphs).order_by()
    for paragraph, number, text in rows.values_list("paragraph_id", "number", "text"):
        words.setdefault(paragraph, {})[number] = text
    printed: dict[int, list[tuple[int, str]]] = {}
    frozen = EditionWording.objects.filter(wording__paragraph__in=paragraphs).order_by("edition_id")
    for paragraph, number, edition in frozen.values_list(
        "wording__paragraph_id", "wording__number", "edition__number"
    ):
        printed.setdefault(paragraph, []).append((number, edition))
    return _Trace(words, printed)


def _row(given: Any, trace: _Trace, labels: dict[str, str]) -> LogRow:
    public = given.is_readable
    wording = _wording_of(given)
    return LogRow(
        number=given.pk if public else None,
        kind=given.kind,
        kind_label=labels[given.kind],
        state=given.state,
        received=given.received_at,
        updated=given.updated,
        place=_place(given, public=public),
        said=_said(given) if public else None,
        answered=_answered(given.decision, labels)
        if given.state == State.ANSWERED and hasattr(given, "decision")
        else None,
        changed=_changed(given, wording, trace) if wording else None,
    )


def _place(given: Any, *, public: bool) -> LoggedPlace:
    page = given.paragraph.page if given.paragraph else given.page
    if page is None:
        return LoggedPlace()
    language, said = given.text_language or "", given_on(given.version or "")
    if given.paragraph and public:
        return _paragraph_place(given.paragraph, language, said)
    url = address_of(page) if page.live else ""
    return LoggedPlace(title=page.title, url=url, language=language, given_on=said)


def _paragraph_place(paragraph: Paragraph, language: str, said: str) -> LoggedPlace:
    return LoggedPlace(
        title=paragraph.page.title,
        url=reverse("reading:permalink", args=[paragraph.anchor]) if paragraph.page.live else "",
        anchor=paragraph.anchor,
        number=None if paragraph.gone_at else paragraph.order + 1,
        language=language,
        given_on=said,
    )


def _said(given: Input) -> LoggedInput:
    written_for, seen = given.wording.text if given.wording else "", seen_by_all(given)
    return LoggedInput(
        text=seen.text,
        suggestion=seen.suggestion,
        phrase=given.quote["exact"] if given.quote else "",
        wanted=_parts(written_for, seen.suggestion) if seen.suggestion else [],
        name=seen.name,
        body=seen.body,
        language=given.language,
    )


def _answered(decision: Decision, labels: dict[str, str]) -> LoggedDecision:
    return LoggedDecision(
        outcome=decision.outcome,
        outcome_label=labels[decision.outcome],
        reply=decision.reply,
        reason=decision.reason,
        by=decision.by.name,
        body=decision.on_behalf_of,
        at=decision.at,
    )


def _changed(given: Any, wording: Wording, trace: _Trace) -> LoggedChange:
    page = page_of(getattr(given, "making", None))
    if page:
        return LoggedChange("", "", [], "", trace.edition(wording), page)
    before = trace.before(wording)
    paragraph = wording.paragraph
    return LoggedChange(
        before=before,
        after=wording.text,
        parts=_parts(before, wording.text),
        wordings_url=reverse("reading:wordings", args=[paragraph.anchor]) if paragraph.page.live else "",
        edition=trace.edition(wording),
    )


def _parts(before: str, after: str) -> Parts:
    return [(change.kind, change.text) for change in difference(before, after)]
