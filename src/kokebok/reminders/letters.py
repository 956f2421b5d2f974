"""The letters themselves, each in its reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from kokebok.book.queries import the_cookbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.people.models import Person
    from kokebok.people.telling import Item


def letter(name: str, person: Person, items: Iterable[Item]) -> EmailMessage:
    """The letter `reminders/letters/<name>.txt`, whose first line is the subject. Call it in the reader's language."""
    text = render_to_string(
        f"reminders/letters/{name}.txt",
        {
            "person": person,
            "items": [(item.words, settings.BASE_URL + item.path) for item in items],
            "cookbook": the_cookbook(),
            "choose": settings.BASE_URL + reverse("reminders:choose"),
        },
    )
    subject, _gap, body = text.strip().partition("\n")
    return EmailMessage(
        subject, body.strip() + "\n", None, [person.email], headers={"Auto-Submitted": "auto-generated"}
    )
