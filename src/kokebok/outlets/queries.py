"""Copies, dispatches and letters, in the shapes the pages take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from kokebok.desk.rules import MAY
from kokebok.editions.models import Edition
from kokebok.outlets.formats import Format
from kokebok.outlets.models import (
    Copy,
    CopyState,
    Delivery,
    DeliveryState,
    Dispatch,
    DispatchState,
    EarlierCopy,
    LetterTemplate,
    ListedRecipient,
    RecipientList,
)
from kokebok.people.queries import people_with

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person

UNDER_WAY = (CopyState.WAITING, CopyState.MAKING)


@dataclass(frozen=True)
class Progress:
    """How many of the copies are made; `is_over` when none is under way."""

    done: int
    total: int
    is_over: bool


def copies_of(edition: Edition) -> list[Copy]:
    """The copies of an edition, in the order the forms are listed."""
    order = list(Format)
    return sorted(Copy.objects.filter(edition=edition), key=lambda copy: order.index(Format(copy.form)))


def progress_of(copies: list[Copy]) -> Progress:
    """How far the making of these has come."""
    made = sum(copy.state == CopyState.READY for copy in copies)
    return Progress(made, len(copies), not any(copy.state in UNDER_WAY for copy in copies))


def find_made_copy(number: str, form: str) -> Copy:
    """The copy of an edition in a form, if it has a file, also one that is being made anew; Http404 otherwise."""
    made = Copy.objects.filter(edition__number=number, form=form).exclude(sha256="")
    return get_object_or_404(made.select_related("edition"))


def find_copy_of(number: str, form: str, sha256: str) -> Copy:
    """The copy of an edition in a form that has this hash, or had it before; Http404 otherwise."""
    is_it = Q(sha256=sha256) | Q(earlier__sha256=sha256)
    found = Copy.objects.filter(is_it, edition__number=number, form=form).select_related("edition").distinct()
    return get_object_or_404(found)


def earlier_copies(edition: Edition) -> list[EarlierCopy]:
    """The files of an edition as they were before something was said beside it, the newest first."""
    return list(EarlierCopy.objects.filter(copy__edition=edition).select_related("copy").order_by("-pk"))


def find_copy(number: str, form: str) -> Copy:
    """The copy of an edition in a form, ready or not; Http404 when it was never ordered."""
    return get_object_or_404(Copy.objects.filter(edition__number=number, form=form).select_related("edition"))


def find_dispatch(number: int) -> Dispatch:
    """The dispatch with this key; Http404 when there is none."""
    return get_object_or_404(Dispatch.objects.filter(pk=number).select_related("edition", "made_by"))


def find_delivery(dispatch: Dispatch, number: int) -> Delivery:
    """A letter of this dispatch; Http404 when it is none of its."""
    return get_object_or_404(dispatch.deliveries, pk=number)


@dataclass(frozen=True)
class DispatchTally:
    """How many letters of a dispatch are in each state; `a_minute` is its pace."""

    waiting: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    uncertain: int = 0
    by_hand: int = 0
    left_out: int = 0
    returned: int = 0
    opted_out: int = 0
    a_minute: int = 60

    @property
    def total(self) -> int:
        """All letters."""
        return self.waiting + self.sending + self.settled

    @property
    def settled(self) -> int:
        """Those that nothing more will happen to by itself."""
        ended = self.sent + self.failed + self.returned + self.uncertain
        return ended + self.by_hand + self.left_out + self.opted_out

    @property
    def not_arrived(self) -> int:
        """Those that were tried and did not arrive, or that nobody knows of."""
        return self.failed + self.returned + self.uncertain

    @property
    def minutes_left(self) -> int:
        """What the waiting ones take at the pace of the dispatch, rounded up."""
        return -(-self.waiting // self.a_minute)


def tally(dispatch: Dispatch) -> DispatchTally:
    """The letters of a dispatch by state."""
    rows = dispatch.deliveries.order_by().values_list("state").annotate(count=Count("pk"))
    counted = {str(state): int(count) for state, count in rows}
    return DispatchTally(**counted, a_minute=dispatch.a_minute)


def tallies(dispatches: list[Dispatch]) -> list[tuple[Dispatch, DispatchTally]]:
    """Each dispatch with its letters by state, in one query."""
    rows = (
        Delivery.objects.filter(dispatch__in=dispatches)
        .order_by()
        .values_list("dispatch_id", "state")
        .annotate(count=Count("pk"))
    )
    counted: dict[int, dict[str, int]] = {}
    for dispatch_id, state, count in rows:
        counted.setdefault(dispatch_id, {})[state] = count
    return [(dispatch, DispatchTally(**counted.get(dispatch.pk, {}))) for dispatch in dispatches]


def letters_in(dispatch: Dispatch, state: str) -> QuerySet[Delivery]:
    """The letters of a dispatch that are in a state; all of them when it is "" or no state at all."""
    letters = dispatch.deliveries.select_related("area").order_by("pk")
    return letters.filter(state=state) if state in DeliveryState.values else letters


def has_returned(address: str) -> bool:
    """Whether a letter of a dispatch has come back from this address, in lower case."""
    return Delivery.objects.filter(email__iexact=address, state=DeliveryState.RETURNED).exists()


def is_moving(dispatch: Dispatch) -> bool:
    """Whether its figures change by themselves."""
    return dispatch.state == DispatchState.SENDING


def dispatches_of(edition: Edition) -> list[Dispatch]:
    """The dispatches of an edition, newest first."""
    return list(edition.dispatches.order_by("-pk"))


def all_dispatches() -> QuerySet[Dispatch]:
    """All dispatches, the newest first, each with its edition."""
    return Dispatch.objects.select_related("edition__cookbook__sender").order_by("-pk")


def recipient_lists() -> list[RecipientList]:
    """All kept lists by name, each with `total` on it and how many are `without` an address; one query."""
    lacking = Count("recipients", filter=Q(recipients__addresses=""))
    return list(RecipientList.objects.annotate(total=Count("recipients"), without=lacking).order_by("name"))


def find_list(number: int) -> RecipientList:
    """The kept list with this key; Http404 when there is none."""
    return get_object_or_404(RecipientList, pk=number)


def find_list_or_none(number: int) -> RecipientList | None:
    """The kept list with this key, if nobody has deleted it."""
    return RecipientList.objects.filter(pk=number).first()


def listed_on(kept: RecipientList) -> list[ListedRecipient]:
    """Those on a list, in its order, each with its municipality; one query."""
    return list(kept.recipients.select_related("area").order_by("pk"))


def letter_templates() -> list[LetterTemplate]:
    """All templates of letters, the default first and then by name; one query."""
    return list(LetterTemplate.objects.order_by("-is_default", "name", "pk"))


def template_to_begin_from(templates: list[LetterTemplate], chosen: str) -> LetterTemplate | None:
    """The template somebody has chosen by its key, or the default; None where there is neither."""
    by_key = {str(one.pk): one for one in templates}
    default = next((one for one in templates if one.is_default), None)
    return by_key.get(chosen, default)


def find_template(number: int) -> LetterTemplate:
    """The template with this key; Http404 when there is none."""
    return get_object_or_404(LetterTemplate, pk=number)


def find_template_or_none(number: int) -> LetterTemplate | None:
    """The template with this key, if nobody has deleted it."""
    return LetterTemplate.objects.filter(pk=number).first()


def who_may_be_sent_a_test() -> list[Person]:
    """Those who send dispatches here, by name; one query."""
    return list(people_with(*MAY["dispatch.send"]))
