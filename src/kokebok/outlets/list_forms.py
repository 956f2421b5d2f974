"""The form of a kept list of recipients."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.doors.sheet_forms import SheetFileField
from kokebok.outlets.listed_rows import columns_said


class RecipientListForm(forms.Form):
    """A list: what it is called, and who is on it."""

    name = forms.CharField(label=gettext_lazy("What the list is called"), max_length=120)
    file = SheetFileField(
        label=gettext_lazy("A file with those who are to be on it"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    rows = forms.CharField(
        label=gettext_lazy("Those on the list"),
        required=False,
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        columns = {"columns": columns_said()}
        self.fields["file"].help_text = (
            _("CSV or XLSX with the columns %(columns)s. It takes the place of what stands below.") % columns
        )
        self.fields["rows"].help_text = (
            _("First a line with the names of the columns: %(columns)s. Then one line each, with ; between.")
            % columns
            + " "
            + _(
                "When the list has neither been changed nor written to for two years, contacts and the addresses of "
                "persons are erased. Those of a body, such as post@ and postmottak@, stay."
            )
        )
