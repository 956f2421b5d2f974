"""Forget who sent inputs that were settled long ago, as the settings say; and say how many it would be now."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from kokebok.inputs.actions.after import after_words_change
from kokebok.inputs.actions.erase_own import NO_ADDRESS, NO_NAME
from kokebok.inputs.models import Input, InputQuerySet, KeepingPeriods, Words
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import forget

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class ForgetPeriods:
    """After how many days each goes; None for what stays until its sender has it erased."""

    names: int | None = None
    addresses: int | None = None
    browsers: int | None = None


@dataclass(frozen=True)
class Forgettable:
    """How many inputs have each that would go now."""

    names: int
    addresses: int
    browsers: int


def periods_now() -> ForgetPeriods:
    """The periods as they are set; nothing where nobody has set any."""
    row = KeepingPeriods.objects.filter(pk=1).first()
    return ForgetPeriods(row.names, row.addresses, row.browsers) if row else ForgetPeriods()


@transaction.atomic
def set_periods(wanted: ForgetPeriods, *, by: Person) -> bool:
    """Set the periods; whether anything was new. What is older goes the next night, and does not come back."""
    if wanted == periods_now():
        return False
    KeepingPeriods.objects.update_or_create(pk=1, defaults=asdict(wanted))
    record("periods.set", by=by, **asdict(wanted))
    return True


def would_go(periods: ForgetPeriods) -> Forgettable:
    """How many inputs would lose what, if these were the periods now. Nothing is changed."""
    names, addresses, browsers = _due(periods)
    return Forgettable(names.count(), addresses.count(), browsers.count())


@transaction.atomic
def forget_senders() -> int:
    """Erase what the settings say is old; of how many inputs. May run any number of times."""
    names, addresses, browsers = _due(periods_now())
    named, addressed = _keys(names), _keys(addresses)
    gone: dict[str, Any] = {
        "names": Input.objects.filter(pk__in=named).update(**NO_NAME, unnamed_at=timezone.now()),
        "addresses": Input.objects.filter(pk__in=addressed).update(**NO_ADDRESS),
        "browsers": browsers.update(sender=""),
    }
    forget(*Input.objects.filter(pk__in=addressed))
    Words.objects.filter(given__in=named).delete()  # they have the name; they are noted anew
    for one in Input.objects.filter(pk__in=named):
        after_words_change(one)
    if any(gone.values()):
        record("senders.forgotten", by=None, **gone)
    return sum(gone.values())


def _keys(some: InputQuerySet) -> list[int]:
    return list(some.order_by("pk").values_list("pk", flat=True))


def _due(periods: ForgetPeriods) -> tuple[InputQuerySet, InputQuerySet, InputQuerySet]:
    names = _older_than(periods.names).exclude(name="", on_behalf_of="")
    addresses = _older_than(periods.addresses).exclude(email="")
    return names, addresses, _older_than(periods.browsers).exclude(sender="")


def _older_than(days: int | None) -> InputQuerySet:
    if days is None:
        return Input.objects.none()
    since = timezone.now() - timedelta(days=days)
    return Input.objects.filter(settled_at__lt=since)
