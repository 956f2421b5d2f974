"""What is filled in: what to read, and what one says of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Wording
from kokebok.inputs.models import LONGEST_TEXT
from kokebok.people.queries import people_with
from kokebok.people.rules import Refused
from kokebok.review.actions.give import ReadingRequest
from kokebok.review.models import LONGEST_GREETING, Says
from kokebok.review.rules import MAY, require_words
from kokebok.web.fields import DayField

if TYPE_CHECKING:
    from kokebok.book.models import Page, Paragraph
    from kokebok.review.queries import Before


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReadingForm(forms.Form):
    """Who should read, by when, and a greeting. The paragraphs and the drafts are chosen beside it."""

    title = forms.CharField(
        label=_("What it is about"), help_text=_("For example: the recipes about money"), max_length=120
    )
    members = forms.MultipleChoiceField(label=_("Who should read"), widget=forms.CheckboxSelectMultiple)
    due = DayField(label=_("Read within"), required=False, widget=_day())
    greeting = forms.CharField(
        label=_("Greeting"),
        help_text=_("Say what you want to know, and thank them for their time."),
        required=False,
        max_length=LONGEST_GREETING,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ticket = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people_with(*MAY["review.read"])}
        self.fields["members"].choices = [(key, one.name) for key, one in self.people.items()]  # type: ignore[attr-defined]

    def asked(self, paragraphs: list[Paragraph], drafts: list[Page]) -> ReadingRequest:
        """What is asked for. Only for a form that is valid."""
        data = self.cleaned_data
        return ReadingRequest(
            title=data["title"],
            paragraphs=paragraphs,
            drafts=drafts,
            members=[self.people[key] for key in data["members"]],
            due=data["due"],
            greeting=data["greeting"],
            ticket=data["ticket"],
        )


class DueForm(forms.Form):
    """Another day."""

    due = DayField(label=_("Read within"), required=False, widget=_day())


class SaysForm(forms.Form):
    """What a member says of some words, as of a passage of a draft; and the words they owe."""

    says = forms.ChoiceField(label=_("What do you say?"), choices=Says.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("Needed when you comment or object. Only the editors read it, unless they publish it."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        """The rule of words, said at the field; the act holds it too."""
        data: dict[str, Any] = super().clean() or {}
        if "says" in data and "text" in data:
            try:
                require_words(Says(data["says"]), data["text"].strip())
            except Refused as refusal:
                self.add_error("text", str(refusal))
        return data


class VerdictForm(SaysForm):
    """What a member says of a paragraph. `seen` is the wording they had before them."""

    seen = forms.ModelChoiceField(Wording.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, before: Before, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].queryset = Wording.objects.filter(paragraph=before.portion.paragraph_id)  # type: ignore[attr-defined]
        self.initial["seen"] = before.now.pk
        if before.said is not None:
            self.initial.update(says=before.said.says, text=before.said.text)
