"""What the system knows of the process, and what came of it: promise, calls, readings, rounds, editions, dispatches.

Each takes a moment or a cookbook, and gives what there is in as many questions to the database however much it is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kokebok.book.sender_words import sender_shown
from kokebok.calls.models import CallAnswer, Gathers
from kokebok.calls.queries import public_calls
from kokebok.desk.models import NextEdition
from kokebok.editions.models import Edition
from kokebok.editions.said_beside import withdrawn_among
from kokebok.outlets.models import DeliveryState, Dispatch, DispatchState
from kokebok.process.models import ProcessPart
from kokebok.process.queries import Counts, Moment
from kokebok.review.models import DraftVerdict, Reading, Says, Verdict
from kokebok.rounds.models import Round, RoundState
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokebok.book.models import Cookbook


def known_moments(cookbook: Cookbook, at: datetime, counted: Counts) -> list[Moment]:
    """All that is known, in no order."""
    return [
        *_from_the_sender(cookbook, localdate(at)),
        *_deadline(cookbook, counted),
        *(_calls(at) if is_present("calls") else ()),
        *(_readings() if is_present("review") else ()),
        *(_rounds() if is_present("rounds") else ()),
        *_editions(localdate(at)),
        *_dispatches(),
    ]


def _from_the_sender(cookbook: Cookbook, today: date) -> Iterator[Moment]:
    sender = sender_shown(cookbook, get_language() or cookbook.language)
    if sender.promised:
        yield Moment(
            ProcessPart.PROMISE,
            str(ProcessPart.PROMISE.label),
            words=sender.promised.text,
            language=sender.promised.language,
        )
    if sender.next_what and (sender.next_on is None or sender.next_on >= today):
        yield Moment("", sender.next_what.text, on=sender.next_on, language=sender.next_what.language)


def _deadline(cookbook: Cookbook, counted: Counts) -> Iterator[Moment]:
    if cookbook.deadline or cookbook.deadline_note:
        yield Moment(
            ProcessPart.DEADLINE,
            str(ProcessPart.DEADLINE.label),
            on=localdate(cookbook.deadline) if cookbook.deadline else None,
            words=cookbook.deadline_note,
            came=_inputs(counted.received, counted.answered),
            url=reverse("reading:log"),
            link=_("What happened with the inputs"),
            language=cookbook.language,
        )


def _inputs(received: int, answered: int) -> tuple[str, ...]:
    if not received:
        return ()
    return (
        ngettext("%(number)d input", "%(number)d inputs", received) % {"number": received},
        ngettext("%(number)d answered", "%(number)d answered", answered) % {"number": answered},
    )


def _calls(at: datetime) -> Iterator[Moment]:
    answered = dict(
        CallAnswer.objects.exclude(given__decision=None).order_by().values_list("call").annotate(Count("pk"))
    )
    for shown in public_calls(at):
        if not shown.phases:
            continue
        part = ProcessPart.OUTLINE if shown.call.gathers == Gathers.OUTLINE else ProcessPart.CALL
        yield Moment(
            part,
            shown.call.title,
            on=localdate(shown.phases[0].phase.opens_at),
            until=localdate(max(one.phase.closes_at for one in shown.phases)),
            came=_inputs(shown.received, answered.get(shown.call.pk, 0)),
            url=reverse("calls:call", args=[shown.call.slug]),
            link=_("Answer the call") if shown.is_open else _("Read the call"),
            language=shown.call.language,
            kicker=str(part.label),
            is_named=True,
        )


def _readings() -> Iterator[Moment]:
    found = Reading.objects.aggregate(
        number=Count("pk"), first=Min("at"), last=Max("due"), open=Count("pk", filter=Q(closed_at=None))
    )
    if not found["number"]:
        return
    remarks = Verdict.objects.exclude(says=Says.APPROVE).filter(
        released_as__published_at__isnull=False
    ).count() + (
        DraftVerdict.objects.exclude(says=Says.APPROVE).filter(given__published_at__isnull=False).count()
    )
    first = localdate(found["first"])
    last = found["last"] if found["last"] and found["last"] > first else None
    yield Moment(
        ProcessPart.READING,
        str(ProcessPart.READING.label),
        on=first,
        until=last,
        came=(
            ngettext("%(number)d reading", "%(number)d readings", found["number"])
            % {"number": found["number"]},
            ngettext("%(number)d remark", "%(number)d remarks", remarks) % {"number": remarks},
        ),
    )


def _rounds() -> Iterator[Moment]:
    told = Q(announced__isnull=False) | Q(report_public_at__isnull=False)
    rounds = Round.objects.filter(told).annotate(number_of_inputs=Count("prompts__answers", distinct=True))
    for one in rounds.order_by("-made_at", "-pk"):
        began = one.opened_at or one.starts_at
        url = link = ""
        if one.state == RoundState.OPEN and one.joining:
            url, link = reverse("rounds:joined", args=[one.code]), _("Join in")
        elif one.has_public_report:
            url, link = reverse("reading:round", args=[one.pk]), _("Read the report")
        yield Moment(
            ProcessPart.ROUND,
            one.title,
            on=localdate(began) if began else None,
            words=", ".join(filter(None, (one.event, one.place))),
            came=_inputs(one.number_of_inputs, 0)[:1],
            url=url,
            link=link,
            language=one.language,
            kicker=str(ProcessPart.ROUND.label),
            is_named=True,
        )


def _editions(today: date) -> Iterator[Moment]:
    editions = list(Edition.objects.defer("values", "foreword").order_by("pk"))
    withdrawn = withdrawn_among(editions)
    for edition in editions:
        changes, names = len(edition.changes), len(edition.credits)
        came = [_("The edition is withdrawn")] if edition.pk in withdrawn else []
        if changes:
            came += [ngettext("%(number)d change", "%(number)d changes", changes) % {"number": changes}]
        if names:
            came += [ngettext("%(number)d is thanked", "%(number)d are thanked", names) % {"number": names}]
        yield Moment(
            ProcessPart.EDITION,
            _("Edition %(number)s") % {"number": edition.number},
            on=edition.date,
            came=tuple(came),
            url=reverse("outlets:edition", args=[edition.number]),
            link=_("Read the edition"),
            is_named=True,
        )
    planned = NextEdition.objects.first()
    if planned and planned.date >= today:
        yield Moment(ProcessPart.EDITION, _("The next edition"), on=planned.date, is_named=True)


def _dispatches() -> Iterator[Moment]:
    rows = Dispatch.objects.exclude(state=DispatchState.READY).select_related("edition").order_by("pk")
    sent = Count("deliveries", filter=Q(deliveries__state=DeliveryState.SENT))
    for one in rows.annotate(sent=sent, everybody=Count("deliveries")):
        yield Moment(
            ProcessPart.DISPATCH,
            _("Edition %(number)s is sent out") % {"number": one.edition.number},
            on=localdate(one.made_at),
            came=(
                _("%(sent)d of %(all)d recipients have got it") % {"sent": one.sent, "all": one.everybody},
            ),
            is_named=True,
        )
