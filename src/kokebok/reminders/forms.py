"""What is filled in to choose one's letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.reminders.models import DigestFrequency, Weekday

if TYPE_CHECKING:
    from django.http import QueryDict

    from kokebok.reminders.models import Choice

HOURS = [(hour, f"{hour:02d}.00") for hour in range(24)]
FIELDS = ("how_often", "hour", "weekday", "remind")


class ChoiceForm(forms.Form):
    """How often, when, and whether to be reminded."""

    how_often = forms.ChoiceField(
        label=_("The digest comes"), choices=DigestFrequency.choices, widget=forms.RadioSelect
    )
    hour = forms.TypedChoiceField(label=_("At"), choices=HOURS, coerce=int)
    weekday = forms.TypedChoiceField(
        label=_("If it comes once a week, on"), choices=Weekday.choices, coerce=int
    )
    remind = forms.BooleanField(
        label=_("Remind me before a deadline of mine"),
        help_text=_("At most one e-mail for each deadline, two days before."),
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, choice: Choice) -> None:
        super().__init__(data, initial={name: getattr(choice, name) for name in FIELDS})

    def chosen(self) -> dict[str, Any]:
        """The choice as its act takes it. Only for a form that is valid."""
        data = self.cleaned_data
        return {**{name: data[name] for name in FIELDS}, "how_often": DigestFrequency(data["how_often"])}
