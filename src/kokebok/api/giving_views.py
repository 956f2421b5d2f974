"""Giving an input with a key, and following it by its receipt."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Header, Status
from ninja.security import HttpBearer

from kokebok.api import receipts_queries
from kokebok.api.actions.receive import receive_by_key
from kokebok.api.giving import GoneFromText, said_by, sender_by, target_of, ticket_of
from kokebok.api.inputs_views import router
from kokebok.api.keys_queries import known_key
from kokebok.api.models import ApiKey
from kokebok.api.problems import no_key, problem
from kokebok.api.rules import LooksPrivate, NotAForm, RevokedAlready
from kokebok.api.schemas.giving import InputGiven, ReceiptData
from kokebok.inputs.rules import SentAlready
from kokebok.letters.shares import TooMany
from kokebok.people.rules import Refused

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
def give(
    request: HttpRequest,
    said: InputGiven,
    idempotency_key: Annotated[
        str,
        Header(
            "",
            alias="Idempotency-Key",
            max_length=200,
            description=_(
                "A word of your own for this sending: with the same word, the same input sent twice is received once, "
                "and another input is refused."
            ),
        ),
    ] = "",
) -> Any:
    """Receive an input."""
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    try:
        about = target_of(said)
        words = said_by(said, about=about, ticket=ticket_of(key, idempotency_key))
        given = receive_by_key(words, about=about, key=key, sender=sender_by(key, said.person))
    except Refused as refusal:
        return _told(refusal)
    return Status(HTTPStatus.CREATED, receipts_queries.receipt_data(given))


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
    return problem(status, str(refusal), errors=refusal.errors if isinstance(refusal, NotAForm) else ())
