"""What one fills in about a file: the file, and how it is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.doors.columns import FIELDS
from kokebok.inputs.models import Door, State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from kokebok.doors.sheets import SheetTable

STATES = [
    (State.WAITING, gettext_lazy("Wait until somebody has read each of them")),
    (State.OPEN, gettext_lazy("Be public at once: I know that they can be read by all")),
]
SHEET_DOORS = (Door.SHEET, Door.BLOG, Door.EMAIL, Door.PAPER, Door.PHONE, Door.ROUND)


def file_to_look_at(label: _StrPromise, help_text: _StrPromise, accept: str) -> forms.FileField:
    """A field for a file that is looked at before it is taken in; `accept` is the endings that are offered."""
    return forms.FileField(
        label=label,
        help_text=help_text,
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("There is nothing in the file."),
        },
        widget=forms.FileInput(attrs={"accept": accept}),
    )


class FileForm(forms.Form):
    """A file of letters or rows; of letters only while spreadsheets are switched off."""

    file = file_to_look_at(
        gettext_lazy("A file"),
        gettext_lazy(
            "E-mails (.eml, .mbox) or rows (.csv, .xlsx), as from a form or a blog. You see first what comes of it."
        ),
        ".eml,.mbox,.csv,.tsv,.txt,.xlsx",
    )

    def __init__(self, *args: Any, takes_rows: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_rows:
            self.fields["file"].help_text = _("E-mails (.eml, .mbox). You see first what comes of it.")
            self.fields["file"].widget.attrs["accept"] = ".eml,.mbox"


class BatchLettersForm(forms.Form):
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


class RowsForm(BatchLettersForm):
    """Which column is what, what door the rows came by, and how they begin."""

    door = forms.ChoiceField(
        label=gettext_lazy("They came by"), choices=[(door.value, door.label) for door in SHEET_DOORS]
    )

    heading = forms.ChoiceField(
        label=gettext_lazy("The row with the headings"),
        help_text=gettext_lazy("What stands above it is not taken in. Choose another and look once more."),
        required=False,
    )

    def __init__(self, *args: Any, table: SheetTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = table.headings
        rows = [(str(number), _row_in_words(number, words)) for number, words in table.first[:-1]]
        self.fields["heading"].choices = rows  # type: ignore[attr-defined]
        columns = [("", _("– not in the file –"))]
        columns += [
            (str(at), heading[:60] or _("Column %(n)s") % {"n": at + 1})
            for at, heading in enumerate(headings)
        ]
        for name, label in FIELDS.items():
            self.fields[f"column_{name}"] = forms.ChoiceField(label=label, choices=columns, required=False)

    @classmethod
    def as_chosen(cls, choices: dict[str, Any], *, table: SheetTable) -> RowsForm:
        """The form as the choices stand."""
        columns = {f"column_{name}": str(at) for name, at in choices["columns"].items()}
        own = {"door": choices["door"], "state": choices["state"], "heading": str(table.heading)}
        return cls(initial={**own, **columns}, table=table)

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError where one column is to be two things, or none is the text."""
        data = super().clean() or {}
        chosen = [data[f"column_{name}"] for name in FIELDS if data.get(f"column_{name}")]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("The same column is chosen for two things."))
        if not any(data.get(f"column_{name}") for name in ("text", "title", "suggestion")):
            self.add_error("column_text", _("Choose which column is the text."))
        return data

    def choices(self) -> dict[str, Any]:
        """What a valid form chooses, as it is stored."""
        data = self.cleaned_data
        columns = {name: int(data[f"column_{name}"]) for name in FIELDS if data.get(f"column_{name}")}
        chosen = {"columns": columns, "door": data["door"], "state": data["state"]}
        return {**chosen, "heading": int(data["heading"])} if data["heading"] else chosen

    def column_fields(self) -> list[forms.BoundField]:
        """The fields that choose columns."""
        return [self[f"column_{name}"] for name in FIELDS]


def _row_in_words(number: int, words: str) -> str:
    shown = words if len(words) <= 80 else words[:80].rstrip() + "…"
    return _("Row %(number)s: %(words)s") % {"number": number, "words": shown}
