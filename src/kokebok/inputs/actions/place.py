"""Finding an input's place again when the text has changed, and moving it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kokebok.book.models import Paragraph, Wording
from kokebok.inputs.models import Input, Place, State
from kokebok.journal.actions.record import record
from kokebok.lib.quotes import find, from_json
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.book.models import Page
    from kokebok.people.models import Person

FARTHEST = 20  # merges followed from a paragraph that is gone


class PageTexts:
    """The paragraphs of pages as they stand now and as they stood, read once for all that is placed on them."""

    def __init__(self, known: dict[int, list[Paragraph]] | None = None) -> None:
        self._now = known or {}
        self._wordings: dict[int, list[tuple[datetime, int, str]]] = {}

    def now(self, page: int) -> list[Paragraph]:
        """What stands on the page, in its order."""
        if page not in self._now:
            self._now[page] = list(Paragraph.objects.standing().filter(page_id=page).order_by("order"))
        return self._now[page]

    def at(self, page: int, moment: datetime) -> list[str]:
        """The text of each paragraph of the page as it was at a moment, also of those that are gone."""
        if page not in self._wordings:
            rows = Wording.objects.filter(paragraph__page_id=page).order_by("number")
            self._wordings[page] = list(rows.values_list("since", "paragraph_id", "text"))
        return list({of: text for since, of, text in self._wordings[page] if since <= moment}.values())


@transaction.atomic(savepoint=False)
def place_again(page: Any, *, by: Person | None) -> list[Input]:
    """Find the place of every input about a page anew, after its text has changed. Gives back those that moved.

    An input is never removed: one whose words are found nowhere keeps its paragraph and is marked as detached.
    """
    about_it = Input.objects.filter(Q(paragraph__page_id=page.pk) | Q(wording__paragraph__page_id=page.pk))
    given = about_it.exclude(state__in=(State.WITHDRAWN, State.REFUSED)).exclude(paragraph=None)
    in_order = given.select_related("paragraph", "wording").order_by("pk").distinct()
    standing = getattr(page, "standing", None)  # after a publishing they are known
    texts = PageTexts({page.pk: list(standing)} if standing is not None else None)
    return [one for one in in_order if place_input(one, by=by, texts=texts)]


def place_input(given: Input, *, by: Person | None, texts: PageTexts | None = None) -> bool:
    """Store where an input stands now; whether that is another place than before."""
    was = (given.paragraph_id, given.place, given.place_is_weak)
    paragraph, place, weak = where_now(given, texts or PageTexts())
    if was == (paragraph.pk, place, weak):
        return False
    Input.objects.filter(pk=given.pk).update(paragraph=paragraph, place=place, place_is_weak=weak)
    given.paragraph, given.place, given.place_is_weak = paragraph, place, weak
    record("input.placed", by=by, about=given, place=place, anchor=paragraph.anchor)
    return True


def where_now(given: Input, texts: PageTexts) -> tuple[Paragraph, Place, bool]:
    """The paragraph an input stands at, how sure that is, and whether the match is weak."""
    assert given.paragraph is not None
    home = standing(given.paragraph)
    if given.quote is not None:
        return _where_quoted(given, home, texts)
    if home is None:
        return given.paragraph, Place.DETACHED, False
    first = given.wording.paragraph_id if given.wording else home.pk
    return home, Place.EXACT if home.pk == first else Place.MOVED, False


def standing(paragraph: Paragraph) -> Paragraph | None:
    """The paragraph, or the one that took it in, that stands in the text now; None if it has left the text."""
    for _step in range(FARTHEST):
        if paragraph.gone_at is None:
            return paragraph
        if paragraph.went_into is None:
            return None
        paragraph = paragraph.went_into
    return None


def _where_quoted(given: Input, home: Paragraph | None, texts: PageTexts) -> tuple[Paragraph, Place, bool]:
    """Where the phrase stands now on the page. That the same words stand on another page is a coincidence."""
    quote = from_json(given.quote)
    assert given.paragraph is not None
    page = home.page_id if home else given.paragraph.page_id
    on_page = texts.now(page)
    now = {one.anchor: one.text for one in on_page}
    before = texts.at(page, given.received_at)
    found = find(quote, home.anchor if home else None, now, before=before)
    if found.outcome == "detached":
        return home or given.paragraph, Place.DETACHED, False
    paragraph = next(one for one in on_page if one.anchor == found.anchor)
    return paragraph, Place(found.outcome), found.weak


@transaction.atomic
def move_by_hand(given: Input, *, to: Paragraph | None, page: Page | None = None, by: Person) -> Input:
    """Put an input at another paragraph, or at a page as a whole, where an editor sees that it belongs.

    Raises Refused for a paragraph that is no longer in the text.
    """
    if to is not None and to.gone_at is not None:
        raise Refused(_("That paragraph is no longer in the text. Choose one that is."))
    if to is None and page is None:
        raise Refused(_("Choose where the input should stand."))
    Input.objects.filter(pk=given.pk).update(
        paragraph=to, page=None if to else page, place=Place.MOVED, place_is_weak=False
    )
    given.refresh_from_db()
    record("input.moved", by=by, about=given, anchor=to.anchor if to else "", page=page.pk if page else None)
    return given
