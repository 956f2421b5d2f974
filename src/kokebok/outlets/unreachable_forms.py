"""The forms of addresses that letters came back from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kokebok.doors.batch_forms import file_to_look_at


class PutRightForm(forms.Form):
    """The right address; the same one to send to it again."""

    address = forms.EmailField(
        label=gettext_lazy("The address"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Write the address."),
            "invalid": gettext_lazy("Write an e-mail address, such as post@example.no."),
        },
    )

    def __init__(self, *args: Any, number: int, can_change: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.auto_id = f"id_%s_{number}"
        if not can_change:
            self.fields["address"].widget = forms.HiddenInput()


class BouncesFileForm(forms.Form):
    """A file with e-mails that came back."""

    file = file_to_look_at(
        gettext_lazy("A file with e-mails that came back"),
        gettext_lazy(
            "E-mails (.eml, .mbox). Those that tell of an e-mail of ours are read, and nothing else is kept."
        ),
        ".eml,.mbox",
    )
