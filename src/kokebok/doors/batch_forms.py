"""What one fills in about a file: the file, and how it is to be read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.doors.rows import FIELDS
from kokebok.inputs.models import Door, State

STATES = [
    (State.WAITING, gettext_lazy("Wait until somebody has read each of them")),
    (State.OPEN, gettext_lazy("Be public at once: I know that they can be read by all")),
]
SHEET_DOORS = (Door.SHEET, Door.BLOG, Door.EMAIL, Door.PAPER, Door.PHONE, Door.ROUND)


class FileForm(forms.Form):
    """A file of letters or rows."""

    file = forms.FileField(
        label=gettext_lazy("A file"),
        help_text=gettext_lazy(
            "Letters (.eml, .mbox) or rows (.csv, .xlsx), as from a form or a blog. You see first what comes of it."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("There is nothing in the file."),
        },
        widget=forms.FileInput(attrs={"accept": ".eml,.mbox,.csv,.tsv,.txt,.xlsx"}),
    )


class LettersForm(forms.Form):
    """How the letters of a file begin."""

    state = forms.ChoiceField(
        label=gettext_lazy("The new inputs shall"),
        choices=STATES,
        initial=State.WAITING,
        widget=forms.RadioSelect,
    )

    def state_chosen(self) -> State:
        """What was chosen; waiting for anything else."""
        return State(self.cleaned_data["state"]) if self.is_valid() else State.WAITING


class RowsForm(LettersForm):
    """Which column is what, what door the rows came by, and how they begin."""

    door = forms.ChoiceField(
        label=gettext_lazy("They came by"), choices=[(door.value, door.label) for door in SHEET_DOORS]
    )

    def __init__(self, *args: Any, headings: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("– not in the file –"))]
        columns += [
            (str(at), heading[:60] or _("Column %(n)s") % {"n": at + 1})
            for at, heading in enumerate(headings)
        ]
        for name, label in FIELDS.items():
            self.fields[f"column_{name}"] = forms.ChoiceField(label=label, choices=columns, required=False)

    @classmethod
    def as_chosen(cls, choices: dict[str, Any], *, headings: tuple[str, ...]) -> RowsForm:
        """The form as the choices stand."""
        columns = {f"column_{name}": str(at) for name, at in choices["columns"].items()}
        initial = {"door": choices["door"], "state": choices["state"], **columns}
        return cls(initial=initial, headings=headings)

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError where one column is to be two things, or none is the text."""
        data = super().clean() or {}
        chosen = [data[f"column_{name}"] for name in FIELDS if data.get(f"column_{name}")]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("The same column is chosen for two things."))
        if not (data.get("column_text") or data.get("column_suggestion")):
            self.add_error("column_text", _("Choose which column is the text."))
        return data

    def choices(self) -> dict[str, Any]:
        """What a valid form chooses, as it is stored."""
        data = self.cleaned_data
        columns = {name: int(data[f"column_{name}"]) for name in FIELDS if data.get(f"column_{name}")}
        return {"columns": columns, "door": data["door"], "state": data["state"]}

    def column_fields(self) -> list[forms.BoundField]:
        """The fields that choose columns."""
        return [self[f"column_{name}"] for name in FIELDS]
