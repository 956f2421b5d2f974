"""What editors are told of the resource group when they come in: how far it has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.people.telling import Item
from kokebok.review.models import FIRST_DUE, DraftPassage, Reading
from kokebok.review.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def due(person: Person) -> list[Item]:
    """Of each open reading, how many of its paragraphs and passages somebody has said something of."""
    if not may(person, "review.see"):
        return []
    heard = Count("portions", filter=Q(portions__verdicts__isnull=False), distinct=True)
    readings = Reading.objects.open().annotate(total=Count("portions", distinct=True), heard=heard)
    readings = readings.order_by(*FIRST_DUE)
    passages = DraftPassage.objects.filter(draft__reading__closed_at=None).order_by()
    of_drafts = {
        number: (total, said)
        for number, total, said in passages.values_list("draft__reading").annotate(
            total=Count("pk", distinct=True),
            said=Count("pk", filter=Q(verdicts__isnull=False), distinct=True),
        )
    }
    return [_item(one, *of_drafts.get(one.pk, (0, 0))) for one in readings]


def _item(reading: Reading, total: int, heard: int) -> Item:
    said = {
        "heard": reading.heard + heard,  # type: ignore[attr-defined]
        "total": reading.total + total,  # type: ignore[attr-defined]
        "title": reading.title,
    }
    return Item(
        _("the group has read %(heard)d of %(total)d: %(title)s") % said,
        reverse("review:reading", args=[reading.pk]),
    )
