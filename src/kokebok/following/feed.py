"""Atom (RFC 4287): the newest that has happened in the book, a theme or a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import make_aware
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokebok.book.models import Weight, Wording
from kokebok.book.queries import the_cookbook
from kokebok.desk.models import Decision
from kokebok.editions.models import EditionPage, EditionWording, Erratum, Withdrawal
from kokebok.editions.said_beside import standing_editions
from kokebok.following.news import answered
from kokebok.following.queries import BookNow
from kokebok.following.scopes import FollowScope, ScopeKind
from kokebok.inputs.models import Input
from kokebok.lib.changes import difference
from kokebok.web.feeds import Feed

if TYPE_CHECKING:
    from kokebok.editions.models import Edition

ATOM = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 50
BORN_WITH_ITS_PAGE = timedelta(
    hours=1
)  # paragraphs that come so soon after their page are not news of their own
MARKS = {"same": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}


@dataclass(frozen=True)
class FeedEntry:
    """One thing that has happened. `key` names it for ever, `path` is where to read about it, `words` are HTML."""

    key: str
    at: datetime
    title: str
    path: str
    words: SafeString


def feed_of(scope: FollowScope, book: BookNow, *, address: str) -> str:
    """The feed as XML. `address` is its own path."""
    cookbook = the_cookbook()
    title = cookbook.title if cookbook else _("Cookbook")
    entries = entries_of(scope, book)
    page = book.pages.get(scope.page_id or 0)
    feed = Feed(
        title=title if scope.kind == ScopeKind.BOOK else f"{title}: {book.name_of(scope)}",
        link=settings.BASE_URL + (page.address if page else "/"),
        description=_("What is new: changed text, new pages, new editions and answered inputs."),
        language=get_language(),
        author_name=cookbook.editors_name if cookbook else title,
        feed_url=settings.BASE_URL + address,
        feed_guid=named_for_ever(f"feed/{scope}"),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=settings.BASE_URL + entry.path,
            description=entry.words,
            unique_id=named_for_ever(entry.key),
            updateddate=entry.at,
            pubdate=entry.at,
        )
    return str(feed.writeString("utf-8"))


def entries_of(scope: FollowScope, book: BookNow) -> list[FeedEntry]:
    """The newest things that have happened within a scope, newest first."""
    pages = book.within(scope)
    everything = [
        *_changes(pages, book),
        *_pages(pages, book),
        *_editions(scope, pages, book),
        *_said_of_editions(scope, pages, book),
        *_answers(scope, pages, book),
    ]
    return sorted(everything, key=lambda entry: (entry.at, entry.key), reverse=True)[:MOST_ENTRIES]


def named_for_ever(key: str) -> str:
    """A name that stays the same wherever a page is moved to (RFC 4151)."""
    return f"tag:{urlsplit(settings.BASE_URL).hostname},2026:{key}"


def _changes(pages: Iterable[int], book: BookNow) -> list[FeedEntry]:
    before = Wording.objects.filter(paragraph=OuterRef("paragraph"), number__lt=OuterRef("number"))
    later = Q(since__gt=F("paragraph__page__first_published_at") + BORN_WITH_ITS_PAGE)
    wordings = (
        Wording.objects.filter(
            Q(weight=Weight.MEANING) | (Q(weight=Weight.FIRST) & (later | ~Q(reason=""))),
            paragraph__page__in=pages,
            paragraph__gone_at=None,
        )
        .select_related("paragraph")
        .annotate(before=Subquery(before.order_by("-number").values("text")[:1]))
        .order_by("-since", "-pk")[:MOST_ENTRIES]
    )
    return [_change(wording, wording.before or "", book) for wording in wordings]


def _change(wording: Wording, before: str, book: BookNow) -> FeedEntry:
    paragraph = wording.paragraph
    title = _("Changed: %(page)s") if before else _("New text: %(page)s")
    reason = format_html("<p>{} {}</p>", _("Reason:"), wording.reason) if wording.reason else ""
    return FeedEntry(
        key=f"wording/{paragraph.anchor}/{wording.number}",
        at=wording.since,
        title=title % {"page": book.pages[paragraph.page_id].title},
        path=f"{reverse('reading:wordings', args=[paragraph.anchor])}#w-{wording.number}",
        words=format_html("<p>{}</p>{}", _marked(before, wording.text), reason),
    )


def _marked(before: str, after: str) -> SafeString:
    """The words after, with what is added and removed marked as such."""
    if not before:
        return format_html("{}", after)
    return format_html_join(
        "", "{}", ((format_html(MARKS[one.kind], one.text),) for one in difference(before, after))
    )


def _pages(pages: Collection[int], book: BookNow) -> list[FeedEntry]:
    shown = [page for number, page in book.pages.items() if number in pages and not page.is_start]
    newest = sorted(shown, key=lambda page: page.published_at, reverse=True)
    return [
        FeedEntry(
            key=f"page/{page.number}",
            at=page.published_at,
            title=_("New page: %(page)s") % {"page": page.title},
            path=page.address,
            words=format_html("<p>{}</p>", page.lead),
        )
        for page in newest[:MOST_ENTRIES]
    ]


def _editions(scope: FollowScope, pages: Iterable[int], book: BookNow) -> list[FeedEntry]:
    editions = standing_editions()
    if scope.kind != ScopeKind.BOOK:
        paths = [book.pages[number].address.strip("/") for number in pages]
        editions = editions.filter(pages__path__in=paths).distinct()
    newest = editions.only("number", "title", "date", "frozen_at").order_by("-pk")[:MOST_ENTRIES]
    return [
        FeedEntry(
            key=f"edition/{one.number}",
            at=one.frozen_at,
            title=_("New edition: %(title)s, %(number)s") % {"title": one.title, "number": one.number},
            path=reverse("outlets:edition", args=[one.number]),
            words=format_html(
                "<p>{}</p>", _("Frozen, and the same for ever. Refer to it when the wording matters.")
            ),
        )
        for one in newest
    ]


def _said_of_editions(scope: FollowScope, pages: Iterable[int], book: BookNow) -> list[FeedEntry]:
    """Errata to these pages or to a whole edition that has one of them, and editions withdrawn or let hold again."""
    errata, withdrawals = Erratum.objects.all(), Withdrawal.objects.all()
    if scope.kind != ScopeKind.BOOK:
        paths = [book.pages[number].address.strip("/") for number in pages]
        has_page = Exists(EditionPage.objects.filter(edition=OuterRef("edition"), path__in=paths))
        stands_there = EditionWording.objects.filter(
            edition=OuterRef("edition"), wording__paragraph__anchor=OuterRef("anchor"), page__path__in=paths
        )
        errata = errata.filter(Q(has_page, anchor="") | Exists(stands_there))
        withdrawals = withdrawals.filter(has_page)
    told = [
        _of_edition(one.edition, _("Erratum to edition %(number)s"), f"erratum/{one.pk}", one.at, one.text)
        for one in errata.select_related("edition").order_by("-pk")[:MOST_ENTRIES]
    ]
    for one in withdrawals.select_related("edition").order_by("-pk")[:MOST_ENTRIES]:
        key = f"withdrawal/{one.pk}"
        told.append(_of_edition(one.edition, _("Edition %(number)s is withdrawn"), key, one.at, one.why))
        if one.lifted_on:
            # Only the day is kept. It comes after its withdrawal, by its key where that is of the same day.
            at = max(one.at, make_aware(datetime.combine(one.lifted_on, time())))
            holds = _("Edition %(number)s holds again")
            told.append(_of_edition(one.edition, holds, f"{key}/lifted", at, one.lifted_why))
    return told


def _of_edition(edition: Edition, title: str, key: str, at: datetime, words: str) -> FeedEntry:
    return FeedEntry(
        key=key,
        at=at,
        title=title % {"number": edition.number},
        path=reverse("outlets:edition", args=[edition.number]),
        words=format_html("<p>{}</p>", words),
    )


def _answers(scope: FollowScope, pages: Iterable[int], book: BookNow) -> list[FeedEntry]:
    # Asked of each in turn, newest first: as a join, SQLite would gather all answers there are, and sort them.
    public = Input.objects.readable().filter(pk=OuterRef("given")).order_by()
    decisions = Decision.objects.filter(Exists(public))
    if scope.kind != ScopeKind.BOOK:
        decisions = decisions.filter(Q(given__page__in=pages) | Q(given__paragraph__page__in=pages))
    newest = decisions.select_related("given__paragraph").order_by("-at", "-pk")[:MOST_ENTRIES]
    return [_answer(decision, book) for decision in newest]


def _answer(decision: Decision, book: BookNow) -> FeedEntry:
    said = answered(decision, book)
    words = [f"{said.outcome.label}.", decision.reply, decision.reason]
    return FeedEntry(
        key=f"answer/{said.number}/{decision.pk}",
        at=decision.at,
        title=_("Answered: %(kind)s to %(what)s")
        % {"kind": said.kind.label, "what": said.page.title if said.page else _("The whole text")},
        path=reverse("reading:input", args=[said.number]),
        words=format_html_join("", "<p>{}</p>", ((one,) for one in words if one)),
    )
