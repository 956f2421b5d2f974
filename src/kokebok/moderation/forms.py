"""What moderators and senders fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.moderation.actions.reasons import ReasonWords
from kokebok.moderation.models import LONGEST_WORDS, Measure, Reason, ReviewOutcome
from kokebok.moderation.queries import WAITS, RulingFilter, reasons_in_use, those_who_ruled
from kokebok.moderation.rules import Grounds, require_grounds
from kokebok.people.rules import Refused
from kokebok.web.fields import DayField
from kokebok.web.meanwhile import Meanwhile

if TYPE_CHECKING:
    from django.http import QueryDict

LANGUAGES = ("nb", "nn", "en")


class GroundsForm(forms.Form):
    """A reason from the list with own words; own words alone where there is no list yet."""

    reason = forms.ModelChoiceField(
        Reason.objects.none(),
        label=_("Reason from the list"),
        empty_label=_("Choose a reason"),
        help_text=_("Everyone can read the list on the page of rules."),
        error_messages={"required": _("Choose a reason from the list.")},
    )

    own_words = "words"
    """The name of the field with the own words."""

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if reasons_in_use():
            self.fields["reason"].queryset = Reason.objects.in_use()  # type: ignore[attr-defined]
            self.fields[self.own_words].required = False
        else:
            del self.fields["reason"]

    def grounds(self) -> Grounds:
        """The grounds. Only for a form that is valid."""
        return Grounds(reason=self.cleaned_data.get("reason"), words=self.cleaned_data[self.own_words])

    def clean(self) -> dict[str, Any]:
        """The rule of the grounds, said at the field; the act holds it too."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                require_grounds(self.grounds())
            except Refused as refusal:
                self.add_error("reason" if "reason" in self.fields else self.own_words, str(refusal))
        return data


class RedactForm(GroundsForm):
    """Which words are removed, and why."""

    removed = forms.CharField(
        label=_("The words to remove"),
        help_text=_(
            "Exactly as they stand in the input; a new line for each part. They are removed wherever they stand. "
            "If they stand in the name of the sender, the name is no longer shown."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "data-marked-words": ""}),
        error_messages={"required": _("Say which words are to be removed.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("The sender reads this, in an e-mail and on the receipt. Do not repeat what you remove."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_WORDS,
    )
    field_order = ("removed", "reason", "words")

    def pieces(self) -> list[str]:
        """The words to remove, part by part."""
        return [line.strip() for line in self.cleaned_data["removed"].splitlines() if line.strip()]


class ReviewRequestForm(forms.Form):
    """Why the sender disagrees."""

    words = forms.CharField(
        label=_("Why do you disagree?"),
        help_text=_("You need not say anything. If you do, it is easier for whoever looks at it again."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=LONGEST_WORDS,
    )


class ReviewAnswerForm(forms.Form):
    """What came of a review."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=ReviewOutcome.choices, widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        help_text=_("The sender reads this, in an e-mail and on the receipt."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_WORDS,
    )


class ReasonForm(Meanwhile, forms.Form):
    """A reason in all three languages."""

    code = forms.SlugField(
        label=_("Code"),
        help_text=_("A short word for logs and files, for example “reklame”. It cannot be changed later."),
        max_length=40,
    )
    title_nb = forms.CharField(label=_("Title in bokmål"), max_length=80)
    explanation_nb = forms.CharField(
        label=_("Explanation in bokmål"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    title_nn = forms.CharField(label=_("Title in nynorsk"), max_length=80)
    explanation_nn = forms.CharField(
        label=_("Explanation in nynorsk"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=80)
    explanation_en = forms.CharField(
        label=_("Explanation in English"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: QueryDict | None = None, *, reason: Reason | None = None) -> None:
        super().__init__(data, initial=vars(reason) if reason else None)
        if reason:
            del self.fields["code"]

    def in_words(self) -> ReasonWords:
        """The reason in each language. Only for a form that is valid."""
        return ReasonWords(**{name: self.cleaned_data[name] for name in ReasonWords.__annotations__})


class RulingLogForm(forms.Form):
    """Which rulings to show."""

    measure = forms.ChoiceField(label=_("Measure"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    by = forms.ChoiceField(label=_("Decided by"), required=False)
    review = forms.ChoiceField(label=_("Review"), required=False)
    since = DayField(label=_("From and with"), required=False, widget=forms.DateInput({"type": "date"}))
    until = DayField(label=_("Up to and with"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "measure": list(Measure.choices),
            "reason": [(reason.code, reason.title) for reason in Reason.objects.all()],
            "by": [(str(key), name) for key, name in those_who_ruled()],
            "review": [(WAITS, _("Waits for an answer")), *ReviewOutcome.choices],
        }
        for name, among in choices.items():
            self.fields[name].choices = [("", _("All")), *among]  # type: ignore[attr-defined]

    def wanted(self) -> RulingFilter:
        """What is asked for; what makes no sense is left out."""
        self.is_valid()
        data = self.cleaned_data
        chosen = {name: data.get(name) or "" for name in ("measure", "reason", "review")}
        by = data.get("by")
        return RulingFilter(
            **chosen, by=int(by) if by else None, since=data.get("since"), until=data.get("until")
        )
