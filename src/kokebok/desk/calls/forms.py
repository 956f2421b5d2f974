"""What an editor fills in while an input becomes a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.calls.models import Party


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
    """The public answer that goes with the publishing, and why it is published before all have agreed."""

    reply = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sender and everyone else will read it."),
    )
    anyway = forms.CharField(
        label=_("Why it is published all the same"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the journal, with the names of those who have not agreed."),
    )

    despite = forms.TypedMultipleChoiceField(
        label=_("Published though they do not want to be in it"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick each name. It stands in the journal that they had said no."),
    )

    def __init__(self, *args: Any, refused: Iterable[Party] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(party.pk, party.name) for party in refused]
        if names:
            cast("forms.TypedMultipleChoiceField", self.fields["despite"]).choices = names
        else:
            del self.fields["despite"]

    def ask_for_no_reason(self) -> None:
        """All have agreed: there is nothing to give a reason for."""
        del self.fields["anyway"]
