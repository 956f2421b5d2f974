"""The fast form for what was written on paper in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.inputs.actions.send import Said
from kokebok.inputs.fields import TypedField, long_text
from kokebok.inputs.forms import open_too_long, replaced
from kokebok.inputs.models import LONGEST_TEXT
from kokebok.inputs.private import private_to_ask_about
from kokebok.inputs.slips import read_slip, slip_of
from kokebok.rounds.actions.receive import kind_of
from kokebok.rounds.models import WRITTEN, Prompt

if TYPE_CHECKING:
    from kokebok.lib.private_numbers import PrivateNumber
    from kokebok.rounds.models import Round

PLAIN = forms.TextInput


class WriteInForm(forms.Form):
    """In the order it stands on the slip: the words, the name, the table, and whether the name may be shown."""

    prompt = forms.ModelChoiceField(
        Prompt.objects.none(),
        label=gettext_lazy("Prompt"),
        empty_label=None,
        error_messages={"invalid_choice": gettext_lazy("Choose a prompt of this round.")},
    )
    text = TypedField(
        label=gettext_lazy("What it says"),
        max_length=LONGEST_TEXT,
        widget=long_text(5),
        error_messages={"required": gettext_lazy("Write what the sender said.")},
    )
    name = TypedField(
        label=gettext_lazy("The sender's name"),
        max_length=120,
        required=False,
        widget=PLAIN(attrs={"autocomplete": "off"}),
    )
    on_behalf_of = TypedField(
        label=gettext_lazy("Who the sender speaks for"),
        max_length=200,
        required=False,
        widget=PLAIN(attrs={"autocomplete": "off"}),
    )
    table = TypedField(
        label=gettext_lazy("Which table"),
        max_length=20,
        required=False,
        widget=PLAIN(attrs={"autocomplete": "off"}),
    )
    may_be_named = forms.BooleanField(label=gettext_lazy("The sender has agreed to be named"), required=False)
    slip = forms.CharField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, round_: Round, prompt: str = "") -> None:
        super().__init__(data, initial={"prompt": prompt or round_.prompt_id})
        self.round = round_
        prompts = round_.prompts.filter(kind__in=WRITTEN).select_related("paragraph", "round")
        self.fields["prompt"].queryset = prompts  # type: ignore[attr-defined]
        self.drawn_slip = slip_of(data)
        self.initial["slip"] = self.drawn_slip.signed()

    def clean(self) -> dict[str, Any]:
        """A name that may be shown must be there."""
        data = super().clean() or {}
        if data.get("slip") and read_slip(data["slip"]) is None:
            self.data = replaced(self.data, "slip", self.drawn_slip.signed())
            self.add_error(None, open_too_long())
        if data.get("may_be_named") and not (data.get("name") or data.get("on_behalf_of")):
            self.add_error("name", _("Write the name that may be shown, or take away the tick further down."))
        return data

    def private(self) -> list[PrivateNumber]:
        """What looks private in what others will read, until whoever types has been asked."""
        read = (self.cleaned_data.get(name, "") for name in ("text", "name", "on_behalf_of"))
        return private_to_ask_about(self.data, *read)

    def said(self) -> Said:
        """What a valid form says."""
        data = self.cleaned_data
        return Said(
            kind=kind_of(data["prompt"]),
            text=data["text"],
            language=self.round.language,
            name=data["name"],
            on_behalf_of=data["on_behalf_of"],
            may_be_named=data["may_be_named"],
            ticket=self.drawn_slip.ticket_for(
                str(data["prompt"].pk), *(data[name] for name in ("text", "name", "on_behalf_of", "table"))
            ),
            slip=self.drawn_slip.ticket,
        )
