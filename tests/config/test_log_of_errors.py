"""The log of JSON, with errors as they come from what we use: the kind and place of each, and nothing of anybody."""

from __future__ import annotations

import imaplib
import json
import logging
import smtplib
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import jwt
import pytest
from botocore.exceptions import ClientError
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, OperationalError, connection, transaction
from lxml import etree
from pydantic import BaseModel
from redis import ConnectionError as RedisConnectionError

from kokebok.config.log_lines import LinesOfJson
from kokebok.inputs.rules import UnfitFile
from kokebok.lib.impersonal import Told
from kokebok.people.models import Person
from kokebok.web.stored import StoreIsAway

WHO, AT = "Kari O'Nordmann", "kari.nordmann@example.org"
SAID = f'Jeg heter {WHO} "Kari" og har {AT}'
PERSONAL = ("kari", "nordmann", "example.org", "jeg heter")
REFUSED = (550, f"5.1.1 <{AT}>: no {WHO} here".encode())


class Asked(BaseModel):
    """Something a program says."""

    number: int


def again() -> Any:
    """The same person a second time."""
    with transaction.atomic():
        Person.objects.create(email=AT, name=WHO)
        Person.objects.create(email=AT, name=WHO)


def in_sql(said: str) -> Any:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST('{said}' AS integer) FROM no_such_table")


def raising(error: BaseException) -> Callable[[], Any]:
    def raised() -> Any:
        raise error

    return raised


FAULTS: dict[str, Callable[[], Any]] = {
    "a number": lambda: int(SAID),
    "a day": lambda: date.fromisoformat(SAID),
    "a sum": lambda: Decimal(SAID),
    "a name in a dictionary": lambda: FAULTS[SAID],
    "a letter of no alphabet": lambda: SAID.replace("g", "å").encode("ascii"),
    "a sign": lambda: unicodedata.lookup(SAID),
    "JSON": lambda: json.loads(f'{{"name": {SAID}'),
    "XML": lambda: etree.fromstring(f"<{SAID.replace(' ', '')}>"),
    "a model": lambda: Asked.model_validate({"number": SAID}),
    "a form": lambda: validate_email(SAID),
    "a form's words": raising(ValidationError(f"{SAID} cannot be used")),
    "a token": lambda: jwt.decode(SAID, "key", algorithms=["HS256"]),
    "a refusal": raising(UnfitFile(f"“{WHO}.pdf” is too large")),
    "any": raising(Exception(SAID)),
    "of no sort": raising(RuntimeError(f"{WHO} was met")),
    "a mail server, of one": raising(smtplib.SMTPRecipientsRefused({AT: REFUSED})),
    "a mail server, of a letter": raising(smtplib.SMTPDataError(*REFUSED)),
    "a mail server, of us": raising(smtplib.SMTPAuthenticationError(535, f"no user {WHO}".encode())),
    "a mailbox": raising(imaplib.IMAP4.error(f"[AUTHENTICATIONFAILED] no such user {WHO}")),
    "an S3 store": raising(ClientError({"Error": {"Code": "X", "Message": SAID}}, "PutObject")),
    "a store that is away": raising(StoreIsAway(f"does not answer: http://host/b/{AT}/kari-nordmann.pdf")),
    "a file": lambda: open(f"/nowhere/{WHO}/{AT}.pdf"),  # noqa: SIM115, PTH123 (it is not there)
    "a row that is there": again,
    "a question": lambda: in_sql(SAID.replace("'", "")),
    "a row that is refused": raising(
        IntegrityError(f'null value in column "x"\nDETAIL:  Failing row contains ({WHO}).')
    ),
}


def lines_of(fault: Callable[[], Any]) -> list[str]:
    """The error in each way that one comes to the log: with where, in a line, and as what another came of."""
    records: list[logging.LogRecord] = []

    def note(message: str, *given: Any, with_place: bool) -> None:
        place = sys.exc_info() if with_place else None
        records.append(logging.LogRecord("kokebok", logging.ERROR, __file__, 1, message, given, place))

    try:
        try:
            fault()
        except Exception as error:
            note("It failed", with_place=True)
            note("%s failed: %s", "render_later(copy_id=17)", Told(error), with_place=False)
            note("%s could not be done: %s", "It", error, with_place=False)
            raise RuntimeError(f"while {WHO} waited") from error
    except RuntimeError:
        note("It failed too", with_place=True)
    return [LinesOfJson().format(record) for record in records]


@pytest.mark.django_db
@pytest.mark.parametrize("what", FAULTS)
def test_whatever_fails_its_kind_is_said_and_nothing_of_anybody(what: str) -> None:
    lines = lines_of(FAULTS[what])
    assert [one for one in PERSONAL if one in "\n".join(lines).lower()] == []
    said = [json.loads(line) for line in lines]
    kind = said[0]["errors"][0]["type"]
    assert [
        one["message"].startswith(("It failed", "render_later(copy_id=17) failed: ", "It could"))
        for one in said
    ] == [True] * 4
    assert [kind in said[1]["message"], kind in said[2]["message"]] == [True, True]
    assert [one["type"] for one in said[3]["errors"][:2]] == ["RuntimeError", kind]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
        (OperationalError("no such table: inputs_input"), "no such table: inputs_input"),
        (
            RedisConnectionError("Error 111 connecting to redis:6379. Connection refused."),
            "Error 111 connecting to redis:6379. Connection refused.",
        ),
        (ValueError("no such number"), ""),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), ""),
    ],
)
def test_what_is_wrong_with_the_machine_is_said_in_full(error: Exception, said: str) -> None:
    [errors, *_rest] = [json.loads(line)["errors"] for line in lines_of(raising(error))[:1]]
    assert errors[0]["message"] == said
