"""The form of a card with several suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Weight, Wording
from kokebok.desk.answering.actions.answer import Answer
from kokebok.desk.answering.forms import WEIGHTS, OwnWordsField
from kokebok.desk.joined.actions.answer_joined import SuggestionDecision, answer_to
from kokebok.desk.models import NEEDS_REASON, Outcome
from kokebok.inputs.models import LONGEST_TEXT
from kokebok.inputs.private import private_to_ask_about
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from django.http import QueryDict

    from kokebok.desk.joined.queries import JoinedCard, Suggestion
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
    reply = OwnWordsField(_("Public answer to all of them"), rows=3)
    reason = OwnWordsField(
        _("Reason"),
        rows=2,
        help_text=_(
            "Needed where a suggestion is not, or only partly, taken in. Kept with the change of the text."
        ),
    )
    weight = forms.ChoiceField(
        label=_("What the change means"), choices=WEIGHTS, initial=Weight.MEANING, widget=forms.RadioSelect
    )
    seen = forms.ModelChoiceField(Wording.objects.none(), widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, card: JoinedCard, joined_text: str) -> None:
        super().__init__(data)
        self.card = card
        self.fields["seen"].queryset = Wording.objects.filter(paragraph=card.paragraph)  # type: ignore[attr-defined]
        self.initial = {"seen": card.now.pk, "new_text": joined_text}
        for one in card.suggestions:
            self.fields[f"outcome-{one.given.pk}"] = forms.ChoiceField(
                label=format_lazy(_("Decision on {letter}"), letter=one.letter),
                choices=DECISIONS,
                required=False,
            )
            self.fields[f"reason-{one.given.pk}"] = forms.CharField(
                label=format_lazy(_("A reason of its own for {letter}"), letter=one.letter),
                required=False,
                max_length=LONGEST_TEXT,
            )

    def clean(self) -> dict[str, Any]:
        """The rules of each decision, said at the suggestion they are about; the act holds them too."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for verdict in self.verdicts():
                try:
                    answer_to(verdict, self.said(), data["seen"])
                except Refused as refusal:
                    owed = verdict.outcome in NEEDS_REASON or verdict.outcome is None
                    self.add_error(f"{'reason' if owed else 'outcome'}-{verdict.given.pk}", str(refusal))
        return data

    def said(self) -> Answer:
        """What all of them are answered, from a valid form. The outcome is each verdict's."""
        data = self.cleaned_data
        return Answer(
            Outcome.TAKEN_IN_CHANGED, data["reply"], data["reason"], data["new_text"], Weight(data["weight"])
        )

    def private(self) -> list[PrivateNumber]:
        """What looks private in what others will read and do not read already, until the editor has been asked.

        Also for a form with faults: the editor is told of all at once.
        """
        own = [f"reason-{one.given.pk}" for one in self.card.suggestions]
        read = (self[name].data or "" for name in ("new_text", "reply", "reason", *own))
        public = (one.given for one in self.card.suggestions if one.given.is_readable)
        known = [self.card.now.text, *(words for one in public for words in (one.text, one.suggestion))]
        return private_to_ask_about(self.data, *read, known="\n".join(known))

    def verdicts(self) -> list[SuggestionDecision]:
        """The decision on each suggestion that is not left open."""
        return [
            SuggestionDecision(
                one.given, Outcome(outcome) if outcome else None, self.cleaned_data[f"reason-{one.given.pk}"]
            )
            for one in self.card.suggestions
            if (outcome := self.cleaned_data[f"outcome-{one.given.pk}"]) != NOT_NOW
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Each suggestion with its two fields, and whether they are open: there is a fault or a choice in them."""
        return [self._row(one) for one in self.card.suggestions]

    def _row(self, one: Suggestion) -> dict[str, Any]:
        outcome, reason = self[f"outcome-{one.given.pk}"], self[f"reason-{one.given.pk}"]
        is_open = any(field.errors or field.data for field in (outcome, reason))
        return {"suggestion": one, "outcome": outcome, "reason": reason, "is_open": is_open}
