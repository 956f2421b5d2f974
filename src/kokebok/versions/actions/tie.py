"""Tie two pages as versions of one text, and untie one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.publishing import hold_page, require_free_words
from kokebok.journal.actions.record import record
from kokebok.versions.models import Tie, Version
from kokebok.versions.queries import version_of
from kokebok.versions.rules import LanguageTaken, NotOneText, NotTied
from kokebok.web.language_names import OWN_NAMES

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def tie(page: Any, other: Any, *, by: Person) -> None:
    """Say that two pages of one kind are the same text in two languages, and say the same now.

    Where the one is tied already, the other joins its versions. Raises NotOneText, LanguageTaken, or NotYet
    where one of them may not be published yet.
    """
    hold_both(page, other)
    for one in (page, other):
        require_free_words(one)
    if type(page) is not type(other) or page.pk == other.pk:
        raise NotOneText(_("Only two pages of the same kind can be versions of one text."))
    if version_of(page) and version_of(other):
        raise NotOneText(_("Both pages are versions of a text already. Untie one of them first."))
    join(page, other)
    record("version.tied", by=by, about=page, title=page.title, other=other.title)


@transaction.atomic
def untie(page: Any, *, by: Person) -> None:
    """Let a page be a text of its own again. Where one version is left, it is a text of its own too. Raises NotTied."""
    hold_page(page.pk)
    mine = version_of(page)
    if mine is None:
        raise NotTied(_("This page is no longer a version of another."))
    held = Tie.objects.select_for_update().get(pk=mine.tie_id)
    mine.delete()
    if held.versions.count() < 2:
        held.delete()
    record("version.untied", by=by, about=page, title=page.title)


def hold_both(page: Any, other: Any) -> None:
    """Let nobody else tie or publish these two until the transaction ends."""
    for number in sorted({page.pk, other.pk}):
        hold_page(number)


def join(page: Any, other: Any) -> None:
    """Make rows of it: within a transaction that holds both pages. Raises LanguageTaken."""
    known = version_of(page) or version_of(other)
    held = Tie.objects.select_for_update().get(pk=known.tie_id) if known else Tie.objects.create()
    for one in (page, other):
        if known is None or known.page_id != one.pk:
            _add(held, one)
    Tie.objects.filter(versions=None).delete()  # what held a page whose others have been deleted


def _add(held: Tie, page: Any) -> None:
    try:
        with transaction.atomic():
            Version.objects.update_or_create(
                page_id=page.pk, defaults={"tie": held, "language": page.language, "since": timezone.now()}
            )
    except IntegrityError as error:
        raise taken(page.language) from error


def taken(language: str) -> LanguageTaken:
    """What is raised where the text has a version in the language already."""
    return LanguageTaken(
        _("This text has a version in that language already (%(language)s).")
        % {"language": OWN_NAMES[language]}
    )
