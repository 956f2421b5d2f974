"""The form where one says how long it is kept who sent an input."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.actions.forget_senders import ForgetPeriods
from kokebok.web.fields import SmallNumberField

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

    def wanted(self) -> ForgetPeriods:
        """The periods, of a valid form."""
        return ForgetPeriods(**self.cleaned_data)
