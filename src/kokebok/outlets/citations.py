"""An edition, a page of it or a paragraph there as something one refers to, in the forms that programs take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kokebok.editions.queries import text_as_frozen
from kokebok.lib.citing import Citation, bibtex, csl_json, ris
from kokebok.lib.text import passages_of
from kokebok.outlets.composing import edition_address

if TYPE_CHECKING:
    from kokebok.editions.models import Edition, EditionPage
    from kokebok.editions.said_beside import SaidBeside


@dataclass(frozen=True)
class CitationForm:
    """A form a reference is taken along in. `name` is what its makers call it, in every language."""

    key: str
    name: str
    ending: str
    media_type: str
    write: Callable[[Citation], str]


FORMS = {
    one.key: one
    for one in (
        CitationForm("bibtex", "BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex),
        CitationForm("ris", "RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris),
        CitationForm("csl", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
    )
}


def doi_of(edition: Edition) -> str:
    """The DOI of an edition, made of what never changes in it; "" where the body has no prefix."""
    if not settings.DOI_PREFIX:
        return ""
    return f"{settings.DOI_PREFIX}/{slugify(edition.title)[:60].strip('-') or 'edition'}-{edition.number}"


def reference_to(edition: Edition, beside: SaidBeside) -> Citation:
    """The edition as a whole. That it is withdrawn or has errata is said in its language."""
    return Citation(
        key=_key(edition.publisher or edition.title, edition),
        title=edition.title,
        number=edition.number,
        day=edition.date,
        publisher=edition.publisher,
        language=edition.language,
        url=settings.BASE_URL + edition_address(edition.number),
        doi=doi_of(edition),
        licence=edition.licence,
        note=_note(edition, beside),
    )


def reference_to_page(whole: Citation, page: EditionPage) -> Citation:
    """A page of an edition; the edition itself for its cover."""
    if not page.path:
        return whole
    key, url = f"{whole.key}-{slugify(page.path)[:60]}", edition_address(whole.number, page.path)
    return replace(whole, part=page.title, key=key, url=settings.BASE_URL + url)


def reference_to_paragraph(whole: Citation, page: EditionPage, anchor: str) -> Citation:
    """A paragraph of an edition, by its number there; Http404 where the page has none with this anchor."""
    passage = next((one for one in passages_of(text_as_frozen(page)) if one.anchor == anchor), None)
    if passage is None:
        raise Http404
    of_page = reference_to_page(whole, page)
    with translation.override(whole.language):
        place = _("paragraph %(n)s") % {"n": passage.number}
    return replace(
        of_page, place=place, n=passage.number, key=f"{whole.key}-{anchor}", url=f"{of_page.url}#a-{anchor}"
    )


def _key(body: str, edition: Edition) -> str:
    return f"{slugify(body)[:40].strip('-') or 'edition'}-{edition.date.year}-{edition.number}"


def _note(edition: Edition, beside: SaidBeside) -> str:
    with translation.override(edition.language):
        said = []
        if beside.withdrawn:
            said.append(_("Withdrawn %(day)s") % {"day": date_format(beside.withdrawn.day, "DATE_FORMAT")})
        if beside.errata:
            said.append(_("Errata: %(count)s") % {"count": len(beside.errata)})
        return ". ".join(said)
