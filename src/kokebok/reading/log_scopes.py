"""What a log of inputs can be about: the whole cookbook, an edition, what has come since the newest, a call, a round.

A new kind of scope is a function that gives its scopes, named in SOURCES.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.calls.models import Call
from kokebok.editions.models import Edition
from kokebok.inputs.models import UNSETTLED, State
from kokebok.rounds.models import Round, RoundState
from kokebok.web.present import is_present

WHOLE = ""


@dataclass(frozen=True)
class LogScope:
    """The inputs a log is about. `key` names it in addresses, `holds` is the condition an input meets to be in it.

    `is_closed` says that no more inputs can come into it; `report` is the address of a report of it, "" for none.
    """

    key: str
    label: str
    about: str
    holds: Q
    is_closed: bool
    report: str = ""


def whole_cookbook(_editions: list[Edition]) -> list[LogScope]:
    """Every input there is."""
    about = _("Every input, from the first one to today.")
    return [LogScope(WHOLE, _("The whole text"), about, Q(), is_closed=False)]


def each_edition(editions: list[Edition]) -> list[LogScope]:
    """For each edition, oldest first, the inputs that were settled after the edition before it and no later than it."""
    frozen = {edition.pk: edition for edition in editions}
    return [_of_edition(edition, frozen.get(edition.previous_id or 0)) for edition in editions]


def until_next_edition(editions: list[Edition]) -> list[LogScope]:
    """What is settled since the newest edition, and what is not settled yet; nothing before the first edition."""
    if not editions:
        return []
    newest = editions[-1]
    about = _("Inputs settled since edition %(number)s was frozen on %(day)s, and those that still wait.")
    return [
        LogScope(
            key="neste",
            label=_("Since edition %(number)s") % {"number": newest.number},
            about=about % {"number": newest.number, "day": _day(newest.frozen_at)},
            holds=Q(state__in=UNSETTLED) | settled_between(newest.frozen_at, None),
            is_closed=False,
        )
    ]


def each_call(_editions: list[Edition]) -> list[LogScope]:
    """For each call that has been public, newest first, the inputs that answer it. One query."""
    now = timezone.now()
    calls = Call.objects.exclude(published_at=None).annotate(last=Max("phases__closes_at"))
    calls = calls.order_by("-made_at", "-pk")
    about = _("Inputs that answer the call “%(title)s”.")
    return [
        LogScope(
            key=f"etterlysning-{call.slug}",
            label=_("Call: %(title)s") % {"title": call.title},
            about=about % {"title": call.title},
            holds=Q(in_call__call=call.pk),
            is_closed=call.taken_down_at is not None or (call.last <= now and not call.takes_late),
        )
        for call in calls
    ]


def each_round(_editions: list[Edition]) -> list[LogScope]:
    """For each round that has been open, newest first, the inputs that came in it. One query."""
    about = _("Inputs that came in the round “%(title)s”.")
    return [
        LogScope(
            key=f"runde-{one.pk}",
            label=_("Round: %(title)s") % {"title": one.title},
            about=about % {"title": one.title},
            holds=Q(in_round__prompt__round=one.pk),
            is_closed=one.state == RoundState.CLOSED,
            report=reverse("reading:round", args=[one.pk]) if one.has_public_report else "",
        )
        for one in Round.objects.exclude(state=RoundState.DRAFT)
    ]


SOURCES: dict[Callable[[list[Edition]], list[LogScope]], str] = {
    whole_cookbook: "",
    each_edition: "",
    until_next_edition: "",
    each_call: "calls",
    each_round: "rounds",
}
"""What gives scopes, in their order, and whose it is, where that app can be left out."""


def scopes() -> list[LogScope]:
    """Every scope there is a log of, the whole cookbook first. Three queries."""
    editions = list(Edition.objects.only("number", "frozen_at", "previous_id").order_by("pk"))
    return [scope for source, app in SOURCES.items() if is_present(app) for scope in source(editions)]


def find_scope(key: str, among: list[LogScope]) -> LogScope:
    """The scope with this key; Http404 when there is none."""
    found = next((scope for scope in among if scope.key == key), None)
    if found is None:
        raise Http404
    return found


def settled_between(after: datetime | None, until: datetime | None) -> Q:
    """Answered, refused or withdrawn later than `after` and no later than `until`; None is no limit."""
    answered, closed = Q(state=State.ANSWERED), Q(state__in=(State.REFUSED, State.WITHDRAWN))
    if after:
        answered, closed = answered & Q(decision__at__gt=after), closed & Q(settled_at__gt=after)
    if until:
        answered, closed = answered & Q(decision__at__lte=until), closed & Q(settled_at__lte=until)
    return answered | closed


def _of_edition(edition: Edition, before: Edition | None) -> LogScope:
    words = {"number": edition.number, "day": _day(edition.frozen_at)}
    if before:
        words |= {"before": before.number, "first": _day(before.frozen_at)}
        about = _(
            "Inputs settled after edition %(before)s was frozen on %(first)s, until edition %(number)s on %(day)s."
        )
    else:
        about = _("Inputs settled before edition %(number)s was frozen on %(day)s.")
    return LogScope(
        key=f"utgave-{edition.number}",
        label=_("Edition %(number)s") % words,
        about=about % words,
        holds=settled_between(before.frozen_at if before else None, edition.frozen_at),
        is_closed=True,
    )


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "DATE_FORMAT")
