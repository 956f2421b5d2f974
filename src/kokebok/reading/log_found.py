"""What the log of inputs says of itself to those who look for data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokebok.book.models.pages import LICENCE
from kokebok.book.queries import the_cookbook
from kokebok.lib.linked_data import Publication, dataset_data
from kokebok.outlets.composing import living_address
from kokebok.outlets.found import Found, found_as, share_address
from kokebok.reading.log_files import FORMS
from kokebok.web.downloads import MEDIA_TYPES

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook


def found_log() -> Found | None:
    """The whole log as a set of data, with its files; None before there is a cookbook."""
    cookbook = the_cookbook()
    return _of(cookbook) if cookbook else None


def _of(cookbook: Cookbook) -> Found:
    url, picture = settings.BASE_URL + reverse("reading:log"), share_address(cookbook)
    about = Publication(
        url=url,
        body=cookbook.responsible_body,
        book=cookbook.title,
        book_url=settings.BASE_URL + living_address(""),
        licence=LICENCE,
        picture=picture,
    )
    files = [
        (MEDIA_TYPES[form].partition(";")[0], settings.BASE_URL + reverse("reading:log_file", args=[form]))
        for form in FORMS
    ]
    title = f"{cookbook.title}: {_('What happened with the inputs')}"
    lead = _("Everything people have sent us, what we decided, why, and what it changed in the text.")
    language = get_language() or cookbook.language
    data = dataset_data(title, lead, language, files, about)
    return found_as(data, title=title, description=lead, url=url, picture=picture, language=language)
