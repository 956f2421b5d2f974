"""What people fill in to answer a call, to be reminded of it, and to say what they think of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.calls.actions.answer import FieldText
from kokebok.calls.models import AnswerKind
from kokebok.calls.rules import KIND_OF_INPUT
from kokebok.calls.words import Replies, as_one_text
from kokebok.inputs.fields import TypedField, long_text
from kokebok.inputs.file_fields import WithFiles
from kokebok.inputs.forms import SenderForm
from kokebok.inputs.token_forms import AddressForm
from kokebok.lib.bounded import number_in
from kokebok.lib.private_numbers import PrivateNumber, private_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.calls.models import Call, Phase, Question
    from kokebok.calls.queries import Writing
    from kokebok.inputs.actions.send import Said

ROWS_OF = {True: 4, False: 8}
LONG = 600  # characters: an answer that may be longer gets a larger field


def name_of(question: Question) -> str:
    """What the field of a question is called."""
    return f"q{question.pk}"


def field_of(question: Question) -> forms.Field:
    """The field a question is answered in."""
    words: dict[str, Any] = {
        "label": question.text,
        "help_text": question.help,
        "required": question.required,
    }
    missing = {"required": _("This question must be answered.")}
    if question.kind == AnswerKind.CHOICE:
        choices = [(choice, choice) for choice in question.choices]
        return forms.ChoiceField(**words, choices=choices, widget=forms.RadioSelect, error_messages=missing)
    is_line = question.kind == AnswerKind.SHORT
    widget = forms.TextInput(attrs={"dir": "auto"}) if is_line else long_text(ROWS_OF[question.most <= LONG])
    return TypedField(**words, max_length=question.most, widget=widget, error_messages=missing)


class CallAnswerForm(SenderForm):
    """The first phase of a call: its questions, and what every form for input has."""

    def __init__(
        self, data: Any = None, files: Any = None, *, call: Call, phase: Phase, questions: list[Question]
    ) -> None:
        super().__init__(data, files)
        self.call, self.questions = call, questions
        for question in questions:
            self.fields[name_of(question)] = field_of(question)
        self.private_in = (*map(name_of, questions), "name", "on_behalf_of")
        self.order_fields([name_of(question) for question in questions])
        if not phase.takes_files:
            self.fields.pop("files_sent", None)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the questions."""
        return [self[name_of(question)] for question in self.questions]

    def clean(self) -> dict[str, Any]:
        """Something must be said."""
        data = super().clean()
        if not self.errors and not any(data.get(name_of(question)) for question in self.questions):
            self.add_error(name_of(self.questions[0]), _("Write an answer to at least one question."))
        return data

    def replies(self) -> Replies:
        """The answers of a valid form."""
        return {question.pk: self.cleaned_data[name_of(question)] for question in self.questions}

    def typed(self) -> str:
        """All that was typed to the questions, whether it can be taken or not."""
        return "\n\n".join(str(self[name_of(question)].value() or "") for question in self.questions)

    def said(self) -> Said:
        """The answers as one input, from a valid form."""
        return self._said(KIND_OF_INPUT[self.call.gathers], as_one_text(self.questions, self.replies()))  # type: ignore[index]


class AnswerPhaseForm(WithFiles):
    """A phase that the sender of an answer fills in, a little at a time. A draft may be longer than what is taken."""

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        phase: Phase,
        questions: list[Question],
        written: Mapping[int, Writing],
    ) -> None:
        super().__init__(data, files)
        self.questions, self.written = questions, written
        for question in questions:
            self.fields[name_of(question)] = field_of(question)
            self.initial[name_of(question)] = written[question.pk].text
        self.order_fields([name_of(question) for question in questions])
        if not phase.takes_files:
            self.fields.pop("files_sent", None)

    @property
    def asked(self) -> list[tuple[forms.BoundField, str, str, list[str]]]:
        """Each field, the name and the value of its mark, and what was written to it in another window."""
        return [
            (
                self[name_of(question)],
                f"seen_{name_of(question)}",
                f"{self.written[question.pk].version}:{self.written[question.pk].digest}",
                self.written[question.pk].others,
            )
            for question in self.questions
        ]

    def replies(self) -> Replies:
        """The answers of a valid form."""
        return {question.pk: self.cleaned_data[name_of(question)] for question in self.questions}

    def private(self) -> list[PrivateNumber]:
        """The private numbers in what others will read."""
        return private_numbers("\n".join(self.replies().values()), "")


def typed_in(data: Mapping[str, str], questions: list[Question]) -> dict[int, FieldText]:
    """What stands in the fields that were sent, as they were typed; fields that were not sent are left out."""
    found = {}
    for question in questions:
        name = name_of(question)
        if name not in data:
            continue
        version, _colon, mark = data.get(f"seen_{name}", "").partition(":")
        text = TypedField().bound_data(data[name], "")
        found[question.pk] = FieldText(text, number_in(version, most=10**9) or 0, mark)
    return found


class WishForm(AddressForm):
    """Where reminders are to go."""


class ConsentForm(forms.Form):
    """Yes or no to a text, and what should be another way."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    note = TypedField(
        label=_("What should be changed?"),
        max_length=2000,
        required=False,
        help_text=_("Needed only when you do not agree."),
        widget=long_text(4),
    )
