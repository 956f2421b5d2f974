"""allauth's forms for a code of the second step, with limits that hold for all processes, and each code used once."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator

from kokebok.people.models import Person
from kokebok.staff.limits import USED_ONCE, count


class OneUse:
    """Beside a form of allauth's that has `user`, and `authenticator` when the code was right."""

    user: Person
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        is_of_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_of_app and count(USED_ONCE, f"{self.user.pk}:{code.replace(' ', '')}").is_too_many:
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(OneUse, AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in."""


class SecondStepAgainForm(OneUse, ReauthenticateForm):  # type: ignore[misc]
    """The second step once more, before something that matters."""
