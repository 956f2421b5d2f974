"""What the settings' pages and the health page ask."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from kokebok.letters.models import Letter, LetterState
from kokebok.people.models import Role

TRIED = "setup.test:"
EXAMPLE_SENDER = "kokebok@example.no"
"""The setting where nobody has set it."""


def mail_trouble() -> tuple[str, str] | None:
    """Why no letter can reach anybody as things are set, and what to do; None when nothing is in the way."""
    if settings.DEMO:
        return None
    if settings.SMTP is None:
        return (
            _("No mail server is set, so nobody gets a letter. Letters are files in the data folder."),
            _("Set KOKEBOK_SMTP, and start the server again. Until then, one-time links let people in."),
        )
    if settings.DEFAULT_FROM_EMAIL == EXAMPLE_SENDER:
        return (
            _("Letters come from an example address."),
            _("Set KOKEBOK_FROM_EMAIL, and start the server again."),
        )
    return None


def has_tried_mail() -> bool:
    """Whether a test letter has left."""
    return Letter.objects.filter(key__startswith=TRIED, state=LetterState.SENT).exists()


def last_tried() -> Letter | None:
    """The newest test letter."""
    return Letter.objects.filter(key__startswith=TRIED).order_by("-pk").first()


def works_alone() -> bool:
    """Whether only one person is let in."""
    return Role.objects.filter(person__is_active=True).values("person").distinct().count() < 2
