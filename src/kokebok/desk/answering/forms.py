"""What editors fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Weight, Wording
from kokebok.desk.answering.actions.answer import Answer
from kokebok.desk.models import KEEPS_TEXT, NEEDS_REASON, OUTCOMES, Outcome
from kokebok.desk.rules import (
    require_honest_text,
    require_reason,
    require_what_changed,
    same_words,
)
from kokebok.inputs.kinds import KINDS, Kind
from kokebok.inputs.models import LONGEST_TEXT, Input
from kokebok.inputs.private import private_to_ask_about
from kokebok.inputs.queries import letter_language
from kokebok.moderation.forms import GroundsForm
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from kokebok.lib.private_numbers import PrivateNumber

AS_IS = "as_is"
TEXT_FIELDS = ("new_text", "weight", "seen", "change_text")
DECISIONS = [(outcome, traits.prompt) for outcome, traits in OUTCOMES.items()]
WEIGHTS = [
    (Weight.SMALL.value, _("Small correction: it means the same")),
    (Weight.MEANING.value, _("New meaning: readers should know")),
]


class RefusalForm(GroundsForm):
    """Why an input cannot be published: a reason from the list, and own words."""

    own_words = "refusal"
    field_order = ("reason", "refusal")

    def __init__(self, data: QueryDict | None = None) -> None:
        """The answer's form on the same page has a reason too: the names differ for whoever looks for a field."""
        super().__init__(data, auto_id="refusal_%s")

    refusal = forms.CharField(
        label=_("In your own words"),
        help_text=_("The sender reads this on their receipt. Say what they can do instead."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
    )


class OwnWordsField(forms.CharField):
    """What an editor writes for all to read: of so many rows, and never asked for by the field itself."""

    def __init__(self, label: StrOrPromise, *, rows: int, help_text: StrOrPromise = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": rows}),
            required=False,
            max_length=LONGEST_TEXT,
        )


class SeenField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Which wording somebody had before them. The one that stands, if it is that, need not be fetched again."""

    now: Wording | None = None

    def to_python(self, value: Any) -> Any:
        """The wording with this number, of the field's own."""
        if self.now is not None and value == str(self.now.pk):
            return self.now
        return super().to_python(value)


class AnswerForm(forms.Form):
    """An answer to one input, with the paragraph's new text if it is to change."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=DECISIONS, widget=forms.RadioSelect)
    change_text = forms.BooleanField(label=_("Change the paragraph to this"), required=False)
    new_text = forms.CharField(
        label=_("The paragraph's new text"),
        help_text=_("Bold words and links stay where you do not change the words."),
        widget=forms.Textarea(attrs={"rows": 6, "data-preview-change": "paragraph-now"}),
        required=False,
        max_length=LONGEST_TEXT,
    )
    weight = forms.ChoiceField(
        label=_("What the change means"),
        choices=WEIGHTS,
        initial=Weight.MEANING,
        widget=forms.RadioSelect,
    )
    reply = OwnWordsField(
        _("Public answer"), rows=4, help_text=_("The sender reads it, and everyone who reads the paragraph.")
    )
    reason = OwnWordsField(
        _("Reason"),
        rows=3,
        help_text=_(
            "Why the text is changed, or stays as it is. Public, and read beside the change ever after."
        ),
    )
    seen = SeenField(Wording.objects.none(), widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        given: Input,
        now: Wording | None,
        begun: Mapping[str, str] | None = None,
    ) -> None:
        """`now` is the wording that stands, None where the paragraph cannot be changed from here.

        `begun` is what somebody has written before, by the names of the fields.
        """
        self.given, self.now, self.changes_text = given, now, False
        super().__init__(_with_choices_made(data, given))
        if owed := KINDS[Kind(given.kind)].reply_owed:
            self.fields["reply"].required = True
            self.fields["reply"].error_messages["required"] = str(owed)
        if now is None:
            for name in TEXT_FIELDS:
                del self.fields[name]
            self.initial = dict(begun or {})
            return
        seen = cast("SeenField", self.fields["seen"])
        seen.queryset, seen.now = Wording.objects.filter(paragraph=now.paragraph_id), now
        self.initial = {
            "seen": now.pk,
            "new_text": given.suggestion or now.text,
            "change_text": bool(given.suggestion),
        }
        if not given.suggestion:
            del self.fields["change_text"]
        self.initial |= begun or {}
        self.changes_text = not same_words(self.initial["new_text"] or now.text, now.text)

    def clean(self) -> dict[str, Any]:
        """The rules of the answer, each said at its own field; the act holds them too."""
        data: dict[str, Any] = super().clean() or {}
        if "outcome" in data:
            outcome = Outcome(data["outcome"])
            self._hold("reason", lambda: require_reason(outcome, data.get("reason", "")))
            self._hold("new_text", lambda: self._require_honest_text(outcome))
            if not self._changes(outcome):
                reply, reason = data.get("reply", ""), data.get("reason", "")
                self._hold("reply", lambda: require_what_changed(outcome, reply, reason))
        return data

    def _hold(self, field: str, rule: Callable[[], None]) -> None:
        try:
            rule()
        except Refused as refusal:
            self.add_error(field, str(refusal))

    def _require_honest_text(self, outcome: Outcome) -> None:
        seen = self.cleaned_data.get("seen")
        if seen is not None:
            after = self._new_text(outcome) or seen.text
            require_honest_text(outcome, before=seen.text, after=after, suggestion=self.given.suggestion)

    def _changes(self, outcome: Outcome) -> bool:
        """Whether the paragraph gets other words."""
        seen = self.cleaned_data.get("seen")
        after = self._new_text(outcome)
        return seen is not None and bool(after) and not same_words(seen.text, after)

    def _new_text(self, outcome: Outcome) -> str:
        """The new text; "" where it stays: not to be changed, or filled in beforehand and not taken in."""
        new_text: str = self.cleaned_data.get("new_text", "")
        if self.given.suggestion and not self.cleaned_data.get("change_text"):
            return ""
        if outcome in KEEPS_TEXT and same_words(new_text, self.given.suggestion):
            return ""
        return new_text

    @property
    def owes_reason(self) -> tuple[Outcome, ...]:
        """The decisions that need a reason."""
        return NEEDS_REASON

    def said(self) -> Answer:
        """The answer. Only for a form that is valid."""
        data = self.cleaned_data
        outcome = Outcome(data["outcome"])
        return Answer(
            outcome=outcome,
            reply=data["reply"],
            reason=data["reason"],
            new_text=self._new_text(outcome),
            weight=Weight(data.get("weight", Weight.MEANING)),
        )

    def private(self) -> list[PrivateNumber]:
        """What looks private in what others will read, until the editor has been asked. Only for a form that is valid.

        What stands in the text now, or in an input that is public, is known to all already.
        """
        said, seen = self.said(), self.seen_wording()
        public = [self.given.text, self.given.suggestion] if self.given.is_readable else []
        known = "\n".join([seen.text if seen else "", *public])
        return private_to_ask_about(self.data, said.reply, said.reason, said.new_text, known=known)

    def seen_wording(self) -> Wording | None:
        """The wording the editor had before them."""
        seen: Wording | None = self.cleaned_data.get("seen")
        return seen

    def on(self, now: Wording) -> AnswerForm:
        """The same fields, as they were filled in, on the wording that stands now."""
        data = cast("QueryDict", self.data).copy()
        data["seen"] = str(now.pk)
        return AnswerForm(data, given=self.given, now=now)


def _with_choices_made(data: QueryDict | None, given: Input) -> QueryDict | None:
    """The button that takes a suggestion in as it is makes three choices at once."""
    if data is None or AS_IS not in data:
        return data
    data = data.copy()
    data["outcome"], data["change_text"], data["new_text"] = Outcome.TAKEN_IN, "on", given.suggestion
    return data


def thanks_for_wording(given: Input) -> str:
    """What the sender is answered when their words are taken in as they are, in their own language."""
    with translation.override(letter_language(given)):
        return gettext("Thank you. We have taken in your wording as it is.")
