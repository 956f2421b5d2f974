"""Keep lists of recipients: make one, write it anew, delete it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.lib.private_words import is_own_address
from kokebok.outlets.models import ListedRecipient, RecipientKind, RecipientList
from kokebok.outlets.rules import ListChangedMeanwhile
from kokebok.people.rules import Refused
from kokebok.registers.queries import in_use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokebok.people.models import Person

PERSONS_KEPT_FOR = timedelta(days=730)  # since the list was changed or written to last


@transaction.atomic
def keep_list(
    kept: RecipientList | None, *, name: str, rows: Sequence[ListedRecipient], seen: int = 0, by: Person
) -> RecipientList:
    """A list with these recipients, new or written anew; `seen` is the version somebody has written anew.

    Raises ListChangedMeanwhile if another has written it since, and Refused for a name that another list has.
    """
    try:
        with transaction.atomic():
            kept = _renewed(kept, name, seen) if kept else RecipientList.objects.create(name=name)
    except IntegrityError as error:
        raise Refused(_("Another list has this name.")) from error
    kept.recipients.all().delete()
    for row in rows:
        row.pk, row.of = None, kept
    ListedRecipient.objects.bulk_create(rows, batch_size=500)
    record("recipients.kept", by=by, about=kept, name=name, recipients=len(rows))
    return kept


def _renewed(kept: RecipientList, name: str, seen: int) -> RecipientList:
    renewed = RecipientList.objects.filter(pk=kept.pk, version=seen).update(
        name=name, version=F("version") + 1, changed_at=timezone.now()
    )
    if not renewed:
        raise ListChangedMeanwhile(_("Somebody has just changed this. Look again."))
    kept.refresh_from_db()
    return kept


def municipalities_listed() -> list[ListedRecipient]:
    """A row for each municipality in force, without addresses, to be filled in."""
    areas = in_use().in_force().order_by("number")
    return [ListedRecipient(name=area.names[0], area=area) for area in areas]


@transaction.atomic
def delete_list(kept: RecipientList, *, seen: int, by: Person) -> None:
    """Delete a list, and all that is kept of those on it; `seen` is the version somebody has looked at.

    Raises ListChangedMeanwhile if another has written it since, or deleted it.
    """
    _renewed(kept, kept.name, seen)
    record("recipients.deleted", by=by, about=kept, name=kept.name)
    kept.delete()


@transaction.atomic
def forget_persons() -> None:
    """Erase the contacts, and the addresses of persons, on lists nobody has changed or written to for two years.

    Who then has no address is taken off the list, or has the name of the municipality they stand for.
    """
    limit = timezone.now() - PERSONS_KEPT_FOR
    old = RecipientList.objects.filter(changed_at__lt=limit).filter(Q(used_at=None) | Q(used_at__lt=limit))
    for kept in old.select_for_update():
        rows = kept.recipients.select_related("area")
        changed = [row for row in rows if _forgotten(row)]
        gone = [row.pk for row in rows if not row.addresses and row.area is None]
        if changed or gone:
            RecipientList.objects.filter(pk=kept.pk).update(version=F("version") + 1)
            ListedRecipient.objects.bulk_update(changed, ["name", "contact", "addresses"], batch_size=200)
            ListedRecipient.objects.filter(pk__in=gone).delete()


def _is_persons(kind: str, address: str) -> bool:
    """Whether an address is a person's: as the list says, or else by the address."""
    return kind == RecipientKind.PERSON or (kind != RecipientKind.BODY and is_own_address(address))


def _forgotten(row: ListedRecipient) -> bool:
    """Take what is of a person out of a row; whether there was anything."""
    was = row.contact, row.addresses
    of_bodies = [one for one in row.addresses.split(", ") if not _is_persons(row.kind, one)]
    row.contact, row.addresses = "", ", ".join(of_bodies)
    if row.area and row.addresses != was[1]:
        row.name = row.area.names[0]
    return was != (row.contact, row.addresses)
