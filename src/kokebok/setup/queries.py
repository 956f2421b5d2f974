"""What the settings' pages, the health page and the pages of Word files ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.book.queries import is_referred_to
from kokebok.letters.models import Letter, LetterState
from kokebok.letters.rules import reach_nobody
from kokebok.lib.written import counted
from kokebok.people.models import Role
from kokebok.setup.models import BackupNote, WordDocument

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook

ANSWERED_FOR = timedelta(days=366)
"""So long somebody's word holds that backups are taken in another way."""
TRIED = "setup.test:"
EXAMPLE_SENDER = "kokebok@example.no"
"""The setting where nobody has set it."""
SAID_BY_PEOPLE = (
    "inputs.Input",
    "inputs.Support",
    "calls.Wish",
    "rounds.Participant",
    "review.Verdict",
    "review.DraftVerdict",
    "review.WordFile",
    "doors.SetAside",
    "events.Registration",
    "actors.Enquiry",
    "actors.Keeper",
    "actors.MeetEntry",
    "actors.Proposal",
    "following.Follower",
    "editions.Edition",
)
"""What people have sent, wherever it stands, and what is frozen. Named, since some of it stands above us."""


def mail_trouble() -> tuple[str, str] | None:
    """Why no letter can reach anybody as things are set, and what to do; None when nothing is in the way."""
    if settings.DEMO:
        return None
    if reach_nobody():
        return (
            _("No mail server is set, so nobody gets an e-mail. E-mails are files in the data folder."),
            _("Set KOKEBOK_SMTP, and start the server again. Until then, one-time links let people in."),
        )
    if settings.DEFAULT_FROM_EMAIL == EXAMPLE_SENDER:
        return (
            _("E-mails come from an example address."),
            _("Set KOKEBOK_FROM_EMAIL, and start the server again."),
        )
    return None


def backup_trouble() -> tuple[str, str] | None:
    """That no backup has been heard of for too long, and what to do; None when nothing is wrong, or nobody can tell."""
    try:
        newest = BackupNote.objects.order_by("-pk").first()
    except DatabaseError:  # the tables are not made yet
        return None
    if newest is None:
        said = _("No backup has been taken.")
    elif timezone.now() - newest.at <= (ANSWERED_FOR if newest.by_id else _good_for()):
        return None
    elif newest.by_id:
        said = _("It is more than a year since somebody said that backups are taken.")
    else:
        said = _("The last backup was taken %(day)s.") % {"day": date_format(localtime(newest.at))}
    return said, _(
        "Take one every night with ./kokebok backup, as docs/operations.md says. If they are taken in another way, say "
        "so on the page Settings."
    )


def last_backup() -> BackupNote | None:
    """The last backup that was noted by what took it; None if none was."""
    return BackupNote.objects.filter(by=None).order_by("-pk").first()


def backup_told() -> list[str]:
    """When the last backup was taken, in a line for whoever watches the server."""
    last = last_backup()
    if last is None:
        return ["backup: none noted"]
    looked = "looked through" if last.is_verified or last.missing else "not looked through by what noted it"
    lost = f", {counted(last.missing, 'file')} missing" if last.missing else ""
    lost += f", {counted(last.known_missing, 'file')} known to be lost" if last.known_missing else ""
    is_old = timezone.now() - last.at > _good_for()
    return [f"backup: {localtime(last.at):%Y-%m-%d %H:%M}, {looked}{lost}{', too old' if is_old else ''}"]


def _good_for() -> timedelta:
    return timedelta(days=settings.BACKUP_DAYS)


def has_tried_mail() -> bool:
    """Whether a test letter has left."""
    return Letter.objects.filter(key__startswith=TRIED, state=LetterState.SENT).exists()


def last_tried() -> Letter | None:
    """The newest test letter."""
    return Letter.objects.filter(key__startswith=TRIED).order_by("-pk").first()


def may_begin_again(cookbook: Cookbook) -> bool:
    """Whether nobody has sent anything, to the whole text or to a part of it, and no edition has the text."""
    has_come = any(QuerySet(apps.get_model(name)).exists() for name in SAID_BY_PEOPLE)
    return not has_come and not is_referred_to([cookbook])


def works_alone() -> bool:
    """Whether only one person is let in."""
    return Role.objects.filter(person__is_active=True).values("person").distinct().count() < 2


def word_documents() -> QuerySet[WordDocument]:
    """The Word files that have been put in, newest first."""
    return WordDocument.objects.select_related("by").order_by("-pk")


def find_document(number: int) -> WordDocument:
    """A Word file that was put in, or Http404."""
    return get_object_or_404(WordDocument.objects.select_related("by"), pk=number)


@dataclass(frozen=True)
class DraftLine:
    """A page a Word file became: what it is called now, what kind it is, and whether readers see it."""

    number: int
    title: str
    kind: str
    is_live: bool


def drafts_of(document: WordDocument) -> list[DraftLine]:
    """The pages a Word file became, in the order of the file; those that are deleted since are left out."""
    return [
        DraftLine(page.pk, page.draft_title, str(page.page_type_display_name), page.live)
        for page in document.pages.select_related("content_type").order_by("pk")
    ]
