"""Where a draft and the published page say different things: who wrote which, as rows to choose between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from kokebok.book.meeting import begun_from
from kokebok.book.models import Paragraph, Wording
from kokebok.book.who_wrote import Authorship, who_published, who_wrote
from kokebok.desk.showing import Parts, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.book.meeting import Clash


@dataclass(frozen=True)
class ClashShown:
    """A place where a person chooses. `title` names a field; for a paragraph `wording` tells why it was changed.

    `wrote` tells who wrote the draft's words, `published` who published those that stand.
    """

    number: int
    clash: Clash
    title: str
    wording: Wording | None
    wrote: Authorship
    published: Authorship
    change: Parts


def clashes_shown(page: Any, draft: Any, clashes: Iterable[Clash]) -> list[ClashShown]:
    """The clashes of a page with a draft of it, numbered 1, 2, 3 …"""
    begun = begun_from(page, loaded=draft.pk) or draft
    return [_shown(page, draft, begun, number, clash) for number, clash in enumerate(clashes, start=1)]


def _shown(page: Any, draft: Any, begun: Any, number: int, clash: Clash) -> ClashShown:
    paragraph = Paragraph.objects.standing().on(page).filter(path=clash.place).first()
    newest = Wording.objects.select_related("by").filter(paragraph=paragraph).order_by("-number").first()
    return ClashShown(
        number=number,
        clash=clash,
        title=_field_title(page, clash.place.partition("/")[0]),
        wording=newest if paragraph else None,
        wrote=who_wrote(page, draft, clash.place, since=begun),
        published=who_published(page, clash.place, since=begun),
        change=parts(clash.theirs, clash.mine),
    )


def _field_title(page: Any, field: str) -> str:
    try:
        return capfirst(str(page._meta.get_field(field).verbose_name))
    except FieldDoesNotExist:
        return field
