"""The log of moderation as rows of text, for a file. Never what was removed, and never what leads to the sender."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db.models import QuerySet

from kokebok.inputs.queries import letter_language
from kokebok.letters.writing import absolute
from kokebok.moderation.models import Ruling

AT_A_TIME = 500  # rows fetched


def headings() -> list[str]:
    """The columns, in the order of `cells`."""
    return [
        _("Number"),
        _("Input"),
        _("Measure"),
        _("Code"),
        _("Reason"),
        _("In own words"),
        _("Parts"),
        _("Decided by"),
        _("Decided"),
        _("Lifted by"),
        _("Lifted"),
        _("Review asked"),
        _("Answer to the review"),
        _("Explanation"),
        _("Answered by"),
        _("Answered at"),
    ]


def rows_of_file(rulings: QuerySet[Ruling]) -> Iterator[list[str]]:
    """The headings, then a row for each ruling, fetched as they are asked for."""
    yield headings()
    for ruling in rulings.iterator(chunk_size=AT_A_TIME):
        yield cells(ruling)


def cells(ruling: Ruling) -> list[str]:
    """A ruling as text; moments as 2026-05-17T12:00:00+02:00, "" for what has not happened."""
    review = getattr(ruling, "review", None)
    reviewed = [""] * 5
    if review is not None:
        reviewed = [
            _moment(review.asked_at),
            str(review.get_answer_display()) if review.answer else "",
            review.explanation,
            review.by.name if review.by else "",
            _moment(review.at),
        ]
    return [
        str(ruling.pk),
        absolute("desk:opened", ruling.given_id),
        str(ruling.get_measure_display()),
        ruling.reason.code if ruling.reason else "",
        ruling.reason.title_in(letter_language(ruling.given)) if ruling.reason else "",
        ruling.words,
        str(getattr(ruling, "parts", "") or ""),
        ruling.by.name,
        _moment(ruling.at),
        ruling.lifted_by.name if ruling.lifted_by else "",
        _moment(ruling.lifted_at),
        *reviewed,
    ]


def _moment(moment: datetime | None) -> str:
    return localtime(moment).isoformat(timespec="seconds") if moment else ""
