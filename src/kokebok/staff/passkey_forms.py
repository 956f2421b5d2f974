"""allauth's forms for passkeys. Libraries take apart what a passkey says, and fall over what is no such thing."""

from __future__ import annotations

import json
import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

NO_PASSKEY = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, struct.error)
"""What comes of taking apart what is no answer of a passkey."""
NO_CHARACTER = json.dumps("\x00").strip('"')  # which PostgreSQL does not keep


class PasskeyField(forms.JSONField):
    """What a passkey answers, as the browser writes it: never anything but names and what they say."""

    def to_python(self, value: Any) -> Any:
        """The answer; what is none is wrong."""
        try:
            said = super().to_python(value)
        except (ValueError, RecursionError):
            said = ""
        if said is not None and (not isinstance(said, dict) or NO_CHARACTER in json.dumps(said)):
            raise get_adapter().validation_error("incorrect_code")
        return said

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing: an answer is of use once, and never shown again."""
        return None


class ReadWithCare(forms.Form):
    """Beside a form of allauth's that signs somebody in."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NO_PASSKEY:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyLoginForm(ReadWithCare, LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in by a passkey alone."""

    credential = PasskeyField(widget=forms.HiddenInput)


class PasskeyStepForm(ReadWithCare, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""

    credential = PasskeyField(widget=forms.HiddenInput)


class PasskeyStepAgainForm(ReadWithCare, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The same once more, before something that matters."""

    credential = PasskeyField(widget=forms.HiddenInput)


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    credential = PasskeyField(widget=forms.HiddenInput)

    def clean(self) -> Any:
        """As allauth reads it."""
        try:
            return super().clean()
        except NO_PASSKEY:
            raise get_adapter().validation_error("incorrect_code") from None
