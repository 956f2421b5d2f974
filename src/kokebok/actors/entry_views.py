"""A body says that an entry is its own, and keeps it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokebok.actors import visits
from kokebok.actors.actions import claim as acts
from kokebok.actors.actions.propose import confirm_entry as say_still_right
from kokebok.actors.actions.propose import propose
from kokebok.actors.entry_forms import ClaimForm, ColleagueForm, JoinForm, LinkForm, entry_form
from kokebok.actors.entry_letters import name_of_body
from kokebok.actors.entry_queries import (
    entry_kept_by,
    facts_of,
    find_admitted,
    find_keeper,
    find_link,
    find_open_entry,
)
from kokebok.actors.models import Keeper
from kokebok.inputs.doors import done_or_shown, door, posted
from kokebok.inputs.sender import network_of
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.web.guarded import guarded

GET_OR_POST = ["GET", "HEAD", "POST"]


@door
@require_http_methods(GET_OR_POST)
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that one works for the body of an entry, and wants to keep it."""
    body = find_open_entry(slug)
    form = ClaimForm(posted(request))
    context = {"form": form, "body": body}

    def act() -> HttpResponse:
        acts.claim(form.claimant(), body=body, network=network_of(request))
        return redirect("actors:asked_to_keep")

    return done_or_shown(request, "actors/claim.html", context, act, refused_at="email")


@door
@require_http_methods(GET_OR_POST)
def join(request: HttpRequest) -> HttpResponse:
    """Ask for an entry for a body that has none."""
    form = JoinForm(posted(request))

    def act() -> HttpResponse:
        acts.join(form.claimant(), new_body=form.new_body(), network=network_of(request))
        return redirect("actors:asked_to_keep")

    return done_or_shown(request, "actors/join.html", {"form": form}, act, refused_at="email")


@door
@require_http_methods(GET_OR_POST)
def ask_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a letter with a link that lets one in. The answer is the same whoever asks."""
    body = find_open_entry(slug)
    form = LinkForm(posted(request))

    def act() -> HttpResponse:
        acts.send_link(body, email=form.cleaned_data["email"], network=network_of(request))
        return redirect("actors:link_sent")

    return done_or_shown(
        request, "actors/ask_link.html", {"form": form, "body": body}, act, refused_at="email"
    )


@require_safe
def asked_to_keep(request: HttpRequest) -> HttpResponse:
    """That a letter is on its way."""
    return render(request, "actors/asked_to_keep.html")


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """That a letter with a link is on its way, if the address is of one who keeps the entry."""
    return render(request, "actors/link_sent.html")


@door
@require_http_methods(GET_OR_POST)
def confirm_keeper(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address. Only the button does it: programs that look through letters open the link too."""
    keeper = find_keeper(token)
    if keeper is None:
        return render(request, "actors/gone.html", status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        acts.confirm(keeper)
        return guarded(redirect("actors:confirm_keeper", token=token))
    context = {"keeper": keeper, "body": name_of_body(keeper)}
    return guarded(render(request, "actors/confirm_keeper.html", context))


@door
@require_http_methods(GET_OR_POST)
def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a link. Only the button uses it up."""
    keeper = find_link(token)
    if keeper is None:
        return guarded(render(request, "actors/link_over.html", status=HTTPStatus.NOT_FOUND))
    if request.method != "POST":
        return guarded(render(request, "actors/come_in.html", {"body": name_of_body(keeper)}))
    came = acts.come_in(token)
    if came is None:
        return guarded(render(request, "actors/link_over.html", status=HTTPStatus.NOT_FOUND))
    keeper, visit = came
    assert keeper.body is not None
    response = redirect("actors:keep", slug=keeper.body.slug)
    visits.let_in(response, visit)
    return guarded(response)


@door
@require_http_methods(GET_OR_POST)
def confirm_entry(request: HttpRequest, token: str) -> HttpResponse:
    """Say by the link of a letter that all the entry says is still right. Only the button says it."""
    keeper = find_admitted(token)
    if keeper is None:
        return guarded(render(request, "actors/gone.html", status=HTTPStatus.NOT_FOUND))
    body = keeper.body
    assert body is not None
    if request.method == "POST":
        say_still_right(keeper)
        messages.success(request, _("Thank you. The page says that you have confirmed it today."))
        return guarded(redirect("reading:actor", slug=body.slug))
    return guarded(render(request, "actors/confirm_entry.html", {"body": body, "facts": facts_of(body)}))


@door
@require_http_methods(GET_OR_POST)
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """What the entry says, to be changed; what waits; and who else keeps it."""
    keeper = visits.keeper_in(request, slug)
    if keeper is None:
        return redirect("actors:ask_link", slug=slug)
    body, kept = keeper.body, entry_kept_by(keeper)
    assert body is not None
    form = entry_form(posted(request), body, kept.waiting.after if kept.waiting else {})
    if form.is_bound and form.is_valid():
        if propose(keeper, said=form.said()):
            messages.success(request, _("An editor looks at it. You get an e-mail when it stands there."))
        else:
            messages.info(request, _("The entry says so already."))
        return redirect("actors:keep", slug=slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "body": body, "keeper": keeper, "kept": kept, "inviting": ColleagueForm()}
    return guarded(render(request, "actors/keep.html", context, status=status))


def _here(request: HttpRequest, slug: str) -> Keeper:
    keeper = visits.keeper_in(request, slug)
    if keeper is None:
        raise Http404
    return keeper


@door
@require_POST
def still_right(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that all the entry says is still right."""
    say_still_right(_here(request, slug))
    messages.success(request, _("Thank you. The page says that you have confirmed it today."))
    return redirect("actors:keep", slug=slug)


@door
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a colleague keep the entry too."""
    keeper = _here(request, slug)
    form = ColleagueForm(request.POST)
    if form.is_valid():
        with refusal_in(form, "email"):
            acts.invite(form.claimant(), by=keeper)
            messages.success(
                request, _("They get an e-mail, and keep the entry when they have confirmed it.")
            )
            return redirect("actors:keep", slug=slug)
    body, kept = keeper.body, entry_kept_by(keeper)
    assert body is not None
    context = {
        "form": entry_form(None, body, kept.waiting.after if kept.waiting else {}),
        "body": body,
        "keeper": keeper,
        "kept": kept,
        "inviting": form,
    }
    return guarded(render(request, "actors/keep.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY))


@door
@require_POST
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Somebody no longer keeps the entry: oneself, or a colleague."""
    keeper = _here(request, slug)
    who = get_object_or_404(Keeper.objects.known_to_colleagues().filter(body=keeper.body), pk=number)
    with refusal_told(request):
        acts.end(who, by=keeper)
        messages.success(request, _("It is changed."))
    return redirect("actors:keep", slug=slug)


@door
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Go out again."""
    acts.leave(_here(request, slug))
    response = redirect("reading:actor", slug=slug)
    visits.let_out(response)
    return response
