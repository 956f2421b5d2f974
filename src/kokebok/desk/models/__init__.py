"""What the desk keeps, by topic."""

from kokebok.desk.models.bulk import BulkAct, BulkRow, BulkRun, RowState
from kokebok.desk.models.decisions import Decision
from kokebok.desk.models.drafts import Draft
from kokebok.desk.models.held import HeldAnswer
from kokebok.desk.models.inbox import NextEdition, OwnKeys, SavedFilter
from kokebok.desk.models.outcomes import CREDITED, KEEPS_TEXT, NEEDS_REASON, OUTCOMES, Outcome, TextAfter
from kokebok.desk.models.reply_templates import ReplyTemplate
from kokebok.desk.models.sharing import Assignment, Mention, Note, Presence, UnusedText
from kokebok.desk.models.undo_windows import AnswerLetterState, Rest, TextBefore

__all__ = [
    "CREDITED",
    "KEEPS_TEXT",
    "NEEDS_REASON",
    "OUTCOMES",
    "AnswerLetterState",
    "Assignment",
    "BulkAct",
    "BulkRow",
    "BulkRun",
    "Decision",
    "Draft",
    "HeldAnswer",
    "Mention",
    "NextEdition",
    "Note",
    "Outcome",
    "OwnKeys",
    "Presence",
    "ReplyTemplate",
    "Rest",
    "RowState",
    "SavedFilter",
    "TextAfter",
    "TextBefore",
    "UnusedText",
]
