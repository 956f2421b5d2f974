"""Change the settings of the cookbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from kokebok.book.actions.change_cookbook import change_cookbook
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


@transaction.atomic
def change_settings(cookbook: Cookbook, values: Mapping[str, Any], *, by: Person) -> bool:
    """Let these values hold from now on; whether any of them was new."""
    were = change_cookbook(cookbook, values, by=by)
    if not were:
        return False
    record("settings.changed", by=by, about=cookbook, fields=sorted(were))
    return True
