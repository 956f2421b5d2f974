"""Letters to those who follow, and to senders whose paragraph has changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kokebok.book.models import Cookbook
from kokebok.book.queries import the_cookbook
from kokebok.following.models import Follower


def letter(
    name: str, *, to: str, language: str, cookbook: Cookbook | None = None, headers: dict[str, str] | None = None,
    **words: Any,
) -> EmailMessage:  # fmt: skip
    """The letter `following/letters/<name>.txt` (its first line is the subject), in this language, ready to be sent."""
    book = cookbook or the_cookbook()
    with translation.override(language):
        context = {"cookbook": book, "site": settings.BASE_URL, **words}
        text = render_to_string(f"following/letters/{name}.txt", context)
    subject, _gap, body = text.strip().partition("\n")
    return EmailMessage(
        subject=subject,
        body=body.strip() + "\n",
        to=[to],
        reply_to=[book.role_mailbox] if book and book.role_mailbox else None,
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )


def absolute(name: str, *args: object) -> str:
    """The whole address of one of our pages."""
    return settings.BASE_URL + reverse(name, args=args)


def stopping(follower: Follower) -> dict[str, str]:
    """The headers by which a mail program offers to stop the letters with one press (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{absolute('following:stop', follower.token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
