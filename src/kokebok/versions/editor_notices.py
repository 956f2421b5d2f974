"""What the page editor tells above the form of a page that has versions in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.book.editor_notices import Notice
from kokebok.versions.actions.publishing import where_versions_are
from kokebok.versions.lagging import behind
from kokebok.versions.queries import versions_with, waiting_draft
from kokebok.web.language_names import OWN_NAMES

if TYPE_CHECKING:
    from kokebok.book.models import Page


def version_notices(page: Page) -> list[Notice]:
    """That it is a machine's draft, and what other versions have got since it was last said to be up to date."""
    where = where_versions_are(page)
    told = []
    if waiting_draft(page):
        said = _("This is a machine’s draft. It can be published when somebody has read and approved it.")
        told.append(Notice(said, where, _("Approve it")))
    for lag in behind(page, versions_with(page)):
        said = ngettext(
            "%(number)d paragraph of the version in %(language)s has changed since this one was up to date.",
            "%(number)d paragraphs of the version in %(language)s have changed since this one was up to date.",
            lag.count,
        ) % {"number": lag.count, "language": OWN_NAMES[lag.other.language]}
        told.append(Notice(said, where, _("See what has changed")))
    return told
