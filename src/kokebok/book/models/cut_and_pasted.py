"""Which paragraphs have surely moved to another page. The same words in two places are no move by themselves.

Nobody sees who cuts and who pastes; what is known is who published the page without the words, and the one with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from kokebok.book.models.paragraphs import Paragraph
from kokebok.journal.models import Entry, name_of

if TYPE_CHECKING:
    from kokebok.people.models import Person

TELLING = 25  # characters; shorter texts may stand in two places by chance
ONE_EDIT = timedelta(hours=1)  # from a text is cut on one page until it is pasted on another, both published
SPLIT = "page.split"  # the act whose line in the journal says who published what was cut


def cut_elsewhere(page: Any, words: Iterable[str], *, by: Person | None, now: datetime) -> list[Paragraph]:
    """The paragraphs whose exact words are new on this page, and that `by` published away from another within the hour.

    Only where nothing else can be meant: one paragraph was cut, it comes in one place here, the words stand nowhere
    else, and the two pages are in the same language (versions of one text share names and short sentences). Who is
    not known (`by` is None) has cut nothing: two commands may be the work of two people. The number of queries grows
    with the kinds of the pages that words were cut from, and not with the words.
    """
    times = Counter(words)
    telling = [text for text, number in times.items() if number == 1 and len(text) >= TELLING]
    if by is None or not telling:
        return []
    others = Paragraph.objects.filter(text__in=telling).exclude(page_id=page.pk)
    stands = set(others.standing().values_list("text", flat=True))
    gone = list(others.filter(gone_at__gte=now - ONE_EDIT, went_into=None).order_by("pk"))
    alike = Counter(one.text for one in gone)
    sure = [one for one in gone if alike[one.text] == 1 and one.text not in stands]
    if not sure:
        return []
    pages = {one.pk: one for one in Page.objects.filter(pk__in={cut.page_id for cut in sure}).specific()}
    here = [one for one in sure if one.page_id in pages and pages[one.page_id].language == page.language]
    names = {key: name_of(one) for key, one in pages.items()}
    published = _published(names.values(), since=now - ONE_EDIT)
    return [one for one in here if _first_since(published[names[one.page_id]], one.gone_at) == by.pk]


Published = list[tuple[datetime, int | None]]
"""When a page was published, the earliest first, and by whom."""


def _published(names: Iterable[str], *, since: datetime) -> dict[str, Published]:
    """The publishings of some pages, by the names of these in the journal."""
    found: dict[str, Published] = {name: [] for name in names}
    rows = Entry.objects.filter(act=SPLIT, about__in=list(found), at__gte=since).order_by("pk")
    for about, at, by in rows.values_list("about", "at", "by_id"):
        found[about].append((at, by))
    return found


def _first_since(published: Published, moment: datetime | None) -> int | None:
    """Who published the page without a paragraph that is gone since this moment: the first who did it from then on."""
    return next((by for at, by in published if moment is not None and at >= moment), None)
