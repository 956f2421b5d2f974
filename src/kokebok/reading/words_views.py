"""What shaped a paragraph, and what the site says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kokebok.book.models import Paragraph, Wording
from kokebok.book.queries import find_paragraph
from kokebok.desk.models import Decision
from kokebok.desk.showing import InputShown, Parts, parts, shown_to_all
from kokebok.editions.models import EditionWording
from kokebok.editions.queries import newest_with
from kokebok.inputs.models import Input
from kokebok.letters.writing import absolute
from kokebok.reading.page_inputs import thanked_for
from kokebok.reading.privacy import kept_of_people
from kokebok.web.shared import shared

A_WORDING = 10
"""How many of the inputs a wording came of are shown at first."""
ABOUT = {"tilgjengelighet": "accessibility", "personvern": "privacy", "lisens": "licence"}


@dataclass(frozen=True)
class WordingShown:
    """A wording with what changed from the one before, why, on whose word, and the editions it is printed in.

    `inputs` are the first of the `total` that it came of.
    """

    number: int
    text: str
    since: datetime
    weight: str
    reason: str
    changes: Parts
    inputs: list[InputShown]
    total: int
    editions: list[str]

    @property
    def has_more(self) -> bool:
        """Whether it came of more than are shown."""
        return self.total > len(self.inputs)


@require_safe
@shared
def wordings(request: HttpRequest, anchor: str) -> HttpResponse:
    """Every wording a paragraph has had, newest first.

    Where its page is no longer published: to the newest edition that has it, as its lasting link.
    """
    try:
        paragraph = find_paragraph(anchor)
    except Http404:
        if newest_with(anchor) is None:
            raise
        return redirect("reading:permalink", anchor)
    shown_wordings = wordings_of(paragraph, most=None if "alle" in request.GET else A_WORDING)
    context = {
        "compared": compared(shown_wordings, request.GET.get("fra", ""), request.GET.get("til", "")),
        "paragraph": paragraph,
        "thanked": thanked_for(Wording.objects.filter(paragraph=paragraph)),
        "page_title": paragraph.page.title,
        "permalink": absolute("reading:permalink", anchor),
        "wordings": shown_wordings,
    }
    return render(request, "reading/wordings.html", context)


@dataclass(frozen=True)
class Compared:
    """Two wordings beside each other."""

    before: WordingShown
    after: WordingShown
    changes: Parts


def compared(wordings: list[WordingShown], before: str, after: str) -> Compared | None:
    """The two wordings with these numbers, as an address has them; None unless both are there."""
    by_number = {str(wording.number): wording for wording in wordings}
    if before not in by_number or after not in by_number:
        return None
    one, other = by_number[before], by_number[after]
    return Compared(one, other, parts(one.text, other.text))


def wordings_of(paragraph: Paragraph, *, most: int | None = None) -> list[WordingShown]:
    """The wordings of a paragraph with their trace, newest first; of the inputs each came of, the first answered."""
    rows = list(Wording.objects.filter(paragraph=paragraph).order_by("number"))
    # Whether it can be read is asked of each: in one condition, SQLite might begin with all inputs that can.
    can_be_read = Exists(Input.objects.readable().filter(pk=OuterRef("given")).order_by())
    made_of = Decision.objects.filter(can_be_read, wording__in=rows).order_by()
    totals = dict(made_of.values_list("wording").annotate(Count("pk")))
    if most is not None:
        turn = Window(RowNumber(), partition_by="wording", order_by=["at", "pk"])
        made_of = made_of.annotate(turn=turn).filter(turn__lte=most)
    inputs: dict[int, list[InputShown]] = {}
    for decision in made_of.select_related("given__paragraph", "by", "wording").order_by("at", "pk"):
        inputs.setdefault(decision.wording_id or 0, []).append(shown_to_all(decision.given))
    printed: dict[int, list[str]] = {}
    for row in (
        EditionWording.objects.filter(wording__paragraph=paragraph).select_related("edition").order_by("pk")
    ):
        printed.setdefault(row.wording_id, []).append(row.edition.number)
    before = [""] + [row.text for row in rows]
    return [
        WordingShown(
            number=row.number,
            text=row.text,
            since=row.since,
            weight=row.get_weight_display(),
            reason=row.reason,
            changes=parts(before[n], row.text) if n else [],
            inputs=inputs.get(row.pk, []),
            total=totals.get(row.pk, 0),
            editions=printed.get(row.pk, []),
        )
        for n, row in reversed(list(enumerate(rows)))
    ]


@require_safe
@shared
def about(request: HttpRequest, page: str) -> HttpResponse:
    """The accessibility statement, the word on privacy, the licence."""
    name = ABOUT.get(page)
    if name is None:
        raise Http404
    context: dict[str, Any] = {"kept": kept_of_people()} if name == "privacy" else {}
    return render(request, f"reading/about/{name}.html", context)
