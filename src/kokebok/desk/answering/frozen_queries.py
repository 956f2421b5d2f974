"""Whether an edition has frozen an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from kokebok.desk.models import Decision


def edition_with(decision: Decision) -> str:
    """The number of the edition that has frozen an answer; "" if none has. What stands above the desk tells it."""
    return cast("str", import_string(settings.EDITION_WITH_ANSWER)(decision))
