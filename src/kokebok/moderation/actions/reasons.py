"""Keep the list of reasons for not publishing something."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.moderation.models import Reason
from kokebok.moderation.starter_list import STARTER_LIST
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class ReasonWords:
    """A reason in each language: a title of a few words, and what it means."""

    title_nb: str
    title_nn: str
    title_en: str
    explanation_nb: str
    explanation_nn: str
    explanation_en: str


@transaction.atomic
def add_reason(*, code: str, words: ReasonWords, by: Person) -> Reason:
    """Put a reason last on the list. Raises Refused if the code is taken."""
    last = Reason.objects.aggregate(last=Max("order"))["last"] or 0
    try:
        with transaction.atomic():
            reason = Reason.objects.create(code=code, order=last + 1, **asdict(words))
    except IntegrityError as error:
        raise Refused(_("There is a reason with this code already.")) from error
    record("reason.added", by=by, about=reason, code=code)
    return reason


@transaction.atomic
def change_reason(reason: Reason, *, words: ReasonWords, by: Person) -> Reason:
    """Give a reason other words, from now on: what has been told senders stays as it was told.

    Raises TooLate if somebody has changed it since the caller saw it.
    """
    seen = {name: getattr(reason, name) for name in asdict(words)}
    if seen == asdict(words):
        return reason
    if not Reason.objects.filter(pk=reason.pk, **seen).update(**asdict(words)):
        raise TooLate(_("Somebody else has changed this reason meanwhile. Look at it as it is now."))
    reason.refresh_from_db()
    record("reason.changed", by=by, about=reason, code=reason.code)
    return reason


@transaction.atomic
def retire_reason(reason: Reason, *, by: Person) -> bool:
    """Take a reason out of use; what it was used for keeps it. False if it was out of use already."""
    if not Reason.objects.in_use().filter(pk=reason.pk).update(retired_at=timezone.now()):
        return False
    record("reason.retired", by=by, about=reason, code=reason.code)
    return True


@transaction.atomic
def return_reason(reason: Reason, *, by: Person) -> bool:
    """Put a reason into use again. False if it is in use."""
    if not Reason.objects.exclude(retired_at=None).filter(pk=reason.pk).update(retired_at=None):
        return False
    record("reason.returned", by=by, about=reason, code=reason.code)
    return True


@transaction.atomic
def begin_with_starter_list(*, by: Person | None) -> int:
    """Make the list that is offered; gives back how many reasons are new. Those that are there stay as they are."""
    made = 0
    for order, (code, words) in enumerate(STARTER_LIST.items(), start=1):
        _reason, is_new = Reason.objects.get_or_create(code=code, defaults={"order": order, **words})
        made += is_new
    if made:
        record("reasons.begun", by=by, number=made)
    return made
