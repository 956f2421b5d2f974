"""The inputs about a page: how many there are of each paragraph, the newest of them, and all of them in turn.

What a page costs does not grow with what is said: each paragraph shows some, and the rest is one press away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator

from kokebok.book.models import Page, Paragraph, Wording
from kokebok.calls.making_queries import inputs_behind
from kokebok.desk.models import CREDITED, Decision
from kokebok.desk.showing import InputShown, shown_to_all
from kokebok.inputs.models import Input
from kokebok.inputs.seen import seen_by_all
from kokebok.lib.alphabet import alphabetical

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 3
"""How many inputs a page shows about each of its paragraphs, and about itself."""


@dataclass(frozen=True)
class InputGroup:
    """The inputs about one paragraph, newest first. `number` is None when it is no longer in the text, or for the page.

    `total` is how many there are, of which `inputs` holds some; `all_url` leads to all of them.
    `is_source`: not about the page, but what the page was made of, and says at greater length.
    """

    anchor: str
    number: int | None
    excerpt: str
    total: int
    all_url: str = ""
    inputs: list[InputShown] = field(default_factory=list)
    is_source: bool = False

    @property
    def has_more(self) -> bool:
        """Whether there are more than are shown."""
        return self.total > len(self.inputs)


def inputs_about(page: Page, numbers: dict[str, int], *, also: int = 0) -> list[InputGroup]:
    """The public inputs about a page, by paragraph in reading order, those about gone text last; three queries.

    First comes the one that the page was made of. `numbers` is the number of each standing paragraph by its anchor.
    The input with the number `also` is among those shown, if it is one of them, however many are newer.
    """
    groups, keys = _groups(page, numbers)
    asked_for = Input.objects.on_page(page).filter(pk=also)
    made_of = []
    for given in _with_answers(_these(keys), inputs_behind(page), *([asked_for] if also else [])):
        place = _place_of(given, page)
        group = groups.get(place) if place is not None else None
        if group:
            group.inputs.append(shown_to_all(given))
        else:
            made_of.append(InputGroup("", None, "", 1, inputs=[shown_to_all(given)], is_source=True))
    return made_of + sorted(groups.values(), key=_reading_order)


def all_about(*, paragraph: Paragraph | None = None, page: Page | None = None) -> QuerySet[Input]:
    """All public inputs about one paragraph, or about a page as a whole, newest first."""
    about = Q(paragraph=paragraph) if paragraph else Q(page=page, paragraph=None)
    return Input.objects.readable().filter(about).order_by("-received_at", "-pk")


def shown_with_answers(keys: Iterable[int]) -> list[InputShown]:
    """The public inputs with these numbers as everybody sees them, newest first. One query."""
    return [shown_to_all(given) for given in _with_answers(_these(keys))]


def counted_on(groups: Iterable[InputGroup]) -> dict[str, int]:
    """How many inputs each paragraph has, by anchor; those with none are left out."""
    return {group.anchor: group.total for group in groups if group.anchor}


def thanked_on(page: Page) -> list[str]:
    """Those who agreed to be named, of whose inputs words or ideas are in a page: each once, by the alphabet."""
    # Each road by itself: then only those who may be named are looked at, by an index of them.
    roads = [Input.objects.filter(page=page), Input.objects.filter(paragraph__page=page), inputs_behind(page)]
    return _thanked(*roads)


def thanked_for(wordings: QuerySet[Wording]) -> list[str]:
    """The same, of the inputs these wordings came of."""
    return _thanked(
        Input.objects.filter(pk__in=Decision.objects.filter(wording__in=wordings).values("given"))
    )


def _thanked(*which: QuerySet[Input]) -> list[str]:
    first, *rest = [
        inputs.filter(may_be_named=True, decision__outcome__in=CREDITED)
        .order_by()
        .values("state", "name", "on_behalf_of", "may_be_named", "unnamed_at")
        for inputs in which
    ]
    # What can be read is seen to here: as one more condition, SQLite would begin with all inputs that can.
    found = [Input(**row) for row in first.union(*rest)]
    names = {seen_by_all(given).signature for given in found if given.is_readable}
    return sorted(names - {""}, key=alphabetical)


def _groups(page: Page, numbers: dict[str, int]) -> tuple[dict[int, InputGroup], set[int]]:
    """What something is said about, by the paragraph's key (0 for the page itself), and the numbers of the newest."""
    paragraphs = _with_said(Paragraph.objects.filter(page=page), "paragraph").only("anchor", "text")
    groups, keys = {}, set()
    for one in paragraphs:
        if one.said:
            groups[one.pk] = _group(one, numbers)
            keys |= _newest_of(one)
    whole = _with_said(Page.objects.filter(pk=page.pk), "page", paragraph=None).only("pk").get()
    if whole.said:
        url = reverse("reading:inputs_to_page", args=[page.pk])
        groups[0] = InputGroup("", None, "", whole.said, url)
    return groups, keys | _newest_of(whole)


def _with_said(rows: QuerySet[Any], by: str, **more: None) -> QuerySet[Any]:
    """These paragraphs or pages with how much is `said` of each, and the numbers of the newest inputs.

    All of it is looked up in an index: what was said before, and of others, does not count.
    """
    about: Any = Input.objects.readable().filter(**{by: OuterRef("pk")}, **more).order_by()
    newest = about.order_by("-received_at", "-pk").values("pk")
    counted: QuerySet[Any] = rows.annotate(
        said=Coalesce(Subquery(about.values(by).annotate(n=Count("pk")).values("n")), 0),
        **{f"newest_{n}": Subquery(newest[n : n + 1]) for n in range(SHOWN)},
    )
    return counted


def _newest_of(said: Any) -> set[int]:
    return {getattr(said, f"newest_{n}") for n in range(SHOWN)} - {None}


def _group(paragraph: Any, numbers: dict[str, int]) -> InputGroup:
    return InputGroup(
        anchor=paragraph.anchor,
        number=numbers.get(paragraph.anchor),
        excerpt=Truncator(paragraph.text).words(14),
        total=paragraph.said,
        all_url=reverse("reading:inputs_to_paragraph", args=[paragraph.anchor]),
    )


def _place_of(given: Input, page: Page) -> int | None:
    """The key in `_groups` of what an input is about; None where it is about something else than this page."""
    return given.paragraph_id or (0 if given.page_id == page.pk else None)


def _these(keys: Iterable[int]) -> QuerySet[Input]:
    return Input.objects.filter(pk__in=list(keys))


def _with_answers(*which: QuerySet[Input]) -> list[Input]:
    """The public ones among these with all that is shown of them, newest first. One query."""
    first, *rest = [inputs.order_by().values("pk") for inputs in which]
    found = Input.objects.filter(pk__in=first.union(*rest) if rest else first).with_echo()
    found = found.select_related("paragraph", "decision__by", "decision__wording__paragraph")
    # What can be read is seen to here: as one more condition, SQLite would go through all inputs that can.
    return [given for given in found.order_by("-received_at", "-pk") if given.is_readable]


def _reading_order(group: InputGroup) -> tuple[bool, bool, int]:
    return (group.anchor != "", group.number is None, group.number or 0)
