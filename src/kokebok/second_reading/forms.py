"""What is filled in to draw a sample, to read, and to note what was learnt."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.desk.models import Outcome
from kokebok.second_reading.models import LONGEST_NOTE
from kokebok.second_reading.rules import LARGEST_SAMPLE
from kokebok.web.fields import DayField

HOW = [("number", _("So many")), ("percent", _("So many in a hundred"))]


class DrawForm(forms.Form):
    """How many decisions, of which days."""

    size = forms.IntegerField(label=_("How many"), min_value=1, max_value=LARGEST_SAMPLE, initial=20)
    how = forms.ChoiceField(label=_("Counted as"), choices=HOW, initial="number", widget=forms.RadioSelect)
    since = DayField(
        label=_("Decided from and with"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = DayField(
        label=_("Decided up to and with"), required=False, widget=forms.DateInput({"type": "date"})
    )
    ticket = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        """A hundred in a hundred is the most there is, and time goes forwards."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("how") == "percent" and data.get("size", 0) > 100:
            self.add_error("size", _("At most 100 in a hundred."))
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("This is before the first day."))
        return data

    def asked(self) -> dict[str, Any]:
        """The draw as its act takes it. Only for a form that is valid."""
        data = self.cleaned_data
        asked = {name: data[name] for name in ("since", "until", "ticket")}
        return {data["how"]: data["size"], **asked}


class ReadForm(forms.Form):
    """What one would have decided."""

    outcome = forms.ChoiceField(
        label=_("What would you have decided?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("For the talk afterwards. Only those who work here read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LONGEST_NOTE,
    )


class LearntForm(forms.Form):
    """What a disagreement taught."""

    learnt = forms.CharField(required=False, max_length=LONGEST_NOTE)
    seen = forms.CharField(required=False)
