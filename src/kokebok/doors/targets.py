"""Finding what somebody writes about: by an address, a code, a number of a paragraph, or its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from kokebok.book.models import Paragraph, Wording
from kokebok.book.queries import address_of, the_cookbook
from kokebok.inputs.models import CODE_LENGTH, CODE_LETTERS, Input
from kokebok.lib.word_index import WordIndex
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.book.models import Page

ANCHOR_IN_LINK = re.compile(r"(?:/a/|#a-|/innspill/gi/)([a-z0-9]{5,7})(?![a-z0-9])")
CODE = re.compile(
    rf"(?:[{CODE_LETTERS}]{{4}}[ -]?){{{CODE_LENGTH // 4 - 1}}}[{CODE_LETTERS}]{{4}}", re.IGNORECASE
)
PATH = re.compile(r"(?:https?://[^/\s<>\"]+)?(/[\w\-/]*[\w/])")
MOST_CHOICES = 8


@dataclass(frozen=True)
class Aim:
    """What an input is to be about: a paragraph, a page, or (with neither) the whole cookbook."""

    paragraph: Paragraph | None = None
    page: Page | None = None

    def words(self) -> str:
        """The aim in words, for people."""
        if self.paragraph:
            return _("%(page)s, paragraph %(number)s") % {
                "page": self.paragraph.page.title,
                "number": self.paragraph.order + 1,
            }
        return self.page.title if self.page else _("The whole text")


class NoSuchTarget(Refused):
    """There is no such page or paragraph."""


class SeveralPlaces(Refused):
    """The words stand in several paragraphs: `choices`."""

    def __init__(self, said: str, choices: list[Paragraph]) -> None:
        super().__init__(said)
        self.choices = choices


@dataclass
class NamedPlaces:
    """All pages and paragraphs by what people call them, read once: for one form, or for 5,000 rows."""

    pages: list[Page] = field(default_factory=list)
    by_name: dict[str, Page | None] = field(default_factory=dict)
    by_anchor: dict[str, Paragraph] = field(default_factory=dict)
    by_number: dict[tuple[int, int], Paragraph] = field(default_factory=dict)
    wordings: dict[int, Wording] = field(default_factory=dict)
    _texts: WordIndex | None = None

    def find(self, where: str, number: int = 0, *, least: int = 0) -> Aim:
        """The place `where` says, or a paragraph by its number there. "" is the whole cookbook.

        Words of a paragraph must be at least `least` characters: where nobody looks at each, few words fit by chance.

        Raises NoSuchTarget, or SeveralPlaces for words that stand in several paragraphs.
        """
        where = where.strip()
        page = None
        if where:
            aim = self._named(where)
            if aim is None and len(where) < least:
                raise _unknown(where)
            if aim is None:
                return Aim(paragraph=self._with_words(where))
            if aim.paragraph or not number:
                return aim
            page = aim.page
        return self.numbered(page, number)

    def numbered(self, page: Page | None, number: int) -> Aim:
        """A page, or the paragraph with this number on it (0 for none). Raises NoSuchTarget."""
        if not number:
            return Aim(page=page)
        if page is None:
            raise NoSuchTarget(_("A paragraph number needs a page."))
        found = self.by_number.get((page.pk, number))
        if found is None:
            raise NoSuchTarget(
                _("“%(page)s” has no paragraph %(number)s.") % {"page": page.title, "number": number}
            )
        return Aim(paragraph=found)

    def in_letter(self, text: str) -> Aim:
        """The place a letter is about: a paragraph's address, a receipt's code, a page's address; else the cookbook."""
        for anchor in ANCHOR_IN_LINK.findall(text):
            if anchor in self.by_anchor:
                return Aim(paragraph=self.by_anchor[anchor])
        answered = _by_code(text)
        if answered is not None:
            return Aim(paragraph=answered.paragraph, page=answered.page)
        for path in re.findall(re.escape(settings.BASE_URL) + r"(/[\w\-/]*)", text):
            page = self.by_name.get(_plain(path))
            if page is not None:
                return Aim(page=page)
        return Aim()

    def _named(self, where: str) -> Aim | None:
        """The place with this address, anchor or title; None for words that are none of them."""
        linked = ANCHOR_IN_LINK.search(where)
        anchor = linked.group(1) if linked else where.lstrip("#").removeprefix("a-")
        if anchor in self.by_anchor:
            return Aim(paragraph=self.by_anchor[anchor])
        if linked:
            raise NoSuchTarget(_("No paragraph has the address “%(where)s”.") % {"where": where[:80]})
        path = PATH.fullmatch(where)
        name = _plain(path.group(1) if path else where)
        if name in self.by_name:
            return Aim(page=self.by_name[name])
        if path:
            raise NoSuchTarget(_("No page has the address “%(where)s”.") % {"where": where[:80]})
        return None

    def _with_words(self, where: str) -> Paragraph:
        if self._texts is None:
            self._texts = WordIndex(
                {one.anchor: one.text for one in self.by_anchor.values() if one.gone_at is None}
            )
        found = [self.by_anchor[anchor] for anchor in self._texts.with_words(where)]
        if len(found) == 1:
            return found[0]
        if found:
            said = _("These words stand in several paragraphs. Choose one of them, or write more words.")
            raise SeveralPlaces(said, found[:MOST_CHOICES])
        raise _unknown(where)


def all_places() -> NamedPlaces:
    """Where one can put an input: the published pages, and every paragraph that is or was on them. Four queries."""
    cookbook = the_cookbook()
    if cookbook is None:
        return NamedPlaces()
    places = NamedPlaces(pages=list(cookbook.get_descendants().live().order_by("path")))
    for page in places.pages:
        places.by_name.setdefault(_plain(page.title), page)
        places.by_name[_plain(address_of(page))] = page
    places.by_name[""] = None
    places.by_name.setdefault(_plain(cookbook.title), None)
    _add_paragraphs(places, [cookbook.pk, *(page.pk for page in places.pages)])
    return places


def page_choices() -> list[tuple[str, str]]:
    """The published pages to choose among, the whole cookbook first: the key and the title of each, in order."""
    cookbook = the_cookbook()
    pages = cookbook.get_descendants().live().order_by("path") if cookbook else []
    return [("", _("The whole text")), *((str(page.pk), page.title) for page in pages)]


def _add_paragraphs(places: NamedPlaces, pages: Iterable[int]) -> None:
    rows = Paragraph.objects.filter(page_id__in=list(pages)).select_related("page").defer("html")
    for paragraph in rows:
        places.by_anchor[paragraph.anchor] = paragraph
        if paragraph.gone_at is None:
            places.by_number[paragraph.page_id, paragraph.order + 1] = paragraph
    wordings = Wording.objects.filter(paragraph__page_id__in=list(pages)).defer("html")
    for wording in wordings.order_by("number"):
        places.wordings[wording.paragraph_id] = wording


def _unknown(where: str) -> NoSuchTarget:
    return NoSuchTarget(
        _("No page or paragraph is called “%(where)s”, or has these words.") % {"where": where[:80]}
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().strip().strip("/").split())


def _by_code(text: str) -> Input | None:
    codes = [re.sub(r"[ -]", "", code).lower() for code in CODE.findall(text)][:20]
    return (
        Input.objects.filter(code__in=codes).select_related("paragraph__page", "page").first()
        if codes
        else None
    )
