"""Letters to those who sent an input: only to an address they have confirmed, in the language they wrote."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django_tasks import task

from kokebok.inputs.models import Input, State
from kokebok.inputs.queries import letter_language
from kokebok.inputs.rules import passes_on
from kokebok.later.own_row import own_row
from kokebok.letters.actions.post import ToPost, post, post_to_stranger
from kokebok.letters.writing import LetterWords, absolute, written

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


def compose(given: Input, template: str, **more: Any) -> LetterWords:
    """A letter as the sender of an input will get it."""
    receipt = absolute("reading:receipt", given.code)
    return written(template, language=letter_language(given), given=given, receipt=receipt, **more)


def to_sender(given: Input, template: str, *, key: str, **more: Any) -> ToPost:
    """That letter, ready to be posted."""
    words = compose(given, template, **more)
    return {"key": key, "to": given.email, "about": given, "subject": words["subject"], "text": words["text"]}


def asking_to_confirm(given: Input, **more: Any) -> ToPost:
    """The letter that asks the sender whether the address is theirs: one for each input."""
    link = absolute("inputs:confirm", confirmation_token(given))
    words = {"link": link, "passes_on": passes_on(given), **more}
    return to_sender(given, "inputs/letters/confirm", key=f"inputs.confirm:{given.pk}", **words)


def tell_refused(given: Input) -> None:
    """Tell the sender why it is not published, if they gave an address and confirmed it, and it still is refused."""
    if given.email_confirmed_at and given.state == State.REFUSED:
        post(**to_sender(given, "inputs/letters/refused", key=key_of_refusal(given)))


def key_of_refusal(given: Input) -> str:
    """The key of the letter about a refusal: an input may be refused again after it has been published."""
    return f"inputs.refused:{given.pk}:{given.settled_at:%Y%m%dT%H%M%S%f}"


@task(backend="later")
def ask_to_confirm_later(*, input_id: int) -> None:
    """Queued by the version before."""
    given = own_row(Input.objects.all(), input_id)
    if given.email and not given.email_confirmed_at:
        post_to_stranger(**asking_to_confirm(given))


@task(backend="later")
def tell_refused_later(*, input_id: int) -> None:
    """Queued by the version before."""
    tell_refused(own_row(Input.objects.all(), input_id))
