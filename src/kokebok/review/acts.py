"""What the acts of review are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "adviser.naming_changed": _("Changed whether they may be named among those who have advised"),
    "reading.given": _("Asked the resource group to read"),
    "reading.due_changed": _("Moved the day a reading is due"),
    "reading.closed": _("Closed a reading"),
    "reader.naming_changed": _("Changed whether their name may be shown"),
    "verdict.given": _("Said something of a paragraph they were asked to read"),
    "verdict.rest_approved": _("Approved the rest of a page they were asked to read"),
    "verdict.rest_taken_back": _("Took back that they approved the rest of a page"),
    "verdict.released": _("Published a remark from the resource group"),
    "draft_verdict.given": _("Said something of a draft they were asked to read"),
    "draft_verdict.rest_approved": _("Approved the rest of a draft they were asked to read"),
    "draft_verdict.rest_taken_back": _("Took back that they approved the rest of a draft"),
    "draft.handed_over": _("Made inputs of what the resource group said of a draft"),
    "word.sent_out": _("Made a Word copy of the text"),
    "word.looked_at": _("Put in a Word file to be looked at"),
    "word.taken_in": _("Took in what was said in a Word file"),
    "word.dropped": _("Let a Word file lie"),
}

THINGS: dict[str, str | Promise] = {
    "review.reading": _("Reading by the resource group"),
    "review.reader": _("Reader in the resource group"),
    "review.verdict": _("What the resource group said"),
    "review.draftpage": _("Draft before the resource group"),
    "review.draftverdict": _("What the resource group said of a draft"),
    "review.wordcopy": _("Word copy of the text"),
    "review.wordfile": _("Word file from a reader"),
}
