"""The form of what is done with many inputs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kokebok.desk.answering.forms import DECISIONS, OwnWordsField
from kokebok.desk.bulk.rules import BulkAnswer, require_sense
from kokebok.desk.inbox.filters import InboxFilter, wanted_in
from kokebok.desk.models import NEEDS_REASON, BulkAct, Outcome
from kokebok.desk.replies.placeholders import require_known
from kokebok.desk.rules import require_reason, require_what_changed
from kokebok.inputs.private import private_to_ask_about
from kokebok.lib.bounded import number_in
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.lib.private_numbers import PrivateNumber


class BulkForm(forms.Form):
    """One act, with one answer. `ticket` makes a second sending the same run.

    `numbers` lists the inputs that were chosen, `filter` is what they were chosen in, and `newest` the input that came
    last by then.
    """

    act = forms.ChoiceField(
        label=_("What do you want to do?"),
        choices=BulkAct.choices,
        initial=BulkAct.ANSWER,
        widget=forms.RadioSelect,
    )
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    reply = OwnWordsField(
        _("Public answer"),
        rows=5,
        help_text=_("The same to all. Placeholders such as {navn} and {avsnitt} are filled in for each."),
    )
    reason = OwnWordsField(_("Reason"), rows=3)
    also_of_others = forms.BooleanField(label=_("Also those that somebody else has"), required=False)
    numbers = forms.CharField(widget=forms.HiddenInput, required=False)
    filter = forms.CharField(widget=forms.HiddenInput, required=False)
    newest = forms.CharField(widget=forms.HiddenInput, required=False)
    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)

    use_required_attribute = False  # a decision is asked for with an answer alone

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("act", BulkAct.ANSWER) != BulkAct.ANSWER:
            self.fields["outcome"].required = False

    @property
    def owes_reason(self) -> tuple[Outcome, ...]:
        """The decisions that need a reason."""
        return NEEDS_REASON

    def clean(self) -> dict[str, Any]:
        """The rules, each said at its own field; the act holds them too."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("act") != BulkAct.ANSWER:
            return data
        if not data.get("outcome"):
            return data
        try:
            require_reason(Outcome(data["outcome"]), data.get("reason", ""))
        except Refused as refusal:
            self.add_error("reason", str(refusal))
        try:
            require_what_changed(Outcome(data["outcome"]), data.get("reply", ""), data.get("reason", ""))
        except Refused as refusal:
            self.add_error("reply", str(refusal))
        try:
            require_known(data.get("reply", ""))
        except Refused as refusal:
            self.add_error("reply", str(refusal))
        return data

    def same(self) -> BulkAnswer:
        """What is done with each, from a valid form. Raises Refused where it makes no sense."""
        data = self.cleaned_data
        same = BulkAnswer(BulkAct(data["act"]), data["outcome"], data["reply"], data["reason"])
        require_sense(same)
        return same

    def private(self) -> list[PrivateNumber]:
        """What looks private in the answer, until the editor has been asked. Only for a form that is valid."""
        return private_to_ask_about(self.data, self.cleaned_data["reply"], self.cleaned_data["reason"])

    def wanted(self) -> InboxFilter:
        """The filter the inputs were chosen in."""
        return wanted_in(QueryDict(self.cleaned_data["filter"]))

    def newest_then(self) -> int:
        """The number of the input that came last when one chose."""
        return number_in(self.cleaned_data["newest"]) or 0

    def ticket_now(self) -> uuid.UUID:
        """The ticket of the form, or a new one."""
        ticket: uuid.UUID | None = self.cleaned_data.get("ticket")
        return ticket or uuid.uuid4()
