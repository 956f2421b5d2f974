"""What is chosen when inputs are linked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import Input
from kokebok.people.rules import Refused
from kokebok.web.fields import ChosenRowsField


class ChosenForm(forms.Form):
    """The inputs that were ticked; `than` is the one they stand beside, `number` one that was not suggested."""

    input = ChosenRowsField(Input.objects.all(), required=False)
    than = forms.ModelChoiceField(Input.objects.all(), required=False)
    number = forms.ModelChoiceField(
        Input.objects.all(),
        required=False,
        error_messages={"invalid_choice": _("No input has that number.")},
    )

    def chosen(self) -> list[Input]:
        """All that were chosen, but for the one they stand beside. Raises Refused if one of them is not there."""
        if not self.is_valid():
            raise Refused(" ".join(str(message) for messages in self.errors.values() for message in messages))
        number: Input | None = self.cleaned_data["number"]
        return [*self.cleaned_data["input"], *([number] if number else [])]

    def beside(self) -> Input | None:
        """The input they stand beside. Call it after `chosen`."""
        than: Input | None = self.cleaned_data["than"]
        return than
