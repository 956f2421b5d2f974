"""What is filled in when work is shared: who should have an input, and notes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.desk.assigning.actions.assign import NewAssignment
from kokebok.desk.models.sharing import LONGEST_NOTE
from kokebok.desk.rules import MAY
from kokebok.people.queries import people_with
from kokebok.web.fields import DayField, NumberField

if TYPE_CHECKING:
    from kokebok.desk.models import Assignment
    from kokebok.people.models import Person

GROUP = "group"
LONGEST_WORD = 1000


class AssignForm(forms.Form):
    """Who should have an input, by when, and a word on the way. `seen` is the assignment that stood, 0 for none."""

    to = forms.ChoiceField(label=_("Who should answer"))
    due = DayField(
        label=_("Answer within"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=_("A word on the way"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = NumberField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, assignment: Assignment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, Person] = {str(one.pk): one for one in people_with(*MAY["desk.read"])}
        names = [(key, one.name) for key, one in self.people.items()]
        self.fields["to"].choices = [("", "–"), (GROUP, _("The whole resource group")), *names]  # type: ignore[attr-defined]
        if assignment is not None:
            to = GROUP if assignment.to_group else str(assignment.to_id)
            self.initial.update(to=to, due=assignment.due, note=assignment.note, seen=assignment.pk)

    def wish(self) -> NewAssignment:
        """What was asked for. Only for a form that is valid."""
        data = self.cleaned_data
        to = None if data["to"] == GROUP else self.people[data["to"]]
        return NewAssignment(to=to, due=data["due"], note=data["note"])

    def stood(self) -> int:
        """The key of the assignment that was shown, 0 for none."""
        return self.cleaned_data.get("seen") or 0


class NoteForm(forms.Form):
    """A note. Its ticket makes a second send of the same form the same note."""

    text = forms.CharField(
        label=_("New note"),
        help_text=_(
            "Only those who work with this input can read it. Write @ and a name to mention somebody."
        ),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "data-mentions": "mentionable"}),
    )
    ticket = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
