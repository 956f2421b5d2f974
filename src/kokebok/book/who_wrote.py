"""Who wrote and who published which words of a page, as its history tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from kokebok.book.meeting import PUBLISHED, words_in

if TYPE_CHECKING:
    from wagtail.models import Page, Revision

    from kokebok.people.models import Person


@dataclass(frozen=True)
class Authorship:
    """Whose words, and since when."""

    by: Person | None
    at: datetime

    @property
    def name(self) -> str:
        """Their name; “somebody” where nobody is known."""
        return self.by.name if self.by else _("somebody")


def who_wrote(page: Page, draft: Revision, place: str, *, since: Revision) -> Authorship:
    """Who first wrote what a draft says at a place, after the published text `since`."""
    words = words_in(draft, place)
    drafts = page.revisions.select_related("user").filter(pk__gt=since.pk, pk__lt=draft.pk).order_by("pk")
    first = next((one for one in drafts if words_in(one, place) == words), draft)
    return Authorship(first.user, first.created_at)


def who_published(page: Page, place: str, *, since: Revision) -> Authorship:
    """Who first published what the page says at a place, after the published text `since`."""
    words = words_in(page.live_revision, place)
    logged = PageLogEntry.objects.filter(page=page.pk, action__startswith=PUBLISHED, revision__gt=since.pk)
    entries = (
        logged.exclude(action="wagtail.publish.schedule").select_related("user", "revision").order_by("pk")
    )
    for entry in entries:
        if words_in(entry.revision, place) == words:
            return Authorship(entry.user, entry.timestamp)
    return Authorship(page.live_revision.user, page.live_revision.created_at)
