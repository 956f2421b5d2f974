"""What one fills in at the inbox itself: a name for a filter, the date of the next edition, one's own keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.desk.inbox.keys import KeysShown, keys_offered, require_one_sign, require_own
from kokebok.people.rules import Refused
from kokebok.web.fields import DayField


class SaveFilterForm(forms.Form):
    """A name for the filter that is chosen."""

    name = forms.CharField(label=_("Name of the filter"), max_length=60)


class NextEditionForm(forms.Form):
    """When the next edition is to come."""

    date = DayField(
        label=_("Date of the next edition"),
        help_text=_("The list of inputs says how many days are left. Leave it empty for no date."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )


class KeysForm(forms.Form):
    """A key for each act; empty for none."""

    is_on = forms.BooleanField(label=_("Use single keys at the desk"), required=False)

    def __init__(self, data: Any = None, *, keys: KeysShown) -> None:
        super().__init__(data, initial={"is_on": keys.is_on})
        for one in keys.keys:
            self.fields[one.name] = forms.CharField(
                label=one.label, initial=one.key, required=False, strip=True
            )
            self.fields[one.name].widget.attrs |= {"size": 3, "autocomplete": "off", "autocapitalize": "off"}

    def clean(self) -> dict[str, Any]:
        """Each key on its own, and beside the others; the act holds both too."""
        data: dict[str, Any] = super().clean() or {}
        keys = self.keys()
        for name, key in keys.items():
            try:
                require_one_sign(key)
                require_own(name, key, keys)
            except Refused as refusal:
                self.add_error(name, str(refusal))
        return data

    def keys(self) -> dict[str, str]:
        """What is filled in, by the name of the act."""
        return {one.name: self.cleaned_data.get(one.name, "") for one in keys_offered()}
