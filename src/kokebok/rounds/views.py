"""A phone's pages: join, answer, see what became of it. They all work with scripts off."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kokebok.inputs.sender import address_of, known_key, network_in_memory, remember, sender_of
from kokebok.rounds.actions.receive import Message, MessageReply, receive
from kokebok.rounds.chosen import chosen_by
from kokebok.rounds.forms import STANCES, RoundCodeForm, TextForm, votes_in
from kokebok.rounds.languages import language_of
from kokebok.rounds.live.everywhere import seconds_to_wait
from kokebok.rounds.live.limits import of_this_process
from kokebok.rounds.models import WRITTEN
from kokebok.rounds.queries import find_participant, find_prompt, find_round_by_code, is_received, sent_by
from kokebok.rounds.showing import state_of
from kokebok.web.language import in_language
from kokebok.web.request_head import comes_from_our_pages

if TYPE_CHECKING:
    from kokebok.rounds.models import Prompt, Round

SAME_WORDS = uuid.UUID("6f0b7d5e-93a5-4b3f-8a0f-6d2a2a8c3f10")  # any of our own


@never_cache
@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code; a right one leads into the round."""
    form = RoundCodeForm(request.GET) if "code" in request.GET else RoundCodeForm()
    if form.is_bound and form.is_valid():
        try:
            return redirect("rounds:joined", code=find_round_by_code(form.cleaned_data["code"]).code)
        except Http404:
            form.add_error("code", form.no_such)
    return render(request, "rounds/enter.html", {"form": form}, status=404 if form.errors else 200)


@require_safe
def joined(request: HttpRequest, code: str) -> HttpResponse:
    """The round as it is now. The same for everybody, so that it can be kept (see live.cached_pages)."""
    round_ = find_round_by_code(code)
    with in_language(request, language_of(round_)):
        form = TextForm(prompt=round_.prompt) if round_.prompt and round_.prompt.kind in WRITTEN else None
        return _page(request, round_, form)


@never_cache
@csrf_exempt  # nobody is signed in here, and the page is the same for all; a post from elsewhere is turned away
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Take an answer from a phone without scripts, and say what became of it. The same words twice are one input."""
    round_ = find_round_by_code(code)
    if not _is_from_our_pages(request):
        raise Http404
    with in_language(request, language_of(round_)):
        return _taken(request, round_)


def _taken(request: HttpRequest, round_: Round) -> HttpResponse:
    prompt = find_prompt(round_, request.POST.get("prompt", ""))
    form = TextForm(request.POST, prompt=prompt) if prompt.kind in WRITTEN else None
    if form is not None and not form.is_valid():
        return _page(request, round_, form, prompt=prompt, status=422)
    sender = sender_of(request)
    message = _message(request, round_, prompt, form, sender.name)
    if form is not None and (private := form.private()) and not is_received(message.ticket):
        return _page(request, round_, form, prompt=prompt, private=private)
    told = _receive_in_turn(request, round_, message)
    done = told.status in {"received", "already"}
    context = {"round": round_, "told": told, "text": message.text}
    response = render(request, "rounds/sent.html", context, status=200 if done else 409)
    remember(response, sender)
    return response


@require_safe
def offline_script(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the round's page on a phone; it must be under /r/ to be let near what is there."""
    found = finders.find("rounds/offline.js")
    body = Path(str(found)).read_text(encoding="utf-8")
    return HttpResponse(body, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@never_cache
@require_safe
def mine(request: HttpRequest, link: str) -> HttpResponse:
    """What a participant has sent and chosen, from their own link."""
    participant = find_participant(link)
    context = {"round": participant.round, "participant": participant, "rows": sent_by(participant)}
    with in_language(request, language_of(participant.round)):
        context["chosen"] = chosen_by(participant)
        return render(request, "rounds/mine.html", context)


def _receive_in_turn(request: HttpRequest, round_: Round, message: Message) -> MessageReply:
    """What a phone without scripts is told; that it must wait, if it is in too much haste."""
    between = float(round_.seconds_between) if message.text else 0.0
    is_new, network = not known_key(request), network_in_memory(address_of(request))
    here = of_this_process.seconds_to_wait(message.sender, between, network, is_new=is_new)
    if here or seconds_to_wait(address_of(request), message.sender, between, is_new=is_new):
        return MessageReply(
            message.ticket, "later", _("You are sending faster than the host allows. Wait a moment.")
        )
    return receive([message])[0]


def _message(
    request: HttpRequest, round_: Round, prompt: Prompt, form: TextForm | None, sender: str
) -> Message:
    said = form.cleaned_data if form else {}
    text = said.get("text", "")
    practical = {name: said[name] for name in ("as_is", "used_by") if said.get(name)}
    words = "".join((text, *practical.values()))
    same = f"{sender}:{prompt.pk}:{words}" if text else str(uuid.uuid4())
    return Message(
        round_id=round_.pk,
        sender=sender,
        ticket=uuid.uuid5(SAME_WORDS, same),
        prompt_id=prompt.pk,
        text=text,
        votes=() if form else votes_in(request.POST, prompt),
        name=said.get("name", ""),
        on_behalf_of=said.get("on_behalf_of", ""),
        may_be_named=said.get("may_be_named", False),
        table=said.get("table", ""),
        **practical,
    )


def _is_from_our_pages(request: HttpRequest) -> bool:
    """Whether a form comes from a page of ours. A browser says so by one header or the other."""
    return comes_from_our_pages(
        site=request.headers.get("Sec-Fetch-Site", ""),
        origin=request.headers.get("Origin", ""),
        own={settings.BASE_URL, *(f"{scheme}://{request.get_host()}" for scheme in ("http", "https"))},
    )


def _page(
    request: HttpRequest,
    round_: Round,
    form: TextForm | None,
    *,
    prompt: Prompt | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    prompt = prompt or round_.prompt
    written_in = (
        getattr(prompt.paragraph.page.specific, "language", "") if prompt and prompt.paragraph else ""
    )
    context = {
        "round": round_,
        "now": state_of(round_),
        "prompt": prompt,
        "form": form,
        "stances": STANCES,
        "steps": range(1, prompt.scale_steps + 1) if prompt else (),
        "paragraph_language": written_in,
        **more,
    }
    return render(request, "rounds/joined.html", context, status=status)
