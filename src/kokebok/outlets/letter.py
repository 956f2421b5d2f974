"""The letter of a dispatch: words with fields in them, and the e-mail it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from kokebok.letters.writing import with_foot
from kokebok.lib.written import writable
from kokebok.outlets.composing import edition_address

if TYPE_CHECKING:
    from kokebok.editions.models import Edition
    from kokebok.outlets.models import Delivery

FIELDS = ("navn", "tittel", "utgave", "lenke")
FIELD = re.compile(r"( ?)\{([^{}\n]*)\}")


@dataclass(frozen=True)
class DispatchLetter:
    """A letter in its final words."""

    subject: str
    body: str


def unknown_fields(words: str) -> list[str]:
    """What stands in braces and is none of FIELDS, each once."""
    return list(dict.fromkeys(found[2] for found in FIELD.finditer(words) if found[2] not in FIELDS))


def filled(words: str, edition: Edition, name: str) -> str:
    """The words with each field filled in. Without a name, the space before it goes too: "Hei {navn}," is "Hei,"."""
    values = {
        "navn": name,
        "tittel": edition.title,
        "utgave": edition.number,
        "lenke": settings.BASE_URL + edition_address(edition.number),
    }

    def fill(found: re.Match[str]) -> str:
        value = values.get(found[2])
        if value is None:
            return found[0]
        return f"{found[1]}{value}" if value else ""

    return FIELD.sub(fill, words)


def letter_to(name: str, *, subject: str, letter: str, edition: Edition) -> DispatchLetter:
    """The letter as this recipient will read it."""
    return DispatchLetter(
        subject=" ".join(writable(filled(subject, edition, name)).split()),
        body=writable(with_foot(filled(letter, edition, name), edition.cookbook).rstrip()),
    )


def email_of(delivery: Delivery) -> EmailMultiAlternatives:
    """The e-mail of a delivery: text and HTML, under the Message-ID it has had from the start."""
    dispatch = delivery.dispatch
    edition = dispatch.edition
    said = letter_to(delivery.name, subject=dispatch.subject, letter=dispatch.letter, edition=edition)
    mailbox = edition.cookbook.role_mailbox
    email = EmailMultiAlternatives(
        subject=said.subject,
        body=said.body,
        to=[formataddr((writable(delivery.name), delivery.email)) if delivery.name else delivery.email],
        reply_to=[mailbox] if mailbox else None,
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
    )
    with translation.override(edition.language):
        email.attach_alternative(
            render_to_string("outlets/letter.html", {"said": said, "edition": edition}), "text/html"
        )
    return email
