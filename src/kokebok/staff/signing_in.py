"""How people sign in: by a code to an address an administrator has let in. Nobody makes an account for themselves."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kokebok.book.queries import the_cookbook
from kokebok.inputs.sender import address_of
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post
from kokebok.letters.writing import with_foot
from kokebok.people.models import Person
from kokebok.staff.actions.invitations import Proof, accept
from kokebok.staff.actions.letters import tell_of_change
from kokebok.staff.actions.sessions import begin
from kokebok.staff.models import Way

if TYPE_CHECKING:
    from collections.abc import Iterable

ADDED = {"totp_activated": Authenticator.Type.TOTP, "webauthn_added": Authenticator.Type.WEBAUTHN}
CODE_LETTER = "account/email/login_code"  # what allauth calls it; of its letters we send no other
LETTER = "sign_in_letter"  # where the session keeps the key of the letter with the code
CODE_WAITS = timedelta(hours=1)  # a code that has not left by then is of no use
BY_LINK = "link"
PROVES = ("code", "socialaccount")
"""The ways to sign in that tell which address is theirs."""
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 (no address is bound: all whose address is unknown share their limits)


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter with the door to new accounts shut, and its letters in the language of who gets them."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("The code is not right. Look in the newest e-mail, and type it again."),
        "too_many_login_attempts": _("That was too many tries. Wait a few minutes, and ask for a new code."),
        "rate_limited": _("That was too many tries. Wait a few minutes, and ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address our own proxy saw, or the connection's: what anybody can write in a header does not count."""
        return address_of(request) or UNKNOWN_ADDRESS

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post the letter with the code, which somebody sits and waits for.

        Nobody gets a letter at an address we do not know. That is not to be told by how long the answer takes, so the
        same is done for one, and undone.
        """
        is_known = template_prefix == CODE_LETTER
        person = Person.objects.filter(email__iexact=email).first()
        with translation.override(person.language if person else translation.get_language()):
            said = {"request": self.request, "code": self.generate_login_code(), **context}
            letter = self.render_mail(CODE_LETTER, email, said)
        key = f"staff.sign_in:{uuid.uuid4().hex}"
        with transaction.atomic():
            post(
                key=key,
                to=email,
                subject=letter.subject,
                text=with_foot(str(letter.body), the_cookbook()),
                of_use_for=CODE_WAITS,
                is_secret=True,
            )
            transaction.set_rollback(not is_known)
        self.request.session[LETTER] = key

    def login(self, request: HttpRequest, user: Person) -> None:
        """Let somebody in who has shown all they must: the session gets a new key, and an invitation is taken up."""
        super().login(request, user)
        methods = get_authentication_records(request, user)
        with transaction.atomic():
            accept(user, proof=proof_in(methods))
            begin(request, user, way=way_of(methods), second_step=took_second_step(methods))

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        record("signin.refused", by=None, about=user, why="inactive")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """A passkey first, for those who have one: it is one press."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: not method["id"].endswith(":webauthn"))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """allauth says that how somebody signs in was changed: it goes in the journal, and in a letter to them.

        Whoever has added a step has just shown it, so they see their recovery codes without showing it again.
        """
        change = template_prefix.rpartition("/")[2]
        note_change(user, change=change)
        if change in ADDED:
            record_authentication(self.request, user, method="mfa", type=ADDED[change], reauthenticated=True)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's adapter for the second step, with the cookbook's name in authenticator apps."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That was not right. Try again, with the newest code if you typed one."),
    }

    def get_totp_issuer(self) -> str:
        cookbook = the_cookbook()
        return cookbook.title if cookbook else str(super().get_totp_issuer())

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Passkey %(number)s") % {"number": number})


@transaction.atomic
def note_change(person: Person, *, change: str) -> None:
    """Write down, and tell the person by letter, that how they sign in was changed."""
    record("second_step.changed", by=person, about=person, change=change)
    tell_of_change(person, change=change)


def way_of(methods: Iterable[dict[str, Any]]) -> Way:
    """How somebody came in, from what allauth has noted about it."""
    told = list(methods)
    if any(method.get("method") == BY_LINK for method in told):
        return Way.LINK
    if any(method.get("method") == "socialaccount" for method in told):
        return Way.PROVIDER
    return Way.PASSKEY if any(method.get("passwordless") for method in told) else Way.CODE


def proof_in(methods: Iterable[dict[str, Any]]) -> Proof | None:
    """Which address was proved in this sign-in, from what allauth has noted about it; None for a passkey."""
    for method in reversed([one for one in methods if one.get("method") != "mfa" or one.get("passwordless")]):
        if method.get("method") in PROVES and method.get("email"):
            return Proof(email=method["email"], at=datetime.fromtimestamp(method["at"], UTC))
        return None
    return None


def took_second_step(methods: Iterable[dict[str, Any]]) -> bool:
    """Whether they showed an authenticator app, a passkey or a recovery code."""
    return any(method.get("method") == "mfa" for method in methods)
