"""Reading which pages are versions of one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from kokebok.book.models import Chapter, Language, Page
from kokebok.book.queries import address_of
from kokebok.lib import apertium
from kokebok.versions.models import MachineDraft, Version
from kokebok.web.language_names import OWN_NAMES
from kokebok.web.ordering import alphabetically

ORDER = list(Language.values)


@dataclass(frozen=True)
class Other:
    """A version in another language, as a reader is offered it: by the language's own name."""

    language: str
    name: str
    title: str
    url: str

    @property
    def absolute(self) -> str:
        """Its whole address, as machines that read pages want it."""
        return settings.BASE_URL + quote(self.url)


def find_chapter(number: int) -> Any:
    """A page of the text, published or not; Http404 for what has no versions: shelves, the start page, and none."""
    page = Page.objects.filter(pk=number).first()
    found = page.specific if page else None
    if not isinstance(found, Chapter):
        raise Http404
    return found


def version_of(page: Page) -> Version | None:
    """What a page is a version of; None for a page that is not tied, and for one whose others have been deleted."""
    return of_several().filter(page=page.pk).first()


def of_several() -> QuerySet[Version]:
    """The versions of texts that have several. One whose others have been deleted is a text of its own."""
    others = Version.objects.filter(tie=OuterRef("tie")).exclude(pk=OuterRef("pk"))
    return Version.objects.filter(Exists(others))


def versions_with(page: Page) -> list[Version]:
    """All versions of the text this page is a version of, itself among them, in the order of the languages.

    None for a page that `version_of` knows nothing of.
    """
    found = of_several().filter(tie__versions__page=page.pk).select_related("page")
    return sorted(found, key=lambda one: ORDER.index(one.language))


def others_for_readers(page: Page) -> list[Other]:
    """The published versions of a page in other languages."""
    return [
        Other(one.language, OWN_NAMES[one.language], one.page.title, address_of(one.page))
        for one in versions_with(page)
        if one.page_id != page.pk and one.page.live
    ]


def one_version_each(pages: Sequence[Any], language: str, *, otherwise: str = "nb") -> list[Any]:
    """The pages with one version of each text, in their order: the one in `language`, or else in `otherwise`, or else
    the first. One query."""
    ties = dict(Version.objects.filter(page__in=[page.pk for page in pages]).values_list("page", "tie"))
    chosen: dict[int, Any] = {}
    for page in pages:
        tie = ties.get(page.pk)
        if tie is not None:
            ranked = [chosen[tie], page] if tie in chosen else [page]
            chosen[tie] = min(ranked, key=lambda one: _rank(one.language, language, otherwise))
    return [page for page in pages if page.pk not in ties or chosen[ties[page.pk]] is page]


def _rank(written: str, language: str, otherwise: str) -> int:
    return [language, otherwise, written].index(written)


def tied_language(*ways: str) -> Coalesce | Subquery:
    """An expression for the language of the version, where each way leads to a page, as in "paragraph__page".

    It is null where `version_of` knows nothing of the page.
    """
    fields = [Subquery(of_several().filter(page=OuterRef(way)).values("language")[:1]) for way in ways]
    return Coalesce(*fields) if len(fields) > 1 else fields[0]


def could_be_tied(page: Any, versions: Iterable[Version]) -> list[Any]:
    """The pages of the same kind, in a language that none of its versions is in, that are not tied, by title."""
    taken = {one.language for one in versions} | {page.language}
    same = type(page).objects.exclude(pk=page.pk).exclude(language__in=taken)
    alone = same.exclude(pk__in=of_several().values("page"))
    return list(alone.order_by(alphabetically("title"), "pk"))


def languages_left(page: Any, versions: Iterable[Version]) -> list[tuple[str, str]]:
    """The languages that a text with these versions has none in yet, with their names."""
    taken = {one.language for one in versions} | {page.language}
    return [(code, OWN_NAMES[code]) for code in ORDER if code not in taken]


def machines_languages(page: Any, versions: Iterable[Version]) -> list[str]:
    """The languages that a machine's draft of a page can be made in: those the text lacks, where Apertium is here."""
    return [code for code, _name in languages_left(page, versions) if apertium.can(page.language, code)]


def waiting_draft(page: Page) -> MachineDraft | None:
    """The machine's draft that nobody has approved yet; None for other pages."""
    return MachineDraft.objects.filter(page=page.pk, approved_at=None).first()


def machine_drafts(pages: Iterable[int]) -> set[int]:
    """Which of these pages are a machine's draft that nobody has approved."""
    return set(MachineDraft.objects.filter(page__in=pages, approved_at=None).values_list("page", flat=True))
