"""What one answer to several led to, in words for the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from kokebok.desk.joined.actions.answer_cluster import Reached


def reached_others(reached: Reached) -> list[str]:
    """Whom else the answer reached, and each that it did not reach, with the reason; empty if there were no others."""
    said = []
    if reached.others:
        said.append(
            ngettext(
                "The answer reached %(others)s other that says the same: input %(numbers)s.",
                "The answer reached %(others)s others that say the same: inputs %(numbers)s.",
                len(reached.others),
            )
            % {
                "others": len(reached.others),
                "numbers": ", ".join(str(decision.given_id) for decision in reached.others),
            }
        )
    said += [
        _("The answer did not reach input %(number)s: %(why)s") % {"number": left.given.pk, "why": left.why}
        for left in reached.left
    ]
    return said
