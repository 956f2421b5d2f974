"""What forms for input share: the token they carry, what keeps machines out, and who sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.fields import EmptyField, TypedField
from kokebok.inputs.form_tokens import FormToken, read_token, renewed, token_of

OPEN_TOO_LONG = _(
    "The form had been open too long, or was incomplete. Nothing is lost: please send it again."
)
"""What is said of a form whose token is too old, or is none of ours."""


def replaced(data: Mapping[str, Any], name: str, value: str) -> QueryDict:
    """What a form was sent with, one value of it changed: for a field people do not see."""
    changed = QueryDict(mutable=True)
    changed.update(data)
    changed[name] = value
    return changed


class TokenForm(forms.Form):
    """A form that carries a token: sent twice, it is taken once."""

    slip = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, files: Any = None, *, token: FormToken | None = None, **more: Any
    ) -> None:
        super().__init__(data, files, **more)
        self.token = token_of(data, token)
        self.initial["slip"] = self.token.signed()

    def begin_anew(self) -> None:
        """Let the next sending of this form be an input of its own."""
        self.token = renewed(self.token.signed()) or self.token
        self._carry_token()

    def has_valid_token(self) -> bool:
        """Whether it came with a valid token. If not, it carries a new one the next time."""
        if read_token(self.cleaned_data.get("slip", "")) is not None:
            return True
        self._carry_token()
        return False

    def require_name(self, data: Mapping[str, Any]) -> None:
        """Ask for the name that may be shown."""
        if data.get("may_be_named") and not (data.get("name") or data.get("on_behalf_of")):
            self.add_error("name", _("Write the name that may be shown, or take away the tick further down."))

    def _carry_token(self) -> None:
        self.data = replaced(self.data, "slip", self.token.signed())


class OpenForm(TokenForm):
    """A form that anybody can send, and machines cannot."""

    website = EmptyField()

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError, friendly to a person who can simply send again, when it looks like a machine's."""
        data = super().clean() or {}
        if data.get("website"):
            raise ValidationError(
                _("We could not tell whether a person sent this. Nothing is lost: please send it again.")
            )
        if not self.has_valid_token():
            raise ValidationError(OPEN_TOO_LONG)
        if self.token.age() < settings.SECONDS_TO_WRITE:
            raise ValidationError(
                _("That was so quick that it looked automatic. Nothing is lost: please send it again.")
            )
        return data


class AddressForm(OpenForm):
    """Where letters are to go that somebody asks for."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("You get an e-mail to confirm that it is yours. It is never shown to others."),
        error_messages={
            "required": _("Write the address the e-mails should go to."),
            "invalid": _("This is not an e-mail address. Write it as name@example.no."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class TypedInForm(TokenForm):
    """What somebody who works here types in for a sender."""

    name = TypedField(
        label=_("The sender's name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    on_behalf_of = TypedField(
        label=_("Who the sender speaks for"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    may_be_named = forms.BooleanField(label=_("The sender has agreed to be named"), required=False)
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Say it when the form has been open too long."""
        data = super().clean() or {}
        if not self.has_valid_token() and data.get("slip"):
            self.add_error(None, OPEN_TOO_LONG)
        return data
