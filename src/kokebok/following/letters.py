"""Letters to those who follow, and to senders whose paragraph has changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from kokebok.book.models import Cookbook
from kokebok.book.queries import the_cookbook
from kokebok.following.models import Follower
from kokebok.letters.actions.post import ToPost
from kokebok.letters.writing import absolute, written


def letter(
    name: str, *, key: str, to: str, language: str, cookbook: Cookbook | None = None, **words: Any
) -> ToPost:
    """The letter `following/letters/<name>.txt`, in this language, ready to be posted."""
    book = cookbook or the_cookbook()
    template, site = f"following/letters/{name}", settings.BASE_URL
    said = written(template, language=language, cookbook=book, site=site, **words)
    reply_to = book.role_mailbox if book else ""
    return {"key": key, "to": to, "reply_to": reply_to, "subject": said["subject"], "text": said["text"]}


def stopping(follower: Follower) -> dict[str, str]:
    """The headers by which a mail program offers to stop the letters with one press (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{absolute('following:stop', follower.token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
