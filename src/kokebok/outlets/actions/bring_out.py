"""Bring out an edition: freeze it, and have its files made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.editions.actions.freeze import freeze
from kokebok.outlets.actions.render import order_copies

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.editions.gaps import Signed
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person


@transaction.atomic
def bring_out(
    cookbook: Cookbook,
    *,
    number: str,
    title: str,
    foreword: str,
    on: date,
    by: Person,
    signed: Signed | None = None,
) -> Edition:
    """Freeze the published text as an edition and order its copies. Raises what `freeze` raises."""
    edition = freeze(cookbook, number=number, title=title, foreword=foreword, on=on, by=by, signed=signed)
    order_copies(edition)
    return edition
