"""Pictures as browsers fetch them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kokebok.book.queries import find_page_by_number
from kokebok.editions.queries import find_edition_by_key
from kokebok.lib.bounded import number_in
from kokebok.lib.colours import colour_in, fits
from kokebok.outlets.found import OF_EDITION, shown_of, shown_on
from kokebok.outlets.pictures import find_in_library, find_logo_shown, find_picture
from kokebok.outlets.share_picture import mark_of, share_picture
from kokebok.web.handing_out import hand_out
from kokebok.web.look import sheet_of

if TYPE_CHECKING:
    from kokebok.outlets.pictures import PictureFile

A_YEAR = 365 * 24 * 3600


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture in the text. Another picture has another name, so what is for everyone may be kept for long."""
    return _shown(find_picture(request.user, name))


@require_safe
def logo(request: HttpRequest, name: str) -> HttpResponseBase:
    """The logo of the body. Another logo has another name."""
    return _shown(find_logo_shown(request.user, name))


@require_safe
def colours(request: HttpRequest, name: str) -> HttpResponse:
    """The stylesheet of a colour. It is made of its name alone, so it may be kept for long."""
    colour = colour_in(name.partition("-")[0])
    if colour is None or not fits(colour):
        raise Http404
    response = HttpResponse(sheet_of(colour).css, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"max-age={A_YEAR}, immutable"  # not "public", as below
    return response


@require_safe
def share(_request: HttpRequest, name: str) -> HttpResponse:
    """The picture that is shown where a page is shared. One by an older name is led on to the one of now."""
    of = OF_EDITION if name.startswith(OF_EDITION) else ""
    number, _, mark = name.removeprefix(of).partition("-")
    which = number_in(number)
    if which is None:
        raise Http404
    shown = shown_of(find_edition_by_key(which)) if of else shown_on(find_page_by_number(which))
    if mark != mark_of(*shown):
        return redirect("pictures:share", f"{of}{which}-{mark_of(*shown)}")
    response = HttpResponse(share_picture(*shown), content_type="image/png")
    response.headers["Cache-Control"] = f"max-age={A_YEAR}, immutable"  # not "public", as below
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # it is made to be shown by others
    return response


@require_safe
def in_library(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture in the page editor."""
    return _shown(find_in_library(request.user, path))


def _shown(found: PictureFile) -> HttpResponseBase:
    """The file as a picture and as nothing else: its sort is never guessed, and nothing in it is run."""
    headers = {
        # Not "public": that would have the page cache keep the pictures in memory.
        "Cache-Control": f"max-age={A_YEAR}, immutable" if found.is_for_all else "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Vary": "Cookie",
    }
    try:
        return hand_out(found.file, found.media_type, headers)
    except OSError as error:
        raise Http404 from error
