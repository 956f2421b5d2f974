"""The feeds: the same as the letters tell, for feed readers, with no address to give."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kokebok.following.blog_feed import blog_feed
from kokebok.following.feed import ATOM, feed_of
from kokebok.following.queries import BookNow, book_now, find_scope_of_theme
from kokebok.following.scopes import WHOLE_BOOK, FollowScope, page_scope
from kokebok.web.shared import shared


@require_safe
@shared
def of_book(request: HttpRequest) -> HttpResponse:
    """The whole text."""
    return _answer(request, WHOLE_BOOK, book_now())


@require_safe
@shared
def of_blog(request: HttpRequest) -> HttpResponse:
    """The blog."""
    return HttpResponse(blog_feed(address=request.path), content_type=ATOM)


@require_safe
@shared
def of_page(request: HttpRequest, number: int) -> HttpResponse:
    """A page; Http404 when it is not published."""
    book = book_now()
    if number not in book.pages:
        raise Http404
    return _answer(request, page_scope(number), book)


@require_safe
@shared
def of_theme(request: HttpRequest, theme: str) -> HttpResponse:
    """A theme; Http404 when no page has it."""
    book = book_now()
    return _answer(request, find_scope_of_theme(theme, book), book)


def _answer(request: HttpRequest, scope: FollowScope, book: BookNow) -> HttpResponse:
    return HttpResponse(feed_of(scope, book, address=request.path), content_type=ATOM)
