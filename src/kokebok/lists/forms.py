"""The forms of the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.lists.models import LONGEST_NAME
from kokebok.lists.words import LANGUAGES

if TYPE_CHECKING:
    from django.http import QueryDict


class NamesForm(forms.Form):
    """What something is called in each language."""

    nb = forms.CharField(label=_("In bokmål"), max_length=LONGEST_NAME)
    nn = forms.CharField(label=_("In nynorsk"), max_length=LONGEST_NAME)
    en = forms.CharField(label=_("In English"), max_length=LONGEST_NAME)
    se = forms.CharField(
        label=_("In Northern Sámi"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Without it, the name in bokmål is used."),
    )

    def names(self) -> dict[str, str]:
        """The names by language, when the form is valid."""
        return {language: str(self.cleaned_data[language]) for language in LANGUAGES}


def seen_names(posted: QueryDict) -> dict[str, str]:
    """What the names were when the form was opened, as its unseen fields tell."""
    return {language: posted.get(f"seen_{language}", "") for language in LANGUAGES}
