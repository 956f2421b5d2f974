"""How people sign in: by a code to an address an administrator has let in. Nobody makes an account for themselves."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter with the door to new accounts shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
