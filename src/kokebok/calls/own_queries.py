"""What somebody has answered to calls and begun on, and what they are to be reminded of, for themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kokebok.calls.models import CallAnswer, Wish
from kokebok.people.owning import OwnFact, OwnThing, Whose, facts


def own_things(whose: Whose) -> list[OwnThing]:
    """Their answers with what is not handed in yet, and their reminders."""
    return [*_answers(whose), *_reminders(whose)]


def _answers(whose: Whose) -> list[OwnThing]:
    mine = CallAnswer.objects.filter(given__in=whose.inputs).select_related("call")
    found = []
    for answer in mine.prefetch_related("replies__question", "drafts__question"):
        said = [OwnFact("answer", one.question.text, one.text) for one in answer.replies.all()]
        begun = [
            OwnFact("draft", f"{one.question.text} ({_('not handed in')})", one.text)
            for one in answer.drafts.all()
            if one.text
        ]
        found.append(OwnThing("call_answer", str(answer.call), tuple(said + begun), at=answer.handed_in_at))
    return found


def _reminders(whose: Whose) -> list[OwnThing]:
    if not whose.email:
        return []
    mine = Wish.objects.filter(email__iexact=whose.email).select_related("call")
    return [
        OwnThing(
            "reminder",
            _("Reminder of a call"),
            facts(("call", _("Call"), one.call), ("email", _("E-mail address"), one.email)),
            at=one.asked_at,
        )
        for one in mine
    ]
