"""What a phone's forms take, with scripts off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.practicality_forms import PracticalForm
from kokebok.inputs.private import private_to_ask_about, words_read
from kokebok.lib.bounded import number_in
from kokebok.rounds.models import PromptKind
from kokebok.rounds.rules import LONGEST_LIVE, asks_if_practical, plain_code

if TYPE_CHECKING:
    from django.http import QueryDict

    from kokebok.lib.private_numbers import PrivateNumber
    from kokebok.rounds.models import Prompt

STANCES = [("1", _("Agree")), ("-1", _("Disagree")), ("0", _("Pass"))]


class RoundCodeForm(forms.Form):
    """The code of a round, however it is written."""

    code = forms.CharField(
        label=_("The code on the wall"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )

    no_such = _("No round that is going on has this code. Look at the wall, and type it again.")

    def clean_code(self) -> str:
        """The code with the letters that codes have."""
        return plain_code(str(self.cleaned_data["code"]))


class TextForm(PracticalForm):
    """An answer in words."""

    text = forms.CharField(
        label=_("Your input"),
        max_length=LONGEST_LIVE,
        widget=forms.Textarea(attrs={"rows": 5, "required": True}),
    )
    table = forms.CharField(
        label=_("Which table"),
        help_text=_("The number or name of your table. One of you writes for all."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "text", "required": True, "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    on_behalf_of = forms.CharField(
        label=_("On behalf of"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    may_be_named = forms.BooleanField(label=_("My name may be shown with my input"), required=False)

    field_order = ("table", "text", "as_is", "used_by", "name", "on_behalf_of", "may_be_named")

    def __init__(self, data: QueryDict | None = None, *, prompt: Prompt) -> None:
        super().__init__(data)
        if prompt.kind != PromptKind.TABLE:
            del self.fields["table"]
        if not asks_if_practical(prompt):
            del self.fields["as_is"], self.fields["used_by"]

    def private(self) -> list[PrivateNumber]:
        """What looks private in what others will read, until whoever writes has been asked."""
        said = self.cleaned_data
        return private_to_ask_about(self.data, words_read(said), said.get("used_by", ""))


def votes_in(data: QueryDict, prompt: Prompt) -> tuple[tuple[str, int], ...]:
    """The choices of a form without scripts, as Vote has them."""
    if prompt.kind == PromptKind.SCALE:
        step = number_in(str(data.get("scale", "")), most=99)
        return () if step is None else (("", step),)
    begins = "s" if prompt.kind == PromptKind.STANCE else "i"
    found = []
    for name, value in data.items():
        if name[:1] == begins and number_in(name[1:]) is not None and str(value) in {"-1", "0", "1"}:
            found.append((name[:24], int(str(value))))
    return tuple(found)
