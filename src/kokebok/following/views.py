"""Following: ask, confirm, change, stop."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.following.actions import change as acts
from kokebok.following.actions.follow import confirm as confirm_follow
from kokebok.following.actions.follow import follow
from kokebok.following.forms import ConfirmForm, FollowForm, LetterSettingsForm
from kokebok.following.models import Follow, Follower
from kokebok.following.newsletter_letters import TOKEN_OF_A_TEST
from kokebok.following.queries import BookNow, book_now, find_asked, find_follower, followed
from kokebok.following.scopes import NEWSLETTER, WHOLE_BOOK, FollowScope, page_scope, theme_scope
from kokebok.inputs.doors import done_or_shown, door, posted
from kokebok.inputs.sender import network_of
from kokebok.lib.bounded import number_in
from kokebok.web.language import in_language

GET_OR_POST = ["GET", "HEAD", "POST"]


@door
@require_http_methods(GET_OR_POST)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose what to follow. The answer is the same whether the address follows it already or not."""
    book = book_now()
    wanted = asked_for(request, book)
    form = FollowForm(posted(request), book=book, asked_for=wanted)
    context = {
        "form": form,
        "is_newsletter": wanted == NEWSLETTER,
        "themes": book.themes,
        "page": book.pages.get((wanted and wanted.page_id) or 0),
    }

    def act() -> HttpResponse:
        follow(form.wish(), network=network_of(request))
        return redirect("following:asked")

    return done_or_shown(request, "following/choose.html", context, act)


def asked_for(request: HttpRequest, book: BookNow) -> FollowScope | None:
    """What the reader came from: ?side=<number>, ?tema=<word> or ?nyhetsbrev; None for anything we do not have."""
    if "nyhetsbrev" in request.GET:
        return NEWSLETTER if is_on(Feature.NEWSLETTER) else None
    number, theme = number_in(request.GET.get("side", "")), request.GET.get("tema", "")
    if number in book.pages:
        page = book.pages[number]
        return WHOLE_BOOK if page.is_start else page_scope(page.number)
    return theme_scope(theme) if theme in book.themes else None


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """That a letter is on its way."""
    return render(request, "following/asked.html")


@door
@require_http_methods(GET_OR_POST)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm. Only the button does it: programs that look through letters open the link too."""
    found = find_asked(token, timezone.now())
    if found is None:
        return render(request, "following/too_old.html", status=HTTPStatus.NOT_FOUND)
    with in_language(request, found.follower.language):
        return _confirmed_or_shown(request, found)


def _confirmed_or_shown(request: HttpRequest, found: Follow) -> HttpResponse:
    form = ConfirmForm(posted(request), scope=found.scope, initial={"how_often": found.follower.how_often})
    if not form.is_valid():
        context = {
            "asked": found,
            "what": book_now().name_of(found.scope),
            "is_newsletter": found.scope == NEWSLETTER,
            "form": form,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "following/confirm.html", context, status=status)
    if confirm_follow(found, how_often=form.chosen()):
        messages.success(request, _done(found.scope))
    return redirect("following:manage", token=found.follower.token)


def _done(scope: FollowScope) -> str:
    if scope == NEWSLETTER:
        return _("Done. You will get the newsletter when it is sent.")
    return _("Done. You will get an e-mail when something is new.")


@door
@require_http_methods(GET_OR_POST)
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """What one follows, and how the letters come."""
    follower = find_follower(token)
    if follower is None:
        return render(request, "following/stopped.html", status=HTTPStatus.NOT_FOUND)
    with in_language(request, follower.language):
        return _managed(request, follower)


def _managed(request: HttpRequest, follower: Follower) -> HttpResponse:
    if (stopped := number_in(request.POST.get("stop", ""))) is not None:
        return _stop_one(request, follower, stopped)
    form = LetterSettingsForm(
        posted(request), initial={"how_often": follower.how_often, "language": follower.language}
    )
    if form.is_valid():
        acts.change(follower, how_often=form.chosen(), language=form.language_chosen())
        messages.success(request, _("Your choice is kept."))
        return redirect("following:manage", token=follower.token)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"follower": follower, "form": form, "follows": followed(follower, book_now())}
    return render(request, "following/manage.html", context, status=status)


def _stop_one(request: HttpRequest, follower: Follower, follow_id: int) -> HttpResponse:
    """Back to what is left; or, when that was the last thing, a page that says so."""
    acts.stop_one(follower, follow_id)
    if find_follower(follower.token) is None:
        return render(request, "following/stopped.html")
    messages.success(request, _("You no longer follow it."))
    return redirect("following:manage", token=follower.token)


@never_cache
@csrf_exempt  # as below, and it can only stop the newsletter
@require_http_methods(GET_OR_POST)
def leave_newsletter(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Stop the newsletter, and nothing else, from a letter of it. Opening the page does nothing; the button does it."""
    if token == TOKEN_OF_A_TEST:
        return render(request, "letters/link_of_a_test.html")
    with in_language(request, _language_of(token, request.GET.get("sprak", ""))):
        if request.method == "POST":
            acts.leave_newsletter(token, number)
        return _newsletter_left_or_asked(request, find_follower(token))


def _language_of(token: str, of_the_letter: str = "") -> str:
    """The language of whose letters have this token; where nobody has it, that of the letter, or of the page."""
    follower = find_follower(token)
    if follower:
        return follower.language
    known = of_the_letter in dict(settings.LANGUAGES)
    return of_the_letter if known else get_language() or settings.LANGUAGE_CODE


def _newsletter_left_or_asked(request: HttpRequest, follower: Follower | None) -> HttpResponse:
    left = followed(follower, book_now()) if follower else []
    is_in = any(one.scope == NEWSLETTER for one in left)
    context = {"follower": follower, "is_in": is_in, "left": left}
    return render(request, "following/leave_newsletter.html", context)


@never_cache
@csrf_exempt  # mail programs press this button too (RFC 8058), and they have no token of ours; it can only stop letters
@require_http_methods(GET_OR_POST)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all letters. Opening the page does nothing; the button, here or in the mail program, does it at once."""
    follower = find_follower(token)
    with in_language(request, _language_of(token, request.GET.get("sprak", ""))):
        if request.method == "POST":
            acts.stop(token)
            return render(request, "following/stopped.html")
        if follower is None:
            return render(request, "following/stopped.html")
        return render(request, "following/stop.html", {"follower": follower})
