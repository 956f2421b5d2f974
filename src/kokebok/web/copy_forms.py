"""The press that makes a copy of something."""

from __future__ import annotations

import uuid

from django import forms


class CopyForm(forms.Form):
    """A press that copies. Its ticket makes a second one on the same page the same copy."""

    ticket = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def ticket_now(self) -> uuid.UUID:
        """The ticket of the form, or a new one."""
        ticket: uuid.UUID | None = None if self.errors else self.cleaned_data["ticket"]
        return ticket or uuid.uuid4()
