"""The form of words that mean the same."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.search.models import LONGEST_GROUP


class SynonymsForm(forms.Form):
    """The words, and as they were when the form was opened."""

    words = forms.CharField(
        label=_("Words that mean the same"),
        help_text=_(
            "With commas between, as in “NAV, labour and welfare office”. A name may be of several words."
        ),
        max_length=LONGEST_GROUP,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(required=False, max_length=LONGEST_GROUP, widget=forms.HiddenInput)
