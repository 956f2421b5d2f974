"""Letters to those who sent an input: only to an address they have confirmed, in the language they wrote."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from kokebok.book.queries import the_cookbook
from kokebok.inputs.models import Input, State

SALT = "inputs.confirm"
CONFIRM_WITHIN = 14 * 24 * 3600  # seconds


def confirmation_token(given: Input) -> str:
    """A signed word that says this address asked about this input."""
    return signing.dumps([given.code, given.email], salt=SALT)


def read_token(token: str) -> tuple[str, str] | None:
    """The code and the address of a token; None if it is wrong or too old."""
    try:
        code, email = signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN)
    except (signing.BadSignature, ValueError):
        return None
    return code, email


def write(given: Input, name: str, **more: object) -> None:
    """Send the letter `inputs/letters/<name>.txt` (its first line is the subject) to the sender."""
    with translation.override("nb" if given.language == "se" else given.language):
        text = render_to_string(
            f"inputs/letters/{name}.txt",
            {
                "given": given,
                "cookbook": the_cookbook(),
                "receipt": settings.BASE_URL + reverse("reading:receipt", args=[given.code]),
                **more,
            },
        )
    subject, _gap, body = text.strip().partition("\n")
    send_mail(subject, body.strip() + "\n", None, [given.email])


@task(backend="later")
def ask_to_confirm_later(*, input_id: int) -> None:
    """Ask the sender whether the address is theirs. Does nothing when it is confirmed already."""
    given = Input.objects.get(pk=input_id)
    if given.email and not given.email_confirmed_at:
        link = settings.BASE_URL + reverse("inputs:confirm", args=[confirmation_token(given)])
        write(given, "confirm", link=link)


@task(backend="later")
def tell_refused_later(*, input_id: int) -> None:
    """Tell the sender why it is not published, if they gave an address and confirmed it, and it still is refused."""
    given = Input.objects.get(pk=input_id)
    if given.email_confirmed_at and given.state == State.REFUSED:
        write(given, "refused")
