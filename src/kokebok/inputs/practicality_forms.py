"""What the sender of a tool is asked, as fields of the forms that ask it."""

from __future__ import annotations

from django import forms

from kokebok.book.models import AsIs
from kokebok.inputs.fields import TypedField
from kokebok.inputs.practicality import LONGEST_USED_BY, QUESTIONS


class PracticalForm(forms.Form):
    """Whether others can use the tool as it is, and who can. A form that does not ask takes the fields away."""

    as_is = forms.ChoiceField(
        label=QUESTIONS["as_is"], choices=AsIs.choices, required=False, widget=forms.RadioSelect
    )
    used_by = TypedField(label=QUESTIONS["used_by"], max_length=LONGEST_USED_BY, required=False)
