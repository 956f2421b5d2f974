"""The fast form for what was written on paper in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, override

from kokebok.book.models import AsIs
from kokebok.inputs.actions.send import Said
from kokebok.inputs.fields import TypedField, long_text
from kokebok.inputs.models import LONGEST_TEXT
from kokebok.inputs.practicality import with_answers
from kokebok.inputs.practicality_forms import PracticalForm
from kokebok.inputs.private import private_to_ask_about, words_read
from kokebok.inputs.token_forms import TypedInForm
from kokebok.rounds.actions.receive import kind_of
from kokebok.rounds.models import WRITTEN, Prompt
from kokebok.rounds.rules import asks_if_practical

if TYPE_CHECKING:
    from kokebok.lib.private_numbers import PrivateNumber
    from kokebok.rounds.models import Round

OF_A_TOOL = ("as_is", "used_by")  # the fields that only a prompt about a tool asks for


class WriteInForm(PracticalForm, TypedInForm):
    """In the order it stands on the slip: the words, what is asked of a tool, the name, the table, the consent."""

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
    table = TypedField(
        label=gettext_lazy("Which table"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("prompt", "text", "as_is", "used_by", "name", "on_behalf_of", "table", "may_be_named")

    def __init__(self, data: Any = None, *, round_: Round, prompt: str = "") -> None:
        super().__init__(data, initial={"prompt": prompt or round_.prompt_id})
        self.round = round_
        prompts = round_.prompts.filter(kind__in=WRITTEN).select_related("paragraph", "round")
        self.fields["prompt"].queryset = prompts  # type: ignore[attr-defined]
        if not any(asks_if_practical(prompt) for prompt in prompts):
            del self.fields["as_is"], self.fields["used_by"]
            return
        for name in OF_A_TOOL:
            self.fields[name].help_text = gettext("Only for a question about a tool.")
        as_is: Any = self.fields["as_is"]
        as_is.choices = [("", gettext("Not answered")), *AsIs.choices]

    def clean(self) -> dict[str, Any]:
        """A name that may be shown must be there, and what is asked of a tool stands under a prompt that asks it."""
        data = super().clean()
        self.require_name(data)
        prompt = data.get("prompt")
        if prompt and not asks_if_practical(prompt):
            for name in [one for one in OF_A_TOOL if data.get(one)]:
                self.add_error(
                    name,
                    gettext(
                        "The question you chose is not about a tool. Leave this empty, or choose another."
                    ),
                )
        return data

    def private(self) -> list[PrivateNumber]:
        """What looks private in what others will read, until whoever types has been asked."""
        return private_to_ask_about(
            self.data, words_read(self.cleaned_data), self.cleaned_data.get("used_by", "")
        )

    def said(self) -> Said:
        """What a valid form says."""
        data = self.cleaned_data
        answers = {name: data.get(name, "") for name in OF_A_TOOL}
        with override(self.round.language):
            text = with_answers(data["text"], answers)
        return Said(
            kind=kind_of(data["prompt"]),
            text=text,
            language=self.round.language,
            name=data["name"],
            on_behalf_of=data["on_behalf_of"],
            may_be_named=data["may_be_named"],
            ticket=self.token.ticket_for(
                str(data["prompt"].pk), text, *(data[name] for name in ("name", "on_behalf_of", "table"))
            ),
            slip=self.token.ticket,
        )
