"""The demo's own page: whom one can sign in as, and the letters that would have been sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from allauth.account.views import RequestLoginCodeView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kokebok.letters.actions.send import send_due_letters
from kokebok.letters.queries import is_in_hand
from kokebok.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import Form

LETTERS_SHOWN = 20
SECONDS_FOR_A_LETTER = 10.0
STAMP = "%Y%m%dT%H%M%S%f"
CODE = re.compile(r"^ {4}([A-Z0-9]{3,6}(?:-[A-Z0-9]{3,6})?)$", re.MULTILINE)


@dataclass(frozen=True)
class DemoLetter:
    """A letter that would have been sent. `code` is the sign-in code in it, "" if there is none."""

    at: datetime | None
    to: str
    subject: str
    body: str
    code: str


def letters(folder: Path, most: int = LETTERS_SHOWN) -> list[DemoLetter]:
    """The newest letters in a folder, newest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.name, reverse=True)
    return [_letter(file) for file in files[:most]]


def _letter(file: Path) -> DemoLetter:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    part = message.get_body(("plain",))
    body = str(part.get_content()) if part else ""
    found = CODE.search(body)
    return DemoLetter(
        at=_when(file.name),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.strip(),
        code=found.group(1) if found else "",
    )


def _when(name: str) -> datetime | None:
    try:
        return datetime.strptime(name.partition("-")[0], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def people() -> QuerySet[Person]:
    """Those who can sign in and have a role, in the order they came."""
    return Person.objects.filter(is_active=True, roles__isnull=False).distinct().order_by("joined_at", "pk")


@never_cache
def demo(request: HttpRequest) -> HttpResponse:
    """Whom one can sign in as, and the newest letters."""
    newest = letters(Path(settings.EMAIL_FILE_PATH))
    asked_for = _asked_for(request)
    context = {
        "people": people().prefetch_related("roles"),
        "letters": newest,
        "code_letter": next((letter for letter in newest if letter.code and letter.to == asked_for), None),
    }
    return render(request, "demo.html", context)


def _asked_for(request: HttpRequest) -> str:
    """The address this browser has asked a code for and not signed in with yet; "" if none."""
    login = request.session.get("account_login")
    return str(login.get("email") or "") if isinstance(login, dict) else ""


class SendCode(RequestLoginCodeView):  # type: ignore[misc]
    """Asks for a code as the sign-in page does, and comes back to the demo's page, where the letter is."""

    http_method_names = ("post",)

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return self.http_method_not_allowed(request)  # type: ignore[no-any-return]
        logout(request)  # whoever was signed in in this browser makes room for the next
        # Those who try the demo change person often, and there is nobody to hold back.
        ratelimit.clear(request, action="request_login_code", key=request.POST.get("email", "").lower())
        done: HttpResponse = super().dispatch(request, *args, **kwargs)
        return done

    def form_valid(self, form: Form) -> HttpResponse:
        done: HttpResponse = super().form_valid(form)
        _see_that_it_has_left(form.cleaned_data["email"])
        return done

    def form_invalid(self, form: Form) -> HttpResponse:
        messages.error(self.request, " ".join(str(words) for words in form.errors.get("email", [])))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("demo:demo") + "#letters"


def _see_that_it_has_left(to: str) -> None:
    """The next page shows the letter. A file is no mail server to wait for, but the sender's thread may have it now."""
    send_due_letters()
    ends = monotonic() + SECONDS_FOR_A_LETTER
    while is_in_hand(to) and monotonic() < ends:
        sleep(0.05)


send_code = SendCode.as_view()
