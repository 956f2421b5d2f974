"""Pages of the living text with the inputs at their paragraphs, filtered as the inbox is.

Only what anyone may read is in it, and a name only where its sender agreed to that: the file is for a meeting, and is
passed on.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.book.models import Page, Paragraph, Wording
from kokebok.book.pictures import bytes_of
from kokebok.book.queries import address_of, find_cookbook, text_of
from kokebok.desk.inbox.filters import WHOLE_BOOK
from kokebok.desk.inbox.listing import filters_shown
from kokebok.desk.inbox.queries import queue
from kokebok.desk.models import Outcome
from kokebok.desk.showing import shown_to_all
from kokebok.inputs.models import Kind, Place, readable
from kokebok.lib.pictures import NotAPicture
from kokebok.lib.text import passages_of
from kokebok.outlets.composing import pictures_in
from kokebok.outlets.formats.arrangement import chapter_id
from kokebok.outlets.manuscript import Manuscript, ManuscriptChapter, ManuscriptPart
from kokebok.outlets.text_said import SaidAnswer, SaidInput, SaidWords, TextSaid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kokebok.book.models import Cookbook
    from kokebok.desk.inbox.filters import InboxFilter
    from kokebok.desk.showing import AnswerShown
    from kokebok.inputs.models import Input
    from kokebok.lib.text import PageText
    from kokebok.people.models import Person

OF_THE_DESK = frozenset({"holder"})
"""Filters that are no business of those who get the file: who at the desk has it."""
LONGEST_ABOUT = 600  # characters of the wording that an input was written about


def inputs_asked_for(person: Person, wanted: InboxFilter) -> list[Input]:
    """The inputs of the filter that anyone may read, the oldest first. One query."""
    related = ("paragraph__page", "page", "wording", "decision__by", "decision__wording__paragraph")
    found = queue(person, wanted).filter(readable()).select_related(*related)
    return list(found.order_by("received_at", "pk"))


def left_out(person: Person, wanted: InboxFilter) -> int:
    """How many inputs of the filter the person sees in the inbox, and not everybody may read."""
    found = queue(person, wanted).order_by()
    return found.count() - found.filter(readable()).count()


def text_with_inputs(person: Person, wanted: InboxFilter, *, whole: bool) -> TextSaid:
    """The page of the filter, else the pages that something was said about, or `whole` for all of them."""
    book = find_cookbook()
    inputs = inputs_asked_for(person, wanted)
    pages = _pages(inputs, wanted, whole=whole)
    texts = [(page, text_of(page)) for page in pages]
    title = pages[0].title if len(pages) == 1 else ""
    manuscript = living_manuscript(book, texts, title=title)
    numbers = {
        page.pk: chapter_id(chapter)
        for chapter, (page, _text) in zip(manuscript.chapters, texts, strict=True)
    }
    standing = {passage.anchor for _page, text in texts for passage in passages_of(text) if passage.anchor}
    placed: dict[str, list[SaidInput]] = defaultdict(list)
    for given in inputs:
        place = _place(given, standing, numbers)
        placed[place].append(_said(given, is_placed=bool(place)))
    return TextSaid(
        manuscript=manuscript,
        words=_words(),
        lead=_lead(person, wanted, inputs, left_out(person, wanted)),
        wordings=newest_wordings([text for _page, text in texts]),
        pages={identity: key for key, identity in numbers.items()},
        at_paragraphs={place: tuple(said) for place, said in placed.items() if place in standing},
        at_chapters={place: tuple(said) for place, said in placed.items() if place in numbers.values()},
        of_all=tuple(placed.get("", ())),
    )


def living_manuscript(
    book: Cookbook, texts: Sequence[tuple[Page, PageText]], *, title: str = ""
) -> Manuscript:
    """Pages as they read now, as a manuscript without a number; `title` is said after that of the book."""
    chapters = tuple(
        ManuscriptChapter(number, text, settings.BASE_URL + address_of(page), "")
        for number, (page, text) in enumerate(texts, start=1)
    )
    return Manuscript(
        number="",
        title=f"{book.title}: {title}" if title else book.title,
        genre_word=book.genre_word,
        stage="",
        date=timezone.localdate(),
        language=texts[0][1].language if texts else book.language,
        publisher=book.responsible_body,
        foreword=(),
        parts=(ManuscriptPart("", chapters),),
        changes=(),
        credits=(),
        values=(),
        colophon=(),
        licence="",
        content_hash="",
        base_url=settings.BASE_URL + "/",
        colour=book.colour,
        pictures=pictures_in([text for _page, text in texts], _picture_or_nothing),
    )


def newest_wordings(texts: Iterable[PageText]) -> dict[str, int]:
    """The number of the newest wording of each paragraph, by its anchor. One query a page."""
    newest: dict[str, int] = {}
    for text in texts:
        anchors = [passage.anchor for passage in passages_of(text) if passage.anchor]
        rows = Wording.objects.filter(paragraph__anchor__in=anchors).order_by()
        newest.update(dict(rows.values_list("paragraph__anchor").annotate(most=Max("number"))))
    return newest


def _picture_or_nothing(name: str) -> bytes:
    """The picture; nothing where it is damaged, so that its words go out all the same."""
    try:
        return bytes_of(name)
    except NotAPicture:
        return b""


def _pages(inputs: Iterable[Input], wanted: InboxFilter, *, whole: bool) -> list[Any]:
    """Published pages in the order of the book."""
    live = Page.objects.live().filter(depth__gt=1)
    about = wanted.get("about")
    if about and about != WHOLE_BOOK:
        live = live.filter(pk=about)
    elif whole:
        live = live.filter(Q(pk__in=Paragraph.objects.standing().values("page")))
    else:
        live = live.filter(pk__in={key for given in inputs if (key := _page_of(given))})
    return list(live.order_by("path").specific())


def _page_of(given: Input) -> int | None:
    return given.paragraph.page_id if given.paragraph else given.page_id


def _place(given: Input, standing: set[str], numbers: dict[int, str]) -> str:
    """The anchor of its paragraph, the id of the chapter of its page, or "" where neither is in the text."""
    if given.paragraph and given.paragraph.anchor in standing:
        return given.paragraph.anchor
    return numbers.get(_page_of(given) or 0, "")


def _said(given: Input, *, is_placed: bool) -> SaidInput:
    shown = shown_to_all(given)
    number = _("Input %(number)s") % {"number": given.pk}
    answers = _("to input %(number)s") % {"number": given.reply_to_id} if given.reply_to_id else ""
    return SaidInput(
        number=given.pk,
        by=", ".join(part for part in (shown.name, shown.body) if part) or _("Anonymous"),
        at=localtime(given.received_at),
        head=" · ".join(part for part in (number, str(Kind(given.kind).label), answers) if part),
        about=" ".join(filter(None, ("" if is_placed else _page_named(given), _about(given)))),
        words=_lines(shown.text),
        answer=_answer(shown.answer) if shown.answer else None,
    )


def _page_named(given: Input) -> str:
    """The page it is about, in words, for one that stands apart from it; "" where it is about all of the book."""
    page = given.paragraph.page if given.paragraph else given.page
    if page is None:
        return ""
    if not page.live:
        return _("About the page “%(page)s”, which is not published now.") % {"page": page.title}
    return _("About the page “%(page)s”.") % {"page": page.title}


def _about(given: Input) -> str:
    """The words it is about: the phrase, or all of a paragraph that is not where it was."""
    if given.quote:
        return f"{_('About the words:')} «{given.quote.get('exact', '')}»"
    gone = given.paragraph is not None and (given.place != Place.EXACT or given.paragraph.gone_at is not None)
    if not (gone and given.wording):
        return ""
    text = given.wording.text
    cut = text if len(text) <= LONGEST_ABOUT else text[:LONGEST_ABOUT].rpartition(" ")[0] + " …"
    return _("Written about: “%(words)s”") % {"words": cut}


def _answer(answer: AnswerShown) -> SaidAnswer:
    at = localtime(answer.at)
    decided = str(Outcome(answer.outcome).label)
    return SaidAnswer(
        by=", ".join(part for part in (answer.by, answer.body) if part),
        at=at,
        head=f"{_('Answer')} · {decided}",
        words=(*_lines(answer.reply), *_lines(answer.reason)),
    )


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n"))
    return tuple(line for line in lines if line)


def _lead(person: Person, wanted: InboxFilter, inputs: Sequence[Input], hidden: int) -> tuple[str, ...]:
    """What is in the file: how many, of which filter, and how many of it are not in the file.

    What was searched for is not said: it may be a name that only the editors see.
    """
    number = len(inputs)
    said = ngettext("%(number)s input is here.", "%(number)s inputs are here.", number) % {"number": number}
    shown = [one for one in filters_shown(person, wanted) if one.said and one.name not in OF_THE_DESK]
    chosen = [f"{one.label}: {one.said}" for one in shown]
    lines = [f"{said} {'; '.join(chosen)}".strip()]
    if hidden:
        lines.append(
            ngettext(
                "%(number)s more in the same filter is not published, and is not in the file.",
                "%(number)s more in the same filter are not published, and are not in the file.",
                hidden,
            )
            % {"number": hidden}
        )
    return tuple(lines)


def _words() -> SaidWords:
    return SaidWords(
        title=_("The text with what was said"),
        how_to_word=_(
            "What was said stands as comments at the paragraphs, with the answer as a reply. New comments can be "
            "put in, and the file can come back."
        ),
        how_to_pdf=_("What was said stands under the paragraph it is about, with the answer."),
        about_all=_("About the whole text"),
        about_page=_("About the page as a whole"),
    )
