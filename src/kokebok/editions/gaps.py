"""What an edition would be frozen without: reasons for its changes, and answers to inputs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kokebok.inputs.models import Input, State
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.editions.change_rows import EditionChange
    from kokebok.people.models import Person


@dataclass(frozen=True)
class EditionGaps:
    """How many changes nobody has explained, and how many inputs nobody has answered."""

    unexplained: int
    unanswered: int

    def __bool__(self) -> bool:
        return bool(self.unexplained or self.unanswered)


@dataclass(frozen=True)
class Signed:
    """Why an edition is frozen all the same, who says so, and the gaps they had before them."""

    reason: str
    name: str
    gaps: EditionGaps


class NotExplained(Refused):
    """There are changes without a reason, or inputs without an answer, that nobody has signed for."""


def gaps_among(changes: Iterable[EditionChange]) -> EditionGaps:
    """What is lacking, if these are the changes."""
    unexplained = sum(not change.is_explained for change in changes)
    # What no moderator has let in is not counted: else anybody could add to what the edition prints.
    return EditionGaps(unexplained, Input.objects.filter(state=State.OPEN).count())


def require_explained(gaps: EditionGaps, signed: Signed | None) -> None:
    """Raise NotExplained where something lacks that nobody has signed for with a reason and a name."""
    if not gaps:
        return
    if signed is None or not (signed.reason.strip() and signed.name.strip()):
        raise NotExplained(
            _(
                "Something is lacking: see the list. Mend it, or say why the edition is frozen all the same, and sign."
            )
        )
    if gaps.unexplained > signed.gaps.unexplained or gaps.unanswered > signed.gaps.unanswered:
        raise NotExplained(
            _("More is lacking than when you opened the page. Look at the numbers, and freeze once more.")
        )


def despite_now(changes: Iterable[EditionChange], signed: Signed | None, by: Person) -> dict[str, Any]:
    """What is lacking among these changes and the inputs, and who signs for it; nothing where nothing is.

    Where `by`, who freezes, signs in another's name, both are named. Raises NotExplained.
    """
    gaps = gaps_among(changes)
    require_explained(gaps, signed)
    if not gaps or signed is None:
        return {}
    name = signed.name.strip()
    names = name if name == by.name else f"{name} ({by.name})"
    return {"reason": signed.reason.strip(), "name": names, **asdict(gaps)}
