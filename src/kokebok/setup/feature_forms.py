"""The form where one switches on what only some need."""

from __future__ import annotations

from typing import Any

from django import forms

from kokebok.features.models import Feature
from kokebok.features.queries import offered
from kokebok.features.rules import TRAITS


class FeaturesForm(forms.Form):
    """A box for each feature that is offered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in offered():
            self.fields[one.value] = forms.BooleanField(
                label=one.label, help_text=TRAITS[one].does, required=False
            )

    def wanted(self) -> set[Feature]:
        """The features that are ticked, of a valid form."""
        return {one for one in offered() if self.cleaned_data[one.value]}
