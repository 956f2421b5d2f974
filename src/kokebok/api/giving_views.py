"""Giving an input, a tip or a file with a key, and following or withdrawing it by its receipt."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import File, Header, Status
from ninja.files import UploadedFile
from ninja.security import HttpBearer

from kokebok.api import receipts_queries
from kokebok.api.actions.receive import receive_by_key
from kokebok.api.giving import (
    GoneFromText,
    keep_file,
    said_by,
    sender_by,
    target_of,
    ticket_of,
)
from kokebok.api.inputs_views import router
from kokebok.api.keys_queries import known_key
from kokebok.api.models import ApiKey
from kokebok.api.problems import no_key, problem
from kokebok.api.rules import LooksPrivate, NotAForm, RevokedAlready
from kokebok.api.schemas.giving import FileKept, InputGiven, ReceiptData, TipGiven
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.models import State
from kokebok.inputs.queries import Target, about_cookbook, find_input_by_code
from kokebok.inputs.rules import SentAlready, TooLate, UnfitFile
from kokebok.letters.shares import TooMany
from kokebok.people.rules import Refused

Repeated = Annotated[
    str,
    Header(
        "",
        alias="Idempotency-Key",
        max_length=200,
        description=_(
            "A word of your own for this sending: with the same word, the same input sent twice is received once and "
            "answered alike, and another input is refused."
        ),
    ),
]
STATUS: dict[type[Refused], HTTPStatus] = {
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    GoneFromText: HTTPStatus.GONE,
}


class ProgramKey(HttpBearer):
    """`Authorization: Bearer …`, with a key that an administrator has made and nobody has revoked."""

    def authenticate(self, _request: HttpRequest, token: str) -> ApiKey | None:
        """The key."""
        return known_key(token)


@router.post(
    "inputs",
    response={201: ReceiptData, 400: None, 401: None, 410: None, 413: None, 429: None},
    auth=ProgramKey(),
    url_name="inputs",
    summary=_("Give an input"),
    description=_(
        "Needs a key. It is held to what the form is held to: consent to the licence, limits, a word about what looks "
        "private, and approval of the first from each sender. The code in the answer belongs to the sender."
    ),
)
def give(request: HttpRequest, said: InputGiven, idempotency_key: Repeated = "") -> Any:
    """Receive an input."""
    return _received(request, said, lambda: target_of(said), idempotency_key)


@router.post(
    "tips",
    response={201: ReceiptData, 400: None, 401: None, 413: None, 429: None},
    auth=ProgramKey(),
    url_name="tips",
    summary=_("Give a tip"),
    description=_(
        "Needs a key. A tip about an example or a tool, as on the form for tips. It becomes an input about the whole "
        "text."
    ),
)
def give_tip(request: HttpRequest, said: TipGiven, idempotency_key: Repeated = "") -> Any:
    """Receive a tip."""
    return _received(request, said, about_cookbook, idempotency_key)


@router.post(
    "files",
    response={201: FileKept, 400: None, 401: None, 413: None, 429: None},
    auth=ProgramKey(),
    url_name="files",
    summary=_("Send a file"),
    description=_(
        "Needs a key. The file is looked into, and held to the limits of the form. The answer has a word for it, which "
        "goes with the input as one of `files`. A file no input comes to have is taken away."
    ),
)
def send_file(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Keep a file until its input comes."""
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    try:
        token, kept = keep_file(file, key=key)
    except Refused as refusal:
        return _told(refusal)
    return Status(HTTPStatus.CREATED, FileKept(token=token, name=kept.name, size=kept.size))


@router.get(
    "receipts/{code:code}",
    response=ReceiptData,
    url_name="receipt",
    summary=_("A receipt"),
    description=_("What has become of an input, for whoever has the code of its receipt. It needs no key."),
)
def receipt(request: HttpRequest, code: str) -> ReceiptData:
    """What has become of an input."""
    return receipts_queries.receipt(code)


@router.post(
    "receipts/{code:code}/withdraw",
    response={200: ReceiptData, 409: None},
    url_name="withdraw",
    summary=_("Withdraw an input"),
    description=_(
        "Takes an input back, for whoever has the code of its receipt. It needs no key. What is withdrawn stays so."
    ),
)
def withdraw_input(request: HttpRequest, code: str) -> Any:
    """Take an input back."""
    given = find_input_by_code(code)
    try:
        withdraw(given)
    except TooLate as refusal:
        given.refresh_from_db()
        if given.state != State.WITHDRAWN:
            return problem(HTTPStatus.CONFLICT, str(refusal))
    return receipts_queries.receipt(code)


def _received(
    request: HttpRequest, said: InputGiven | TipGiven, find: Callable[[], Target], repeated: str
) -> Any:
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    try:
        about = find()
        words, files = said_by(said, about=about, ticket=ticket_of(key, repeated))
        keyed = receive_by_key(words, files, about=about, key=key, sender=sender_by(key, said.person))
    except Refused as refusal:
        return _told(refusal)
    return Status(HTTPStatus.CREATED, receipts_queries.first_answer(keyed, words))


def _told(refusal: Refused) -> HttpResponse:
    if isinstance(refusal, RevokedAlready):
        return no_key()
    status = STATUS.get(type(refusal), HTTPStatus.UNPROCESSABLE_ENTITY)
    if isinstance(refusal, SentAlready):
        other = gettext("This Idempotency-Key has been used for another input, or for another sender.")
        again = gettext("If this is something more, send it with an Idempotency-Key of its own.")
        return problem(status, other, detail=again, errors=[("Idempotency-Key", other)])
    if isinstance(refusal, LooksPrivate):
        ask = gettext(
            "Ask the sender. If it is to be sent all the same, send it again with acknowledged as true."
        )
        return problem(status, str(refusal), detail=ask, errors=[("acknowledged", str(refusal))])
    if isinstance(refusal, UnfitFile):
        return problem(status, str(refusal), errors=[("files", str(refusal))])
    return problem(status, str(refusal), errors=refusal.errors if isinstance(refusal, NotAForm) else ())
