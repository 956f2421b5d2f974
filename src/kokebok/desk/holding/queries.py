"""The answers that are held back, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from kokebok.desk.answering.at_hand import why_no_letter
from kokebok.desk.models import HeldAnswer
from kokebok.desk.showing import Parts, parts
from kokebok.inputs.models import UNSETTLED
from kokebok.lib.bounded import number_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from kokebok.inputs.models import Input


@dataclass(frozen=True)
class HeldShown:
    """A held answer. `why_not` says what would keep it from being published now, "" if nothing would."""

    held: HeldAnswer
    given: Input
    change: Parts
    why_not: str
    no_letter: str

    @property
    def key(self) -> str:
        """What the form says of it: its number, and the version the editor has before them."""
        return f"{self.held.pk}:{self.held.version}"


def held_answers() -> list[HeldShown]:
    """All that is held back, oldest first; in the same few queries for one as for thirty."""
    return [_shown(one) for one in _with_all()]


def _with_all() -> QuerySet[HeldAnswer]:
    return (
        HeldAnswer.objects.select_related(
            "by", "given__paragraph__page", "given__page", "given__decision__by", "seen__paragraph"
        )
        .annotate(newest=Max("seen__paragraph__wordings__number"))
        .order_by("at", "pk")
    )


def _shown(held: HeldAnswer) -> HeldShown:
    return HeldShown(
        held=held,
        given=held.given,
        change=parts(held.seen.text, held.new_text) if held.seen and held.new_text else [],
        why_not=_why_not(held),
        no_letter=why_no_letter(held.given),
    )


def _why_not(held: HeldAnswer) -> str:
    given = held.given
    decision = getattr(given, "decision", None)
    if decision is not None:
        return _("%(who)s has answered it meanwhile.") % {"who": decision.by.name}
    if given.state not in UNSETTLED:
        return _("It is “%(state)s” now.") % {"state": given.get_state_display()}
    if not held.new_text or held.seen is None:
        return ""
    if held.seen.paragraph.gone_at is not None:
        return _("The paragraph is no longer in the text.")
    if getattr(held, "newest", 0) > held.seen.number:
        return _("The paragraph has been changed meanwhile. Open it and decide again.")
    return ""


def chosen(keys: Iterable[str]) -> list[HeldAnswer]:
    """The held answers a form has ticked, each in the version that was seen there, oldest first."""
    seen = {}
    for key in keys:
        number, version = map(number_in, key.partition(":")[::2])
        if number is not None and version is not None:
            seen[number] = version
    found = list(HeldAnswer.objects.filter(pk__in=seen).select_related("given", "by__body", "seen"))
    for one in found:
        one.version = seen[one.pk]
    return found


def find_held(key: str) -> HeldAnswer:
    """The held answer with this key, in the version that was seen; Http404 if it is gone."""
    found = chosen([key])
    if not found:
        raise Http404
    return found[0]
