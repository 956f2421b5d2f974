"""Which paragraphs have surely moved to another page. The same words in two places are no move by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from kokebok.book.models.paragraphs import Paragraph

TELLING = 25  # characters; shorter texts may stand in two places by chance
ONE_EDIT = timedelta(hours=1)  # from a text is cut on one page until it is pasted on another, both published


def cut_elsewhere(page: Any, words: Iterable[str], *, now: datetime) -> list[Paragraph]:
    """The paragraphs that were cut from another page within the hour and whose exact words are new on this one.

    Only where nothing else can be meant: one paragraph was cut, it comes in one place here, the words stand nowhere
    else, and the two pages are in the same language (versions of one text share names and short sentences).
    """
    times = Counter(words)
    telling = [text for text, number in times.items() if number == 1 and len(text) >= TELLING]
    if not telling:
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
        if alike[one.text] == 1 and one.text not in stands and one.page.specific.language == page.language
    ]
