"""The form of a card with several suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Weight, Wording
from kokebok.desk.answering.actions.answer import Answer
from kokebok.desk.answering.forms import WEIGHTS
from kokebok.desk.joined.actions.answer_joined import Verdict
from kokebok.desk.models import Outcome
from kokebok.inputs.models import LONGEST_TEXT
from kokebok.inputs.private import private_to_ask_about

if TYPE_CHECKING:
    from django.http import QueryDict

    from kokebok.desk.joined.queries import Card
    from kokebok.lib.private_numbers import PrivateNumber

AS_TOLD, NOT_NOW = "", "not_now"
DECISIONS = [
    (AS_TOLD, _("As the new text tells")),
    *Outcome.choices,
    (NOT_NOW, _("Leave it open for now")),
]


class JoinedForm(forms.Form):
    """One new text, one answer to all, and for each suggestion a decision and a reason of its own."""

    new_text = forms.CharField(
        label=_("The paragraph's new text"),
        help_text=_(
            "What the suggestions come to together. Write in it as you like; those whose words are used are thanked."
        ),
        widget=forms.Textarea(attrs={"rows": 7, "data-preview-change": "paragraph-now", "data-joined": ""}),
        required=False,
        max_length=LONGEST_TEXT,
    )
    reply = forms.CharField(
        label=_("Public answer to all of them"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LONGEST_TEXT,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "Needed where a suggestion is not, or only partly, taken in. Kept with the change of the text."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=LONGEST_TEXT,
    )
    weight = forms.ChoiceField(
        label=_("What the change means"), choices=WEIGHTS, initial=Weight.MEANING, widget=forms.RadioSelect
    )
    seen = forms.ModelChoiceField(Wording.objects.none(), widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, card: Card, joined_text: str) -> None:
        super().__init__(data)
        self.card = card
        self.fields["seen"].queryset = Wording.objects.filter(paragraph=card.paragraph)  # type: ignore[attr-defined]
        self.initial = {"seen": card.now.pk, "new_text": joined_text}
        for one in card.suggestions:
            self.fields[f"outcome-{one.given.pk}"] = forms.ChoiceField(
                label=_("Decision"), choices=DECISIONS, required=False
            )
            self.fields[f"reason-{one.given.pk}"] = forms.CharField(
                label=_("Its own reason, if it needs one"), required=False, max_length=LONGEST_TEXT
            )

    def said(self) -> Answer:
        """What all of them are answered, from a valid form. The outcome is each verdict's."""
        data = self.cleaned_data
        return Answer(
            Outcome.TAKEN_IN_CHANGED, data["reply"], data["reason"], data["new_text"], Weight(data["weight"])
        )

    def private(self) -> list[PrivateNumber]:
        """What looks private in what others will read and do not read already, until the editor has been asked."""
        data = self.cleaned_data
        own = (data[f"reason-{one.given.pk}"] for one in self.card.suggestions)
        public = (one.given for one in self.card.suggestions if one.given.is_readable)
        known = [self.card.now.text, *(words for one in public for words in (one.text, one.suggestion))]
        return private_to_ask_about(
            self.data, data["new_text"], data["reply"], data["reason"], *own, known="\n".join(known)
        )

    def verdicts(self) -> list[Verdict]:
        """The decision on each suggestion that is not left open."""
        return [
            Verdict(
                one.given, Outcome(outcome) if outcome else None, self.cleaned_data[f"reason-{one.given.pk}"]
            )
            for one in self.card.suggestions
            if (outcome := self.cleaned_data[f"outcome-{one.given.pk}"]) != NOT_NOW
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Each suggestion with its two fields."""
        return [
            {
                "suggestion": one,
                "outcome": self[f"outcome-{one.given.pk}"],
                "reason": self[f"reason-{one.given.pk}"],
            }
            for one in self.card.suggestions
        ]
