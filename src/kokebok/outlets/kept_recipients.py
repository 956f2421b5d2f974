"""Those a dispatch can be sent to without a list being put in: all municipalities, those of a county, a kept list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.lib.pasted_addresses import same_address
from kokebok.outlets.models import ListedRecipient, RecipientChannel, RecipientList
from kokebok.outlets.recipients import Recipient, RecipientsRead, Repeat
from kokebok.registers.queries import counties_with_municipalities, in_use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.registers.models import Area

ALL = "kommuner"
COUNTY = "fylke"
KEPT = "liste"


def choices_of_recipients() -> list[tuple[str, str]]:
    """What the form of a dispatch offers, by the words of the address: in two queries."""
    counties = counties_with_municipalities()
    total = sum(len(row.municipalities) for row in counties)
    lists = [(f"{KEPT}:{one.pk}", one.name) for one in RecipientList.objects.all()]
    if not total:
        return lists
    of_counties = [
        (
            f"{COUNTY}:{row.county.pk}",
            _("All municipalities in %(county)s (%(total)s)")
            % {"county": row.county.name, "total": len(row.municipalities)},
        )
        for row in counties
        if row.county
    ]
    return [(ALL, _("All municipalities (%(total)s)") % {"total": total}), *lists, *of_counties]


def recipients_chosen(choice: str) -> RecipientsRead:
    """Those of one of the choices; a municipality without an address is among them, without one."""
    which, _colon, key = choice.partition(":")
    if which == KEPT:
        return _read(_of_listed(ListedRecipient.objects.filter(of=int(key)).order_by("pk")))
    areas = in_use().in_force().order_by("number")
    return _read(_of_areas(areas.filter(county=int(key)) if which == COUNTY else areas))


def _of_areas(areas: Iterable[Area]) -> list[Recipient]:
    """Each municipality at the addresses of the list that was changed last of those it is on."""
    listed: dict[int | None, list[Recipient]] = {}
    kept = ListedRecipient.objects.filter(area__isnull=False).order_by("-of__changed_at", "pk")
    for row in kept:
        listed.setdefault(row.area_id, _recipients(row))
    return [one for area in areas for one in listed.get(area.pk) or [Recipient(area.names[0], "", area.pk)]]


def _of_listed(rows: Iterable[ListedRecipient]) -> list[Recipient]:
    return [one for row in rows for one in _recipients(row)]


def _recipients(row: ListedRecipient) -> list[Recipient]:
    by_mail = row.channel == RecipientChannel.EMAIL and row.addresses
    return [
        Recipient(row.name, address, row.area_id, row.of_id, row.language, row.contact, row.kind)
        for address in (row.addresses.split(", ") if by_mail else [""])
    ]


def _read(found: list[Recipient]) -> RecipientsRead:
    """Those that are found, each address once."""
    once: dict[str, Recipient] = {}
    standing: dict[str, list[int]] = {}
    for at, one in enumerate(found, start=1):
        own = same_address(one.email) if one.email else f" {at}"
        once.setdefault(own, one)
        standing.setdefault(own, []).append(at)
    repeats = tuple(Repeat(once[own].email, tuple(at)) for own, at in standing.items() if len(at) > 1)
    return RecipientsRead(tuple(once.values()), (), repeats)
