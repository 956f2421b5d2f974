"""Which paragraphs have surely moved to another page. The same words in two places are no move by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kokebok.book.models.paragraphs import Paragraph
from kokebok.journal.models import Entry, name_of

if TYPE_CHECKING:
    from kokebok.people.models import Person

TELLING = 25  # characters; shorter texts may stand in two places by chance
ONE_EDIT = timedelta(hours=1)  # from a text is cut on one page until it is pasted on another, both published
SPLIT = "page.split"  # the act whose line in the journal says who published what was cut


def cut_elsewhere(page: Any, words: Iterable[str], *, by: Person | None, now: datetime) -> list[Paragraph]:
    """The paragraphs that `by` cut from another page within the hour and whose exact words are new on this one.

    Only where nothing else can be meant: one paragraph was cut, it comes in one place here, the words stand nowhere
    else, and the two pages are in the same language (versions of one text share names and short sentences). Who is
    not known (`by` is None) has cut nothing: two commands may be the work of two people.
    """
    times = Counter(words)
    telling = [text for text, number in times.items() if number == 1 and len(text) >= TELLING]
    if by is None or not telling:
        return []
    others = Paragraph.objects.filter(text__in=telling).exclude(page_id=page.pk)
    stands = set(others.standing().values_list("text", flat=True))
    gone = list(
        others.filter(gone_at__gte=now - ONE_EDIT, went_into=None).select_related("page").order_by("pk")
    )
    alike = Counter(one.text for one in gone)
    return [
        one
        for one in gone
        if alike[one.text] == 1
        and one.text not in stands
        and one.page.specific.language == page.language
        and _who_cut(one) == by.pk
    ]


def _who_cut(gone: Paragraph) -> int | None:
    """Who published the page without the paragraph: the first line about a splitting since it is gone."""
    since = Entry.objects.filter(act=SPLIT, about=name_of(gone.page.specific), at__gte=gone.gone_at)
    return since.order_by("pk").values_list("by_id", flat=True).first()
