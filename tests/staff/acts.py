"""What people do when they sign in, through the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core import mail

from kokebok.journal.models import Entry

if TYPE_CHECKING:
    from django.test import Client

CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)


def sign_in(client: Client, email: str, going_to: str = "") -> str:
    """Ask for a code and type it; gives where one comes."""
    more = {"next": going_to} if going_to else {}
    mail.outbox.clear()
    client.post("/konto/login/", {"email": email, **more})
    found = CODE.search(str(mail.outbox[0].body))
    assert found is not None, mail.outbox[0].body
    done = client.post("/konto/login/code/confirm/", {"code": found.group(1), **more})
    return str(done.headers.get("Location", ""))


def is_in(client: Client) -> bool:
    """Whether somebody is signed in, as the desk sees it: a page of one's own opens."""
    return client.get("/konto/sikkerhet/").status_code == 200


def acts() -> list[str]:
    """What the journal says was done by and with people, in order. What belongs to the book is left out."""
    kept = ("role.", "person.", "invitation.", "signin.", "session.", "second_step.", "provider.")
    return [act for act in Entry.objects.values_list("act", flat=True) if act.startswith(kept)]
