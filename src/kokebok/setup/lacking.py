"""What an installation's settings lack for real use, and what to do: at the desk and for `check --deploy`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.utils import translation
from django.utils.translation import gettext as _

from kokebok.setup.queries import backup_trouble, mail_trouble

MAIL = "W014"
"""The number of what the screen of e-mails says too."""
HERE_ONLY = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Lack:
    """What is lacking, and what to do. `number` is what `check --deploy` calls it."""

    number: str
    what: str
    to_do: str


def lacking() -> list[Lack]:
    """Everything the settings lack, gravest first; nothing for a demo but that it is one."""
    return list(_lacking())


def _lacking() -> Iterator[Lack]:
    if settings.DEMO:
        yield Lack(
            "W011",
            _("This is a demo: anybody can sign in as anybody."),
            _("Use ./kokebok serve for real use."),
        )
        return
    at = urlsplit(settings.BASE_URL)
    if at.hostname in HERE_ONLY:
        yield Lack(
            "W012",
            _("The site is for this machine alone."),
            _("Set KOKEBOK_BASE_URL and KOKEBOK_HOSTS to the name people use, and start the server again."),
        )
    elif at.scheme != "https":
        yield Lack(
            "W013",
            _("What people send and sign in with can be read on the way."),
            _("Put a proxy that speaks HTTPS in front, and begin KOKEBOK_BASE_URL with https://."),
        )
    if trouble := mail_trouble():
        yield Lack(MAIL, *trouble)
    if trouble := backup_trouble():
        yield Lack("W015", *trouble)


def settings_are_for_real_use(app_configs: Any, **kwargs: Any) -> list[CheckWarning]:
    """`lacking`, as Django's checks tell it."""
    with translation.override("en"):
        return [CheckWarning(one.what, hint=one.to_do, id=f"kokebok.{one.number}") for one in lacking()]
