"""What a host fills in: the round, and each prompt of its run-sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Paragraph
from kokebok.people.models import Person, RoleName
from kokebok.rounds.models import WRITTEN, Prompt, PromptKind, Round
from kokebok.web.fields import MomentField, SmallNumberField
from kokebok.web.meanwhile import Meanwhile

if TYPE_CHECKING:
    from django.http import QueryDict

LEADERS = (RoleName.HOST, RoleName.EDITOR, RoleName.ADMINISTRATOR)
LONGEST_STATEMENT = 300
MOST_STATEMENTS = 40


class RoundForm(Meanwhile, forms.ModelForm[Round]):
    """What a round is, where and when it is, and who leads it."""

    class Meta:
        model = Round
        fields = ("title", "event", "place", "starts_at", "host", "language", "seconds_between", "words")
        field_classes = {"starts_at": MomentField, "seconds_between": SmallNumberField}
        widgets = {
            "starts_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "words": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "title": _("The participants see it at the top of their phones."),
            "seconds_between": _("0 where anyone may send as fast as they like."),
        }

    def __init__(
        self, data: QueryDict | None = None, *, instance: Round | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, instance=instance, **kwargs)
        leaders = Person.objects.filter(is_active=True, roles__name__in=LEADERS).distinct()
        self.fields["host"].queryset = leaders  # type: ignore[attr-defined]


class PromptForm(Meanwhile, forms.ModelForm[Prompt]):
    """One line of the run-sheet. Which fields are used depends on the kind."""

    anchor = forms.CharField(
        label=_("Paragraph"),
        help_text=_("Its address, as it is copied beside the paragraph, or the name at the end of it."),
        required=False,
        max_length=300,
    )
    statements = forms.CharField(
        label=_("Statements"),
        help_text=_("One on each line: short, and each about one thing."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=LONGEST_STATEMENT * MOST_STATEMENTS,
    )

    class Meta:
        model = Prompt
        fields = (
            "kind",
            "title",
            "help",
            "minutes",
            "visibility",
            "tip_about",
            "choose_from",
            "most_choices",
            "scale_low",
            "scale_high",
            "scale_steps",
        )
        field_classes = dict.fromkeys(("minutes", "most_choices", "scale_steps"), SmallNumberField)
        widgets = {"help": forms.Textarea(attrs={"rows": 2}), "visibility": forms.RadioSelect}
        help_texts = {
            "kind": _(
                "Where they choose or take a stance, each has one answer, which can be changed. "
                "For a table answer one phone writes for each table."
            ),
            "help": _("A line under the question, on the phones and on the wall."),
            "minutes": _("0 for no clock."),
            "visibility": _("Listed words stop an input until a moderator has seen it in either case."),
            "tip_about": _(
                "The tips are kept as tips about this. With a tool, each is also asked whether others can use it as it "
                "is, and who can."
            ),
            "choose_from": _("The inputs to it that are on the wall can be chosen."),
        }

    def __init__(
        self, data: QueryDict | None = None, *, round_: Round, instance: Prompt | None = None
    ) -> None:
        initial = {}
        if instance is not None:
            initial["statements"] = "\n".join(one.text for one in instance.statements.all())
            initial["anchor"] = instance.paragraph.anchor if instance.paragraph else ""
        super().__init__(data, instance=instance, initial=initial)
        earlier = round_.prompts.filter(kind__in=WRITTEN).exclude(pk=instance.pk if instance else 0)
        self.fields["choose_from"].queryset = earlier  # type: ignore[attr-defined]
        self.fields["scale_steps"].min_value, self.fields["scale_steps"].max_value = 2, 10  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What each kind cannot be without, said at its own field."""
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("kind")
        anchor = str(data.get("anchor", "")).strip().rstrip("/").rpartition("/")[2].rpartition("#a-")[2]
        data["paragraph"] = Paragraph.objects.filter(anchor=anchor).first() if anchor else None
        if kind == PromptKind.PARAGRAPH and data["paragraph"] is None:
            self.add_error(
                "anchor", _("There is no paragraph with this address. Copy it beside the paragraph.")
            )
        if kind == PromptKind.PRIORITISE and not data.get("choose_from"):
            self.add_error("choose_from", _("Choose the prompt whose inputs they choose among."))
        lines = [line.strip() for line in str(data.get("statements", "")).splitlines() if line.strip()]
        if kind == PromptKind.STANCE and not lines:
            self.add_error("statements", _("Write at least one statement."))
        if len(lines) > MOST_STATEMENTS or any(len(line) > LONGEST_STATEMENT for line in lines):
            self.add_error("statements", _("At most 40 statements of at most 300 characters each."))
        data["lines"] = lines if kind == PromptKind.STANCE else []
        if not 2 <= (data.get("scale_steps") or 0) <= 10:
            self.add_error("scale_steps", _("Between 2 and 10."))
        return data

    def said(self) -> dict[str, Any]:
        """The fields of the prompt. Only for a form that is valid."""
        names = [*self.Meta.fields, "paragraph"]
        return {name: self.cleaned_data[name] for name in names}

    def _post_clean(self) -> None:
        """Leave the row alone: the act writes it."""
