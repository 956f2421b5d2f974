"""By what a letter of ours is known when it comes back: a token in its head, and where we can in its return path."""

from __future__ import annotations

import uuid
from typing import TypedDict
from urllib.parse import urlsplit

from django.conf import settings

OWN_HEADER = "X-Kokebok-Letter"


class SentAs(TypedDict):
    """Whom an e-mail is from: for the mail servers, and in its head."""

    from_email: str
    headers: dict[str, str]


def new_token() -> str:
    """A token that nobody can guess: 32 characters."""
    return uuid.uuid4().hex


def message_id(token: str) -> str:
    """The name of a letter: mail programs show two of the same name as one."""
    return f"<{token}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}>"


def heads_with(token: str) -> dict[str, str]:
    """The lines of a letter's head that are the same each time it is tried."""
    return {"Message-ID": message_id(token), OWN_HEADER: token, "Auto-Submitted": "auto-generated"}


def sent_as(token: str) -> SentAs:
    """Where an e-mail with this token comes back to if it does not arrive, and whom its head says it is from."""
    mailbox, _at, domain = settings.RETURN_PATH.rpartition("@")
    if not (domain and token):
        return {"from_email": settings.DEFAULT_FROM_EMAIL, "headers": {}}
    return {
        "from_email": f"{mailbox}+{token}@{domain}",
        "headers": {"From": settings.DEFAULT_FROM_EMAIL},
    }
