"""The opened input: its page, the same page for whoever came second, and where one goes after an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kokebok.book.models import Wording
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.keep_unused import keep_unused
from kokebok.desk.answering.at_hand import answering_for
from kokebok.desk.answering.forms import AnswerForm, RefusalForm, thanks_for_wording
from kokebok.desk.entrance import person_of, show
from kokebok.desk.inbox.filters import InboxFilter, wanted_in
from kokebok.desk.inbox.keys import keys_of
from kokebok.desk.inbox.presence import EditorPresent, others_at
from kokebok.desk.inbox.queries import (
    find_input_for,
    last_act,
    neighbours,
    next_after,
    suggested,
    suggestions_waiting_with,
)
from kokebok.desk.opened.feedback import late
from kokebok.desk.opened.panels import look, panels_for
from kokebok.desk.rules import may
from kokebok.desk.showing import Parts, earlier_wording, parts, place_of, shown
from kokebok.inputs.actions.moderate import require_read
from kokebok.inputs.forms import moment_in, seen_of
from kokebok.inputs.models import UNSETTLED, Input, State
from kokebok.inputs.rules import MOVES, TooLate
from kokebok.inputs.seen import seen_by

if TYPE_CHECKING:
    from kokebok.people.models import Person

CANNOT_BE_REWRITTEN = ("table",)


def require_words_seen(request: HttpRequest, given: Input) -> None:
    """Raise TooLate if the sender has changed the words since the page of this form was made."""
    if "words" in request.POST and given.state in UNSETTLED:
        require_read(given, by=person_of(request), as_of=moment_in(request.POST["words"]))


def wording_to_change(given: Input) -> Wording | None:
    """The wording that stands, where the paragraph is in the text and can be changed as plain words."""
    paragraph = given.paragraph
    if paragraph is None or paragraph.gone_at is not None or paragraph.kind in CANNOT_BE_REWRITTEN:
        return None
    return wording_now(paragraph)


def typed_in(form: AnswerForm) -> list[Any]:
    """The fields an editor has written something in."""
    return [
        form[name] for name in ("new_text", "reply", "reason") if name in form.fields and form[name].value()
    ]


def show_late(
    request: HttpRequest,
    number: int,
    refusal: TooLate,
    *,
    typed: list[Any] | None = None,
    answer_form: AnswerForm | None = None,
) -> HttpResponse:
    """Tell who was first and what they decided, or what has changed; what was typed stays on the page."""
    given = find_input_for(person_of(request), number)
    now = wording_to_change(given)
    if answer_form is not None and given.state in UNSETTLED:
        again = answer_form.on(now) if now and "seen" in answer_form.fields else None
        return show_opened(
            request, given, answer_form=again, late=late(given, refusal, None), typed=typed, status=409
        )
    keep_unused(given, {field.name: field.value() for field in typed or []}, by=person_of(request))
    told = late(given, refusal, last_act(given))
    return show_opened(request, given, late=told, typed=typed, status=409)


def show_opened(
    request: HttpRequest,
    given: Input,
    *,
    answer_form: AnswerForm | None = None,
    refusal_form: RefusalForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The input with its place, its panels and what one may do with it. `more` stands in the page's values as it is."""
    person, wanted = person_of(request), wanted_in(request.GET)
    look(person, given)
    unsettled = given.state in UNSETTLED
    now, near = wording_to_change(given), neighbours(person, wanted, given)
    can_answer = unsettled and may(person, "desk.answer")
    moves = MOVES[State(given.state)] if may(person, "desk.approve") else frozenset()
    earlier = earlier_wording(given)
    against_now = _difference_now(given, now) if earlier and can_answer else []
    answering = answering_for(person, given) if may(person, "desk.answer") else None
    begun = answering.fields if answering else None
    context = {
        "given": given,
        "card": shown(given, person, with_suggestion=False),
        "place": place_of(given),
        "earlier": earlier,
        "difference": against_now or suggested(given),
        "is_against_now": bool(against_now),
        "earlier_difference": suggested(given) if against_now else [],
        "panels": panels_for(person, given),
        "others_here": _others_here(person, given),
        "neighbours": near,
        "rail": [(one, seen_by(person, one).name) for one in near.around],
        "wanted": wanted,
        "query": wanted.as_query,
        "answer_form": (answer_form or AnswerForm(given=given, now=now, begun=begun)) if can_answer else None,
        "answering": answering,
        "to_join": suggestions_waiting_with(given) if now else 0,
        "thanks": thanks_for_wording(given) if given.suggestion and now else "",
        "now": now,
        "words_seen": seen_of(given),
        "refusal_form": (refusal_form or RefusalForm()) if State.REFUSED in moves else None,
        "can_approve": State.OPEN in moves and given.state in (State.WAITING, State.REFUSED),
        "is_public": given.is_readable,
        "keys": keys_of(person),
        **more,
    }
    return show(request, "desk/opened.html", context, status)


def _others_here(person: Person, given: Input) -> list[EditorPresent]:
    return others_at([given.pk], than=person).get(given.pk, []) if given.may_have("others_here") else []


def _difference_now(given: Input, now: Wording | None) -> Parts:
    return parts(now.text, given.suggestion) if now and given.suggestion else []


def back_to(request: HttpRequest, number: int) -> HttpResponse:
    """Back to the input, in the filter it was opened from."""
    return redirect(reverse("desk:opened", args=[number]) + wanted_in(request.GET).as_query)


def to_next(request: HttpRequest, done: Input) -> HttpResponse:
    """On to the next that waits in the same filter; to the inbox when there is none."""
    wanted: InboxFilter = wanted_in(request.GET)
    following = next_after(person_of(request), wanted, done)
    if following is None:
        return redirect(reverse("desk:queue") + wanted.as_query)
    return back_to(request, following.pk)
