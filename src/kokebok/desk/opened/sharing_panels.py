"""What the panels about sharing the work show beside an opened input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.desk.answering.forms import AnswerForm, RefusalForm
from kokebok.desk.assigning.forms import AssignForm, NoteForm
from kokebok.desk.assigning.mentions import handles
from kokebok.desk.assigning.notes import may_read_notes, mentionable, notes_on
from kokebok.desk.assigning.queries import assignment_of
from kokebok.desk.models import UnusedText
from kokebok.desk.rules import may, may_hand_back, may_take
from kokebok.inputs.models import UNSETTLED
from kokebok.review.overview import said_about
from kokebok.review.rules import may as may_review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


def holder_panel(person: Person, given: Input) -> Mapping[str, Any] | None:
    """Who has the input, and what one can do about it; nothing once it is settled."""
    if given.state not in UNSETTLED:
        return None
    assignment = assignment_of(given)
    form = AssignForm(assignment=assignment, auto_id="assign_%s") if may(person, "desk.assign") else None
    takes, gives_back = (
        may_take(assignment, by=person),
        assignment is not None and may_hand_back(assignment, by=person),
    )
    if assignment is None and not (form or takes):
        return None
    mine = assignment is not None and assignment.to_id == person.pk
    return {
        "assignment": assignment,
        "form": form,
        "may_take": takes and not mine,
        "may_hand_back": gives_back,
    }


def notes_panel(person: Person, given: Input) -> Mapping[str, Any] | None:
    """The notes on the input, and the form for another; for those who may read them."""
    if not may_read_notes(person, given):
        return None
    return {
        "notes": notes_on(given),
        "form": NoteForm(auto_id="note_%s"),
        "people": list(handles(mentionable(given))),
    }


def unused_panel(person: Person, given: Input) -> Mapping[str, Any] | None:
    """What somebody wrote when another had just settled the input, for those who handle inputs."""
    if not may(person, "desk.approve"):
        return None
    kept = list(UnusedText.objects.filter(given=given).select_related("by"))
    texts = [(one, [(_label(name), words) for name, words in one.fields.items()]) for one in kept]
    return {"texts": texts} if texts else None


def group_panel(person: Person, given: Input) -> Mapping[str, Any] | None:
    """What the resource group has said of the same paragraph, for those who may read it."""
    if given.paragraph is None or not may_review(person, "review.see"):
        return None
    said = said_about(given.paragraph)
    return {"said": said} if said else None


def _label(name: str) -> str:
    """What a field is called in its form."""
    field = {**RefusalForm.base_fields, **AnswerForm.base_fields}.get(name)
    return str(field.label) if field else name
