"""How a verdict stands to the wording of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, TextChoices
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Weight, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.review.models import Portion, Verdict


class ReadingStatus(TextChoices):
    """Where a member is with a paragraph."""

    UNREAD = "unread", _("Not read yet")
    CHANGED = "changed", _("Changed since you read it")
    DONE = "done", _("Done")
    GONE = "gone", _("No longer in the text")


LEFT = frozenset({ReadingStatus.UNREAD, ReadingStatus.CHANGED})


def last_with_meaning(paragraphs: Iterable[int]) -> dict[int, int]:
    """The number of the last wording that changed the meaning, by key of paragraph: small corrections ask for no new
    reading.
    """
    rows = Wording.objects.filter(paragraph__in=list(paragraphs)).exclude(weight=Weight.SMALL)
    return dict(rows.order_by().values_list("paragraph").annotate(last=Max("number")))


def status_of(portion: Portion, verdict: Verdict | None, meaning: dict[int, int]) -> ReadingStatus:
    """Where a member is with a paragraph they have said this (or nothing) of. `portion.paragraph` must be fetched."""
    if portion.paragraph.gone_at is not None:
        return ReadingStatus.DONE if verdict else ReadingStatus.GONE
    if verdict is None:
        return ReadingStatus.UNREAD
    return ReadingStatus.DONE if stands(verdict, meaning) else ReadingStatus.CHANGED


def stands(verdict: Verdict, meaning: dict[int, int]) -> bool:
    """Whether a verdict is said of words that still have the meaning they had."""
    return verdict.wording.number >= meaning.get(verdict.portion.paragraph_id, 0)
