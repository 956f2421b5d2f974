"""The form where one says how long what tells of people is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.actions.forget_senders import ForgetPeriods
from kokebok.setup.more_periods import more_periods
from kokebok.web.fields import SmallNumberField

OF_INPUTS = ("names", "addresses", "browsers")
FEWEST, MOST = 30, 3650  # days: an answer may be taken back, and somebody may ask again


def _days(label: Any, says: Any) -> SmallNumberField:
    return SmallNumberField(label=label, help_text=says, required=False, min_value=FEWEST, max_value=MOST)


class KeepingForm(forms.Form):
    """After how many days each goes; nothing for what stays."""

    names = _days(
        _("Names"), _("Days after the input is settled. Empty: kept until its sender has it erased.")
    )
    addresses = _days(_("E-mail addresses"), _("Afterwards nobody can be told of anything about the input."))
    browsers = _days(
        _("Pseudonyms of browsers"), _("Afterwards a browser is no longer known as one that has sent.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields |= {one.name: _days(one.label, one.says) for one in more_periods()}

    def wanted(self) -> ForgetPeriods:
        """The periods of inputs, of a valid form."""
        return ForgetPeriods(**{name: self.cleaned_data[name] for name in OF_INPUTS})

    def more(self) -> dict[str, int | None]:
        """The other periods by their names, of a valid form."""
        return {name: days for name, days in self.cleaned_data.items() if name not in OF_INPUTS}
