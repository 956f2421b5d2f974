"""How people sign in: by a code to an address an administrator has let in. Nobody makes an account for themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kokebok.people.models import Person


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter with the door to new accounts shut, and its letters in the language of who gets them."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("The code is not right. Look in the newest letter, and type it again."),
        "too_many_login_attempts": _("That was too many tries. Wait a few minutes, and ask for a new code."),
        "rate_limited": _("That was too many tries. Wait a few minutes, and ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = Person.objects.filter(email__iexact=email).first()
        with translation.override(person.language if person else translation.get_language()):
            super().send_mail(template_prefix, email, context)
