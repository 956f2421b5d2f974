"""Two who change one page at once: what one publishes while the other writes is neither overwritten nor lost.

Three texts meet: the published one that the writer began from, the one published now, and the writer's. What only the
other changed is taken into the writer's text. Where both have changed the same words, or the same field, a person
chooses between the two, and both stay in the page's history.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageLogEntry, Revision

from kokebok.book.chosen import said
from kokebok.book.models.drafts import DraftBase
from kokebok.book.outline import outline
from kokebok.book.placing import NoSuchPath, put, words_at
from kokebok.book.publishing import NotYet
from kokebok.lib.richtext import plain
from kokebok.lib.text import passages_of

OF_EVERY_PAGE = frozenset({"title", "slug"})
NOT_TEXT = frozenset({"change_cause", "change_reason", "change_weight"})
PUBLISHED = "wagtail.publish"
KEY = "data-block-key"
WHERE_ONE_CHOOSES = "/redaksjon/samtidig/"


@dataclass(frozen=True)
class Clash:
    """Words both have changed. `place` is a paragraph's path, or the name of a field; the texts are plain."""

    place: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Met:
    """`content` is the writer's text with what only the other changed; `taken` names those places.

    `joined_with` is what others have published since the writer began, if they have.
    """

    content: dict[str, Any]
    taken: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    joined_with: Revision | None = None


def begun_from(page: Page, *, loaded: int, holds_all: bool = True) -> Revision | None:
    """The published text that stood when the writer began on what they had before them, revision number `loaded`.

    `holds_all` is False for a form that may lack some of what that revision says now: it was saved by itself, and what
    others had published was joined with it, or it was changed after the form was opened.
    """
    said = DraftBase.objects.select_related("base", "met").filter(
        revision=loaded, revision__object_id=page.pk
    )
    draft = said.first()
    if not holds_all:
        return draft.base if draft else published_at(page, number=loaded - 1)
    published = published_at(page, number=loaded)
    if published and published.pk == loaded:
        return published
    return (draft.met or draft.base) if draft else published


def published_at(page: Page, *, number: int) -> Revision | None:
    """The newest of the page's published texts that is revision `number` or older."""
    logged = PageLogEntry.objects.filter(page=page.pk, action__startswith=PUBLISHED, revision__lte=number)
    newest = logged.exclude(action="wagtail.publish.schedule").order_by("-revision").first()
    return Revision.objects.filter(pk=newest.revision_id).first() if newest else None


def join(page: Page, mine: Revision, *, base: Revision | None, theirs_at: Collection[str] = ()) -> Met:
    """Join what a writer is about to publish with what has been published since they began on `base`.

    `theirs_at` is the places where they have chosen the other's words. Call it while the page is held. Saves nothing.
    """
    now = type(page.specific).objects.select_related("live_revision").get(pk=page.pk)
    theirs = now.live_revision if now.live else None
    if base is None or theirs is None or base.pk == mine.pk or theirs.pk in {base.pk, mine.pk}:
        return Met(content=mine.content)
    return _Joining(base, theirs, mine, frozenset(theirs_at)).met()


def meet(page: Page, mine: Revision, *, base: Revision | None) -> tuple[str, ...]:
    """Take into revision `mine` what only others have changed since it was begun, and name those places.

    Raises NotYet, with the address where one chooses, where both have changed the same; what could be joined is kept.
    """
    met = keep_joined(page, mine, base=base)
    if met.clashes:
        raise NotYet(
            _(
                "Nothing is published yet: this text and the published one say different things in the same places. "
                "Choose what stands."
            ),
            where=where_one_chooses(mine),
        )
    return met.taken


def where_one_chooses(mine: Revision) -> str:
    """The address where a person chooses between revision `mine` and what is published."""
    return f"{WHERE_ONE_CHOOSES}{mine.object_id}/{mine.pk}/"


def keep_joined(page: Page, mine: Revision, *, base: Revision | None) -> Met:
    """Take into revision `mine` what only others have changed; the draft remembers what it began from, and has met.

    So whoever publishes it later is asked where both have changed the same, also when it was saved in between.
    """
    met = join(page, mine, base=base)
    if met.taken:
        mine.content = met.content
        mine.save(update_fields=["content"])
    if met.joined_with and base:  # also without a clash: the form may be saved once more as it was
        known = {"base": base, "met": None if met.clashes else met.joined_with}
        DraftBase.objects.update_or_create(revision=mine, defaults=known)
    return met


def words_in(revision: Revision, place: str) -> str:
    """What a revision says at a clash's place, as the clash shows it; empty where it has nothing there."""
    if "/" not in place:
        return _shown(_text_fields(revision).get(place))
    try:
        return plain(words_at(revision.as_object(), place))
    except NoSuchPath:
        return ""


class _Joining:
    def __init__(self, base: Revision, theirs: Revision, mine: Revision, theirs_at: frozenset[str]) -> None:
        self.published = theirs
        self.base, self.theirs = base.as_object(), theirs.as_object()
        self.before, self.other = _text_fields(base), _text_fields(theirs)
        self.content = dict(mine.content)
        self.own = _text_fields(mine)
        self.joined = mine.as_object()
        self.theirs_at = theirs_at
        self.taken: list[str] = []
        self.clashes: list[Clash] = []

    def met(self) -> Met:
        """What `join` promises."""
        for name in self.own:
            self._join_field(name)
        return Met(self.content, tuple(self.taken), tuple(self.clashes), self.published)

    def _join_field(self, name: str) -> None:
        before, other, own = (fields.get(name) for fields in (self.before, self.other, self.own))
        if other in (before, own):
            return
        if own == before or name in self.theirs_at:
            self._take_field(name)
        elif not self._differs_in_words_only(name):
            field = type(self.base)._meta.get_field(name)
            self._clash(name, _shown(said(field, own)), _shown(said(field, other)))
        else:
            self._join_words(name)

    def _take_field(self, name: str) -> None:
        self.taken.append(name)
        self.content[name] = self.theirs.serializable_data()[name]
        setattr(self.joined, name, getattr(self.theirs, name))

    def _differs_in_words_only(self, name: str) -> bool:
        """Whether the other has changed the words of paragraphs in a field and nothing else of it."""
        if not _holds_paragraphs(self.base, name):
            return False
        rebuilt = type(self.base).from_serializable_data(self.base.serializable_data())
        for path in self._changed_paths(name):
            try:
                put(rebuilt, path, words_at(self.theirs, path))
            except NoSuchPath:
                return False
        value = rebuilt.serializable_data()[name]
        same: bool = _comparable(type(self.base), name, value) == self.other[name]
        return same

    def _changed_paths(self, name: str) -> list[str]:
        before, other = _words(self.base), _words(self.theirs)
        return [path for path in before if path.split("/")[0] == name and before[path] != other.get(path)]

    def _join_words(self, name: str) -> None:
        for path in self._changed_paths(name):
            self._join_paragraph(path)
        self.content[name] = self.joined.serializable_data()[name]

    def _join_paragraph(self, path: str) -> None:
        before, other = words_at(self.base, path), words_at(self.theirs, path)
        try:
            own = words_at(self.joined, path)
        except NoSuchPath:
            self._clash(path, "", plain(other))
            return
        if _parsed(own) == _parsed(other):
            return
        if _parsed(own) == _parsed(before) or path in self.theirs_at:
            put(self.joined, path, other)
            self.taken.append(path)
        else:
            self._clash(path, plain(own), plain(other))

    def _clash(self, place: str, mine: str, theirs: str) -> None:
        self.clashes.append(Clash(place=place, mine=mine, theirs=theirs))


def _words(page: Any) -> dict[str, str]:
    """The words of a page's paragraphs, by their paths; a table's cells as its text."""
    return {passage.path: passage.html or passage.text for passage in passages_of(outline(page))}


def _text_fields(revision: Revision) -> Mapping[str, Any]:
    """What a revision says, field by field, in a form that compares equal for the same text."""
    model = type(revision.content_object)
    names = {field.name for field in model._meta.get_fields() if _is_ours(field)} | OF_EVERY_PAGE
    found = {name: value for name, value in revision.content.items() if name in names - NOT_TEXT}
    return {name: _comparable(model, name, value) for name, value in found.items()}


def _comparable(model: Any, name: str, value: Any) -> Any:
    """A field's value as a revision keeps it, in a form that is equal for the same text; a stream is JSON there."""
    is_stream = isinstance(model._meta.get_field(name), StreamField)
    return _parsed(json.loads(value) if is_stream and isinstance(value, str) and value else value)


def _is_ours(field: Any) -> bool:
    return field.model.__module__.startswith("kokebok.") and not field.name.endswith("_ptr")


def _parsed(value: Any) -> Any:
    """Rich text is the same however its tags happen to be written."""
    if isinstance(value, str):
        return _Tags.of(value) if "<" in value else value
    if isinstance(value, list):
        return [_parsed(one) for one in value]
    if isinstance(value, dict):
        return {key: _parsed(one) for key, one in value.items()}
    return value


class _Tags(HTMLParser):
    """Rich text in one form: attributes in order, entities as letters, white space as one space.

    Keys of pieces are left out, and pieces without words: the page editor gives an empty text a new one each time.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    @classmethod
    def of(cls, html: str) -> str:
        """The one form of this rich text."""
        reader = cls()
        reader.feed(html)
        reader.close()
        return " ".join("".join(reader.parts).replace("<p []></p>", "").split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = sorted((name, value or "") for name, value in attrs if name != KEY)
        self.parts.append(f"<{tag} {kept}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append("" if tag == "br" else f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _holds_paragraphs(page: Any, name: str) -> bool:
    return isinstance(page._meta.get_field(name), StreamField | RichTextField)


def _shown(value: Any) -> str:
    """A field's value as a person reads it in a line; a stream as its words."""
    if isinstance(value, list):
        return " ".join(_shown(one) for one in value)
    if isinstance(value, dict):
        return _shown([one for key, one in value.items() if key not in {"id", "type"}])
    return plain(str(value)) if value not in (None, "") else ""
