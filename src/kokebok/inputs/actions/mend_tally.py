"""Holding the tally against the inputs themselves."""

from __future__ import annotations

import logging
from dataclasses import astuple, dataclass

from kokebok.inputs.tally_triggers import count_anew, is_lacking, make_tally_anew, wrong_fates, wrong_sorts

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class TallyFaults:
    """What is wrong with the tally: whether a trigger is not there as it should be, how many sorts of inputs have a
    wrong number, and how many fates are too many or too few.
    """

    is_lacking: bool
    sorts: int
    fates: int

    def __bool__(self) -> bool:
        return any(astuple(self))


def faults() -> TallyFaults:
    """What is wrong with the tally now. Reads all inputs."""
    return TallyFaults(is_lacking(), wrong_sorts(), wrong_fates())


def mend_tally() -> TallyFaults:
    """Count anew where the tally does not say what there is, and log a warning; gives back what was wrong with it."""
    found = faults()
    if found.is_lacking:
        make_tally_anew()
    elif found:
        count_anew()
    if found:
        logger.warning(
            "Inputs were not counted right, and are counted anew: %d sorts, %d fates%s",
            found.sorts,
            found.fates,
            ", and triggers were lacking" if found.is_lacking else "",
        )
    return found
