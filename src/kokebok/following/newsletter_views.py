"""The newsletter at the desk: write it, see it as followers do, try it, send it, and read what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.following.actions import newsletter as acts
from kokebok.following.newsletter_forms import NewsletterForm, SendNewsletterForm
from kokebok.following.newsletter_letters import TOKEN_OF_A_TEST, language_for, press_of
from kokebok.following.newsletter_queries import (
    find_newsletter,
    find_post,
    posts_to_begin_from,
    readers_by_language,
    tallies_of_newsletters,
    tally_of,
    texts_from,
    texts_of,
)
from kokebok.following.newsletter_queries import (
    newsletters as all_newsletters,
)
from kokebok.following.newsletter_rules import NewsletterChangedMeanwhile
from kokebok.inputs.token_forms import TokenForm, replaced
from kokebok.letters.rules import reach_nobody
from kokebok.lib.bounded import number_in
from kokebok.outlets.letter_forms import said_in
from kokebok.outlets.sent_showing import SentOut, sent_plot
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.web.language_names import interface_name
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from collections import Counter

    from django.http import HttpRequest, HttpResponse

    from kokebok.following.models import Newsletter
    from kokebok.following.newsletter_letters import NewsletterPress
    from kokebok.following.newsletter_queries import NewsletterTally
    from kokebok.outlets.letter import DispatchLetter
    from kokebok.outlets.letter_words import LetterText

GET_OR_POST = ["GET", "HEAD", "POST"]
NEWSLETTERS_ON_A_PAGE = 30


@dataclass(frozen=True)
class NewsletterSeen:
    """A newsletter in one of its languages: how many get it so now, and of them who have chosen another language.

    `instead_of` is the name of each such language, and how many.
    """

    letter: DispatchLetter
    total: int
    instead_of: list[tuple[str, int]]


@desk_page("dispatch.send")
@require_safe
def newsletters(request: HttpRequest) -> HttpResponse:
    """All newsletters, the newest first, and how many follow them."""
    found = page_of(request, all_newsletters(), NEWSLETTERS_ON_A_PAGE)
    gone_out = [one for one in found if one.leaves_at and one.leaves_at <= now()]
    sent = [_sent_out(one, counted) for one, counted in tallies_of_newsletters(gone_out) if counted.has_left]
    context = {
        "page_obj": found,
        "plot": sent_plot(sent) if sent else None,
        "readers": readers_by_language().total(),
        "now": now(),
    }
    return show(request, "following/desk/newsletters.html", context)


def _sent_out(one: Newsletter, counted: NewsletterTally) -> SentOut:
    return SentOut(
        title=one.texts.all()[0].subject,
        address=reverse("following_desk:newsletter", args=[one.pk]),
        at=one.leaves_at or one.made_at,
        sent=counted.arrived,
        came_back=counted.returned,
        stopped=one.opted_out,
    )


@desk_page("dispatch.send")
@require_http_methods(GET_OR_POST)
def new_newsletter(request: HttpRequest) -> HttpResponse:
    """Write a newsletter; it may begin from a post. Nothing is sent by it."""
    if request.method != "POST":
        source = find_post(number_in(request.GET.get("innlegg", "")))
        begun = {"post": source.pk, **said_in(texts_from(source))} if source else {}
        return _form_shown(request, NewsletterForm(initial=begun), None, source=source)
    form = NewsletterForm(request.POST)
    source = find_post(number_in(request.POST.get("post", "")))
    if form.is_valid():
        words = [one for text in form.texts.values() for one in (text.subject, text.letter)]
        with refusal_in(form, None):
            made = acts.make(
                texts=form.texts, source=source, by=person_of(request), ticket=form.token.ticket_for(*words)
            )
            return redirect("following_desk:newsletter", made.pk)
    return _form_shown(request, form, None, source=source, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@desk_page("dispatch.send")
@require_http_methods(GET_OR_POST)
def write_newsletter(request: HttpRequest, number: int) -> HttpResponse:
    """Write a newsletter anew that is not sent."""
    found = find_newsletter(number)
    if found.sent_at:
        messages.warning(request, _("The newsletter is sent, and its words are as they were."))
        return redirect("following_desk:newsletter", number)
    if request.method != "POST":
        begun = {"seen": found.version, **said_in(texts_of(found))}
        return _form_shown(request, NewsletterForm(initial=begun), found)
    form = NewsletterForm(request.POST)
    if not form.is_valid():
        return _form_shown(request, form, found, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        acts.write_anew(found, texts=form.texts, seen=form.cleaned_data["seen"] or 0, by=person_of(request))
    except NewsletterChangedMeanwhile as refusal:
        return _too_late(request, form, found, refusal)
    messages.success(request, _("The newsletter is kept."))
    return redirect("following_desk:newsletter", number)


def _too_late(
    request: HttpRequest, form: NewsletterForm, found: Newsletter, refusal: NewsletterChangedMeanwhile
) -> HttpResponse:
    """Both texts on the page, and the next try counts as having seen the other's."""
    found.refresh_from_db()
    form.add_error(None, str(refusal))
    form.data = replaced(form.data, "seen", str(found.version))
    saved = list(texts_of(found).values())
    return _form_shown(request, form, found, saved=saved, status=HTTPStatus.CONFLICT)


def _form_shown(
    request: HttpRequest,
    form: NewsletterForm,
    found: Newsletter | None,
    *,
    source: Any = None,
    saved: list[LetterText] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    posts = [] if found else posts_to_begin_from()
    context = {"form": form, "found": found, "source": source, "posts": posts, "saved": saved or []}
    return show(request, "following/desk/write_newsletter.html", context, status)


@desk_page("dispatch.send")
@require_http_methods(GET_OR_POST)
def newsletter(request: HttpRequest, number: int) -> HttpResponse:
    """A newsletter as its readers get it, and what became of it; posted, it is sent."""
    found = find_newsletter(number)
    posted = request.POST if request.method == "POST" else None
    form = SendNewsletterForm(posted, initial={"seen": found.version})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        with refusal_told(request):
            total = acts.send(found, at=said["at"], seen=said["seen"] or 0, by=person_of(request))
            messages.success(request, _told_of_sending(found, total))
        return redirect("following_desk:newsletter", number)
    return _newsletter_shown(request, found, form)


def _newsletter_shown(request: HttpRequest, found: Newsletter, form: SendNewsletterForm) -> HttpResponse:
    texts = texts_of(found)
    wanted = readers_by_language()
    press = press_of(found, texts)
    readings = [_seen_in(press, language, wanted) for language in texts]
    context = {
        "newsletter": found,
        "heading": texts[language_for("nb", texts)].subject,
        "seen_as": readings,
        "readers": wanted.total(),
        "tally": tally_of(found) if found.sent_at else None,
        "now": now(),
        "form": form,
        "token_form": TokenForm(),
        "test_to": person_of(request).email,
        "reach_nobody": reach_nobody(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(request, "following/desk/newsletter.html", context, status)


def _seen_in(press: NewsletterPress, language: str, wanted: Counter[str]) -> NewsletterSeen:
    so = {one: number for one, number in wanted.items() if language_for(one, press.texts) == language}
    others = [(interface_name(one), number) for one, number in so.items() if one != language]
    return NewsletterSeen(press.read_by(language, TOKEN_OF_A_TEST), sum(so.values()), others)


def _told_of_sending(found: Newsletter, total: int) -> str:
    if found.leaves_at and found.leaves_at > now():
        when = date_format(localtime(found.leaves_at), "DATETIME_FORMAT")
        said = ngettext(
            "It leaves to %(total)s reader on %(when)s.", "It leaves to %(total)s readers on %(when)s.", total
        )
        return said % {"total": total, "when": when}
    return ngettext(
        "It is on its way to %(total)s reader.", "It is on its way to %(total)s readers.", total
    ) % {"total": total}


@desk_page("dispatch.send")
@require_POST
def try_newsletter(request: HttpRequest, number: int) -> HttpResponse:
    """Send it to oneself, marked as a test; pressed twice, it comes once."""
    found, person, form = find_newsletter(number), person_of(request), TokenForm(request.POST)
    if form.is_valid() and form.has_valid_token():
        ticket = form.token.ticket_for(str(found.pk), str(found.version), person.email)
        acts.send_test(found, to=person, ticket=ticket)
        messages.success(request, _("A test is on its way to %(to)s.") % {"to": person.email})
    else:
        messages.warning(request, _("The page had been open too long. Press once more."))
    return redirect("following_desk:newsletter", number)


@desk_page("dispatch.send")
@require_POST
def copy_newsletter(request: HttpRequest, number: int) -> HttpResponse:
    """A new draft with the words of one that is sent or taken back; pressed twice, it makes one."""
    found, form = find_newsletter(number), TokenForm(request.POST)
    if not form.is_valid() or not form.has_valid_token():
        messages.warning(request, _("The page had been open too long. Press once more."))
        return redirect("following_desk:newsletter", number)
    made = acts.make(
        texts=texts_of(found),
        source=found.post,
        by=person_of(request),
        ticket=form.token.ticket_for("copy", str(found.pk)),
    )
    return redirect("following_desk:newsletter", made.pk)


@desk_page("dispatch.send")
@require_POST
def take_back_newsletter(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what has not left."""
    with refusal_told(request, messages.WARNING):
        kept = acts.take_back(find_newsletter(number), by=person_of(request))
        said = ngettext("%(kept)s letter does not leave.", "%(kept)s letters do not leave.", kept)
        messages.success(request, said % {"kept": kept})
    return redirect("following_desk:newsletter", number)
