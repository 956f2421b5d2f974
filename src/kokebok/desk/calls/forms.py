"""What an editor fills in while an answer to a call becomes a page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PartyForm(forms.Form):
    """Somebody who is named in the text."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Without it you pass the link on yourself."),
    )


class PublishForm(forms.Form):
    """The public answer that goes with the publishing."""

    reply = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sender and everyone else will read it."),
    )
