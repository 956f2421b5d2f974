"""The form one chooses inputs of the log with. It is sent as an address, so every choice can be linked to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.desk.models import Outcome
from kokebok.inputs.models import Kind
from kokebok.reading.log_filters import IN_ADDRESS, STATUSES, LogFilter
from kokebok.web.fields import DayField

LONGEST_WORDS = 200  # characters
ALL = ("", _("All"))


class DayInput(forms.DateInput):
    """A day by the browser's own calendar, which wants it as 2026-05-17 whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LogForm(forms.Form):
    """What narrows the log. A field that is wrong says so, and does not narrow."""

    words = forms.CharField(label=_("Words"), required=False, max_length=LONGEST_WORDS)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ALL, *STATUSES.items()])
    outcome = forms.ChoiceField(label=_("Decision"), required=False, choices=[ALL, *Outcome.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *Kind.choices])
    about = forms.TypedChoiceField(label=_("Page"), required=False, coerce=int, empty_value=None)
    day = forms.ChoiceField(
        label=_("Days count from"),
        required=False,
        choices=[("received", _("when it was received")), ("answered", _("when it was answered"))],
    )
    since = DayField(label=_("From day"), required=False, widget=DayInput)
    until = DayField(label=_("To day"), required=False, widget=DayInput)

    def __init__(self, asked: Mapping[str, Any], pages: list[tuple[int, str]]) -> None:
        super().__init__(asked)
        self.fields["about"].choices = [ALL, *pages]  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        """The field's name as it stands in addresses."""
        return IN_ADDRESS.get(field_name, field_name)

    def wanted(self, scope: str) -> LogFilter:
        """What is asked for in a scope, without the fields that are wrong."""
        self.is_valid()
        return LogFilter(
            **{**{name: value for name, value in self.cleaned_data.items() if value}, "scope": scope}
        )
