"""Letters to those who sent an input: only to an address they have confirmed, in the language they wrote."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from kokebok.book.queries import the_cookbook
from kokebok.inputs.models import Input, State
from kokebok.inputs.queries import letter_language

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


@dataclass(frozen=True)
class Letter:
    """A letter before it is sent. `language` is the one it is in."""

    subject: str
    body: str
    language: str


def compose(given: Input, name: str, *, folder: str = "inputs/letters", **more: object) -> Letter:
    """The letter `<folder>/<name>.txt` (its first line is the subject) as the sender of an input will get it."""
    language = letter_language(given)
    with translation.override(language):
        text = render_to_string(
            f"{folder}/{name}.txt",
            {
                "given": given,
                "cookbook": the_cookbook(),
                "receipt": settings.BASE_URL + reverse("reading:receipt", args=[given.code]),
                **more,
            },
        )
    subject, _gap, body = text.strip().partition("\n")
    return Letter(subject, body.strip() + "\n", language)


def write(
    given: Input,
    name: str,
    *,
    headers: dict[str, str] | None = None,
    folder: str = "inputs/letters",
    **more: object,
) -> None:
    """Send that letter to the sender."""
    letter = compose(given, name, folder=folder, **more)
    EmailMessage(letter.subject, letter.body, None, [given.email], headers=headers).send()


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
