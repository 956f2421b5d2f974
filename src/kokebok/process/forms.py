"""A step of the process, as an editor fills it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.process.models import Step
from kokebok.web.fields import DayField
from kokebok.web.meanwhile import Meanwhile


class StepForm(Meanwhile, forms.ModelForm):  # type: ignore[type-arg]
    """The words and the dates of a step; one of the editors' own must have a title."""

    on = DayField(
        label=gettext_lazy("Day, or first day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Step
        fields = ("title", "text", "on", "until")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = not self.instance.part

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, until = cleaned.get("on"), cleaned.get("until")
        if until and not on:
            self.add_error("on", _("Say the first day too."))
        elif on and until and until < on:
            self.add_error("until", _("The last day is before the first."))
        return cleaned

    def validate_constraints(self) -> None:
        """They are asked above, in words."""
