"""What the acts of rounds are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "round.made": _("Made an input round"),
    "round.copied": _("Copied an input round as the start of another"),
    "round.changed": _("Changed what an input round is"),
    "prompt.added": _("Added a prompt to a round"),
    "prompt.changed": _("Changed a prompt of a round"),
    "prompt.moved": _("Moved a prompt in a round"),
    "prompt.groups_asked": _("Asked for the answers to a prompt in groups"),
    "roundinput.typed_in": _("Typed in an answer on paper to a prompt"),
    "prompt.removed": _("Took a prompt out of a round"),
    "round.open": _("Opened an input round"),
    "round.closed": _("Closed an input round"),
    "round.report_published": _("Let anyone read the report of a round"),
    "round.report_taken_back": _("Took back the report of a round"),
    "round.went_on": _("Went on to another prompt"),
    "round.clock_stopped": _("Stopped the clock of a round"),
    "round.clock_started": _("Started the clock of a round"),
    "round.time_added": _("Gave a round more time"),
    "round.wall_changed": _("Changed what the wall shows"),
    "round.flood_controlled": _("Changed how inputs are taken in a round"),
    "roundinput.shown": _("Put a live input on the wall"),
    "roundinput.hidden": _("Kept a live input off the wall"),
    "roundinput.taken_off": _("Took a live input off the wall"),
    "roundinput.put_together": _("Put live inputs together"),
    "roundinput.taken_apart": _("Took a live input apart from others"),
    "participant.blocked": _("Blocked a device in a round"),
    "participant.unblocked": _("Let a device in again"),
}

THINGS: dict[str, str | Promise] = {
    "rounds.round": _("Input round"),
    "rounds.prompt": _("Prompt of a round"),
    "rounds.participant": _("Device in a round"),
    "rounds.roundinput": _("Live input"),
    "rounds.statement": _("Statement in a round"),
}
