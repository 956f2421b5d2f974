"""What must be in order before a version is published, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.publishing import NotYet, changes_one_place, hold_page
from kokebok.journal.actions.record import record
from kokebok.versions.models import MachineDraft, Tie, Version
from kokebok.versions.queries import version_of, waiting_draft
from kokebok.versions.rules import DraftChanged, NothingWaits
from kokebok.web.language_names import OWN_NAMES

if TYPE_CHECKING:
    from kokebok.people.models import Person


def require_one_a_language(page: Any) -> None:
    """Hold a version back that has got the language of another version of its text. Raises NotYet.

    Until the transaction ends no other version of the text gets a new language.
    """
    mine = None if changes_one_place(page.pk) else version_of(page)
    if mine is not None and mine.language != page.language:
        _require_free_language(page, mine)


@transaction.atomic
def _require_free_language(page: Any, mine: Version) -> None:
    hold_page(page.pk)
    list(Tie.objects.select_for_update().filter(pk=mine.tie_id))
    if Version.objects.filter(tie=mine.tie_id, language=page.language).exists():
        raise NotYet(
            _(
                "This page cannot be published in %(language)s: the text has a version in that language already. "
                "Choose another language for the page, or untie it."
            )
            % {"language": OWN_NAMES[page.language]},
            where=where_versions_are(page),
        )


def require_approved(page: Any) -> None:
    """Hold a machine's draft back until a person has approved it. Raises NotYet."""
    if waiting_draft(page):
        raise NotYet(
            _(
                "This is a machine’s draft. Read all of it and correct it in the page editor, and say here that you "
                "approve it. Then it can be published."
            ),
            where=where_versions_are(page),
        )


def follow_language(page: Any, *, by: Person | None) -> None:
    """Know a version by the language it is published in."""
    mine = None if changes_one_place(page.pk) else version_of(page)
    if mine and mine.language != page.language:
        Version.objects.filter(pk=mine.pk).update(language=page.language)
        record("version.language_changed", by=by, about=page, was=mine.language, language=page.language)


@transaction.atomic
def approve_draft(page: Any, *, by: Person, seen: int) -> None:
    """Answer for the words of a machine's draft, as they were saved with this number: it may be published.

    Raises NothingWaits, or DraftChanged where others than `by` have saved it after that.
    """
    hold_page(page.pk)
    waiting = MachineDraft.objects.filter(page=page.pk, approved_at=None)
    if not waiting.exists():
        raise NothingWaits(_("No machine’s draft waits here. A colleague may have approved it already."))
    if page.revisions.filter(pk__gt=seen).exclude(user=by).exists():
        raise DraftChanged(
            _(
                "Somebody has changed the draft since you opened this page. Read it again before you approve it."
            )
        )
    waiting.update(approved_at=timezone.now(), approved_by=by)
    record("version.draft_approved", by=by, about=page, title=page.title)


def where_versions_are(page: Any) -> str:
    """The page at the desk where the versions of a page are kept."""
    return reverse("versions:versions", args=[page.pk])
