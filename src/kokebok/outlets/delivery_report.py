"""What recipients have got, edition by edition: as rows, and as CSV and XLSX. What is opened is not tracked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.lib.sheets import csv_lines, xlsx
from kokebok.outlets.models import Delivery

if TYPE_CHECKING:
    from django.db.models import QuerySet

FORMS = ("csv", "xlsx")
Column = tuple[str | Promise, int, Callable[[Delivery], str]]
COLUMNS: tuple[Column, ...] = (
    (gettext_lazy("Edition"), 10, lambda one: one.dispatch.edition.number),
    (gettext_lazy("Dispatch"), 10, lambda one: str(one.dispatch_id)),
    (gettext_lazy("Prepared"), 18, lambda one: f"{localtime(one.dispatch.made_at):%Y-%m-%d %H:%M}"),
    (gettext_lazy("Recipient"), 30, lambda one: one.name),
    (gettext_lazy("E-mail address"), 34, lambda one: one.email),
    (gettext_lazy("Number"), 10, lambda one: one.area.number if one.area else ""),
    (gettext_lazy("Language"), 10, lambda one: one.language),
    (gettext_lazy("Status"), 20, lambda one: str(one.get_state_display())),
    (
        gettext_lazy("Last tried"),
        18,
        lambda one: f"{localtime(one.tried_at):%Y-%m-%d %H:%M}" if one.tried_at else "",
    ),
    (gettext_lazy("What the mail server said"), 40, lambda one: one.error),
)


def deliveries_reported() -> QuerySet[Delivery]:
    """All letters of all dispatches, the newest dispatch first, with what a report says of them; one query."""
    return Delivery.objects.select_related("dispatch__edition", "area").order_by("-dispatch_id", "pk")


def got_by_the_same(delivery: Delivery) -> QuerySet[Delivery]:
    """All that the recipient of a letter has got: the same municipality, or else the same address, or the same name."""
    if delivery.area_id:
        same = Q(area=delivery.area_id)
    elif delivery.address_key:
        same = Q(address_key=delivery.address_key)
    elif delivery.name:
        same = Q(name=delivery.name, address_key="", area=None)
    else:
        same = Q(pk=delivery.pk)
    return deliveries_reported().filter(same)


def as_file(deliveries: QuerySet[Delivery], form: str) -> bytes:
    """The rows as one of FORMS, with the names of the columns in the language that is spoken."""
    heads = [str(heading) for heading, _width, _says in COLUMNS]
    if form == "csv":
        return b"".join(csv_lines([heads, *_rows(deliveries)]))
    widths = [width for _heading, width, _says in COLUMNS]
    return b"".join(xlsx(_("Dispatches"), _("Dispatches"), heads, widths, _rows(deliveries), cut="…"))


def _rows(deliveries: QuerySet[Delivery]) -> Iterator[list[str]]:
    for one in deliveries.iterator(2000):
        yield [says(one) for _heading, _width, says in COLUMNS]
