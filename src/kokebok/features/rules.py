"""What each feature does, and what it needs: the one table of their traits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kokebok.features.models import Feature

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Trait:
    """What a feature does, in a sentence, and whose it is where its app can be left out ("" where none can)."""

    does: _StrPromise
    app: str = ""


TRAITS: dict[Feature, Trait] = {
    Feature.SECOND_READING: Trait(
        _("A sample of the decisions is read by another editor, who does not see what was decided."),
        "second_reading",
    ),
    Feature.GROUPS: Trait(
        _("The machine proposes which inputs belong together, under Themes and in the report of a round."),
        "themes",
    ),
    Feature.OPINIONS: Trait(
        _(
            "The machine finds who answers alike where a round asks for agreement, once there are many answers."
        ),
        "rounds",
    ),
    Feature.SHEETS: Trait(
        _("Take in inputs from a spreadsheet, and download what a filter of the inbox finds as one.")
    ),
    Feature.WORD: Trait(
        _(
            "Take in a Word document as drafts, and send the text out to get comments and tracked changes back."
        )
    ),
    Feature.REGISTER: Trait(
        _(
            "A register of the local authorities of the country: an edition is sent to all of them in one choice, and "
            "actors can say which they belong to."
        )
    ),
    Feature.API: Trait(
        _("Programs read all that is public as data, and give inputs with a key that an administrator makes.")
    ),
    Feature.NEWSLETTER: Trait(
        _(
            "Readers can choose to get a newsletter, and editors send a post of the blog or words of their own."
        )
    ),
}
