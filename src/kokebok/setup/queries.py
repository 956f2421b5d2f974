"""What the settings' pages and the health page ask."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from kokebok.letters.models import Letter, LetterState
from kokebok.people.models import Role

TRIED = "setup.test:"


def mail_trouble() -> str:
    """Why no letter can reach anybody as things are set, and what to do; "" when nothing is in the way."""
    if settings.DEMO:
        return ""
    if settings.SMTP is None:
        return _(
            "No mail server is set, so nobody gets a letter: set KOKEBOK_SMTP, and start the server again. Until then "
            "letters are files in the data folder, and one-time links let people in."
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@example.no"):
        return _("Letters come from an example address: set KOKEBOK_FROM_EMAIL, and start the server again.")
    return ""


def has_tried_mail() -> bool:
    """Whether a test letter has left."""
    return Letter.objects.filter(key__startswith=TRIED, state=LetterState.SENT).exists()


def last_tried() -> Letter | None:
    """The newest test letter."""
    return Letter.objects.filter(key__startswith=TRIED).order_by("-pk").first()


def works_alone() -> bool:
    """Whether only one person is let in."""
    return Role.objects.filter(person__is_active=True).values("person").distinct().count() < 2
