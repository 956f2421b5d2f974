"""What the same done with many led to, in words for the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from kokebok.desk.bulk.overview import RunShown


def done_with_many(shown: RunShown, came_since: int) -> SafeString:
    """How many were done, how many were left and how many have come since; with the way to see it and take it back."""
    said = [_done(shown)]
    if shown.skipped:
        said.append(
            ngettext(
                "%(number)s is left as it was, and the run says why.",
                "%(number)s are left as they were, and the run says why.",
                len(shown.skipped),
            )
            % {"number": len(shown.skipped)}
        )
    if came_since:
        said.append(since(came_since))
    if shown.can_undo and shown.until:
        at = time_format(localtime(shown.until), "TIME_FORMAT")
        said.append(_("It can be taken back until %(at)s.") % {"at": at})
    address = reverse("desk:run", args=[shown.run.pk])
    link = _("See it, or take it back")
    return format_html('{} <a class="ds-link" href="{}">{}</a>', " ".join(said), address, link)


def since(number: int) -> str:
    """That others have come in the filter since one chose."""
    return ngettext(
        "%(number)s more has come in this filter since you chose, and is not with.",
        "%(number)s more have come in this filter since you chose, and are not with.",
        number,
    ) % {"number": number}


def _done(shown: RunShown) -> str:
    number = {"number": shown.done}
    if not shown.is_answers:
        return (
            ngettext("%(number)s input is published.", "%(number)s inputs are published.", shown.done)
            % number
        )
    outcome = {"outcome": shown.run.get_outcome_display().lower()}
    return ngettext(
        "%(number)s input is answered: %(outcome)s.",
        "%(number)s inputs are answered: %(outcome)s.",
        shown.done,
    ) % (number | outcome)
