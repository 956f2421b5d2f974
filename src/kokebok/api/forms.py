"""What an administrator says to make a key."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.api.models import LONGEST_NAME
from kokebok.inputs.fields import TypedField
from kokebok.web.copy_forms import CopyForm


class KeyForm(CopyForm):
    """Whose key it is to be. Its ticket makes a second press on the same page no second key."""

    name = TypedField(
        label=_("Whose key is it?"),
        max_length=LONGEST_NAME,
        help_text=_("The program, and who answers for it. It stands in the list and in the journal."),
        error_messages={"required": _("Write whose key it is.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
