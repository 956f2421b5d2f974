"""What is not for everybody is nowhere that anyone reads: each state of an input, on every address, wall and file."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as site
from django.core import mail
from django.utils import timezone
from django.utils.module_loading import import_string

from kokebok.calls.actions.take_in import ask_all, begin
from kokebok.calls.models import CallAnswer
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.holding.actions.hold import hold
from kokebok.desk.models import Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.following.actions.send_digests import send_digests
from kokebok.following.scopes import WHOLE_BOOK
from kokebok.inputs.actions import change
from kokebok.inputs.actions.attach import attach
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.files import keep
from kokebok.inputs.models import Attachment, Input, Kind, State
from kokebok.inputs.rules import MAY
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.outlets.composing import manuscript_of
from kokebok.people.models import Person, RoleName
from kokebok.review.actions.give import ReadingRequest, give_reading
from kokebok.rounds.actions.lead import close_round, publish_report
from kokebok.rounds.actions.moderate import show
from kokebok.rounds.actions.receive import Message, receive
from kokebok.rounds.live.app import DOORS
from kokebok.rounds.live.snapshots import queue_now, results_now, wall_now
from kokebok.rounds.models import Event, Prompt, PromptKind, Round, RoundInput
from kokebok.rounds.showing import state_of
from tests.calls.conftest import asked, call, draft_call, phase_of  # noqa: F401
from tests.flows.walk import NO_INPUTS, World, addresses, public_names, read_at_the_desk, read_by_all, walls
from tests.following.readers import make_follower, tomorrow
from tests.rounds.conftest import ask, prompt, vera  # noqa: F401
from tests.world import SIGNED, finish_draft, make_person, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.calls.models import Call

WORD, NAME, BODY = "Zyxkvord", "Skjultnavnsen", "Skjult kommune"
ADDRESS = "skjult.person@privat.example"
CONTROL, NAMED = "Synligord", "Åpen Olsen"
HELD = Answer(Outcome.NOT_TAKEN, reply=f"Nei, {WORD}.", reason="Det står der alt.")


def grounds() -> Grounds:
    return Grounds(Reason.objects.in_use().first())


def keep_a_file(given: Input, _by: Person) -> None:
    attach(given, keep(f"{WORD}.txt", f"{WORD} {given.pk}".encode()), by=None)


def answer_it(given: Input, by: Person) -> None:
    """Answered, and where it is a suggestion the text becomes what it says: the next edition gives it credit."""
    outcome = Outcome.TAKEN_IN if given.suggestion else Outcome.NOT_TAKEN
    said = Answer(outcome, reply="Takk.", reason="Det er lett å lese.", new_text=given.suggestion)
    answer(given, said, by=by, seen=given.wording)


TAKE: dict[str, tuple[bool, Callable[[Input, Person], Any]]] = {
    "waiting": (False, lambda _given, _by: None),
    "refused": (True, lambda given, by: refuse(given, grounds=grounds(), by=by)),
    "withdrawn": (True, lambda given, _by: change.withdraw(given)),
    "part removed": (True, lambda given, by: redact(given, words=[WORD], grounds=grounds(), by=by)),
    "answer held back": (True, lambda given, by: hold(given, HELD, by=by)),
    "file not let out": (True, keep_a_file),
    "not to be named": (True, answer_it),
    "without a name": (True, lambda _given, _by: None),
}
"""For each state whether the input was public before, and what was done with it then."""
ON_BOTH = pytest.mark.both_databases  # PostgreSQL answers one walk of all that is public, and one of the desk
IN_THE_TEXT = ("waiting", "refused", "withdrawn", "part removed")


@pytest.fixture
def hall(prompt: Prompt, berit: Person) -> Callable[[Said, bool], Input]:  # noqa: F811
    """Says something in the round, and puts it on the wall where it is public."""

    def said(what: Said, is_public: bool) -> Input:
        told = receive(
            [
                Message(
                    round_id=prompt.round_id,
                    sender=str(uuid.uuid4()),
                    prompt_id=prompt.pk,
                    text=what.text,
                    name=what.name,
                    on_behalf_of=what.on_behalf_of,
                    may_be_named=what.may_be_named,
                )
            ]
        )
        row = RoundInput.objects.select_related("given", "prompt").get(given__code=told[0].code)
        if is_public:
            show([row], by=berit)
        return Input.objects.get(pk=row.given_id)

    return said


@pytest.fixture
def cast(berit: Person, rana: Person, vera: Person) -> tuple[Person, Person, Person]:  # noqa: F811
    """An editor, a member of the resource group, and the host."""
    return berit, rana, vera


@pytest.fixture
def world(
    recipe: Recipe,
    prompt: Prompt,  # noqa: F811
    call: Call,  # noqa: F811
    hall: Callable[[Said, bool], Input],
    berit: Person,
) -> World:
    """A book with an edition, a round, a call, and a suggestion that everybody may read."""
    paragraph = paragraph_saying("Ring tre")
    wording = paragraph.wordings.latest("number")
    freeze(
        cookbook(recipe),
        number="1",
        title="Første",
        foreword="",
        on=date(2026, 3, 1),
        by=berit,
        signed=SIGNED,
    )
    open_one: dict[str, Any] = {"name": NAMED, "may_be_named": True}
    said = Said(kind=Kind.SUGGESTION, text=CONTROL, suggestion="Ring fire familier.", **open_one)
    suggestion = send(said, paragraph=paragraph, wording=wording, state=State.OPEN)
    for n in range(2):
        hall(Said(kind=Kind.COMMENT, text=f"{CONTROL} {n}", **open_one), True)
    make_follower("ada@example.no", WHOLE_BOOK)
    return World(recipe, Prompt.objects.select_related("round").get(pk=prompt.pk), call, suggestion)


def cookbook(recipe: Recipe) -> Cookbook:
    from kokebok.book.models import Cookbook

    return Cookbook.objects.get()


def said_everywhere(world: World, hall: Any, state: str, by: Person) -> None:
    """An input in this state on a paragraph, as a comment on another's, in the round, and to the call."""
    is_public, take = TAKE[state]
    text = WORD if state in IN_THE_TEXT else "Helt vanlig"
    sender: dict[str, Any] = {
        "name": NAME,
        "on_behalf_of": BODY,
        "may_be_named": state in ("waiting", "refused", "withdrawn"),
    }
    where = State.OPEN if is_public else State.WAITING
    paragraph = paragraph_saying("Besøk to")
    wording = paragraph.wordings.latest("number")
    suggestion = f"Besøk {text} møteplasser."
    made = [
        send(Said(kind=Kind.COMMENT, text=f"{text} på siden.", **sender), paragraph=paragraph, state=where),
        send(
            Said(kind=Kind.SUGGESTION, text=f"{text} som forslag.", suggestion=suggestion, **sender),
            paragraph=paragraph,
            wording=wording,
            state=where,
        ),
        send(
            Said(kind=Kind.COMMENT, text=f"{text} til et annet.", **sender),
            paragraph=world.suggestion.paragraph,
            reply_to=world.suggestion,
            state=where,
        ),
        hall(Said(kind=Kind.COMMENT, text=f"{text} i runden.", **sender), is_public),
        answered_call(world.call, f"{text} i etterlysningen.", sender, by if is_public else None),
    ]
    for given in made:
        given.refresh_from_db()
        take(given, by)
        given.refresh_from_db()
    world.inputs.extend(made)
    world.files.extend(Attachment.objects.all())


def answered_call(call: Call, text: str, sender: dict[str, Any], by: Person | None) -> Input:  # noqa: F811
    from kokebok.calls.actions.answer import answer_call

    questions = asked(call)
    replies = {questions[0].pk: text, questions[1].pk: "Trondheim"}
    said = Said(kind=Kind.EXAMPLE, text=f"{text} Trondheim", **sender)
    given = answer_call(phase_of(call), said, replies, sender="", network="").given
    return approve(given, by=by) if by else given


def read_anywhere(world: World, by: Person, callbacks: Any) -> Iterator[tuple[str, str]]:
    """All that anyone can get hold of, each with where it was read."""
    freeze(
        cookbook(world.recipe),
        number="2",
        title="Andre",
        foreword="",
        on=date(2026, 4, 1),
        by=by,
        signed=SIGNED,
    )
    yield from walls(world)
    ask(world.prompt, PromptKind.PRIORITISE, choose_from=world.prompt)
    yield from walls(world)
    yield from read_by_all(world)
    yield "streams", str(list(Event.objects.values_list("what", flat=True)))
    round_ = Round.objects.select_related("prompt").get(pk=world.prompt.round_id)
    yield "live", str([wall_now(round_.pk, 0), results_now(round_.pk), state_of(round_)])
    with callbacks(execute=True):
        publish_report(close_round(round_, by=by), by=by)
    yield from read_by_all(world, "reading:round")
    for edition in Edition.objects.all():
        yield f"files of edition {edition.number}", str(manuscript_of(edition))
    mail.outbox.clear()
    send_digests(at=tomorrow())
    yield "letters", str([str(letter.message()) for letter in mail.outbox])


@pytest.mark.parametrize("state", [*[*TAKE][1:], pytest.param("waiting", marks=ON_BOTH)])
@pytest.mark.django_db
def test_what_is_not_for_everybody_is_nowhere(
    state: str, world: World, hall: Any, berit: Person, django_capture_on_commit_callbacks: Any
) -> None:
    said_everywhere(world, hall, state, berit)
    found = list(read_anywhere(world, berit, django_capture_on_commit_callbacks))
    told = {where: [one for one in (WORD, NAME, BODY) if one in said] for where, said in found}
    assert {where: words for where, words in told.items() if words} == {}
    seen = {where.split(" ")[0] for where, said in found if CONTROL in said}
    assert seen >= {
        "wagtail_serve", "wall", "live", "reading:input", "reading:log", "reading:log_feed", "reading:log_file",
        "reading:round", "reading:round_file",
    }  # fmt: skip


@pytest.mark.parametrize("state", TAKE)
@pytest.mark.django_db
def test_hosts_and_the_resource_group_see_no_more_at_the_desk_than_their_work_needs(
    state: str, world: World, hall: Any, cast: tuple[Person, Person, Person]
) -> None:
    berit, rana, host = cast
    said_everywhere(world, hall, state, berit)
    for person in (rana, host):
        found = list(read_at_the_desk(world, person, NAME))
        since = timezone.now() - timedelta(days=30)
        found += [(name, str(import_string(name)(person, since))) for name in site.DIGEST_SOURCES]
        told = {where: [one for one in (WORD, NAME, BODY) if one in said] for where, said in found}
        queue = f"/redaksjon/runder/{world.prompt.round_id}/ko/"
        waits = {queue: [WORD, NAME]} if (state, person) == ("waiting", host) else {}  # who agreed to it
        assert {where: words for where, words in told.items() if words} == waits
        assert any(CONTROL in said for where, said in found)


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=ON_BOTH if role == RoleName.EDITOR else ()) for role in RoleName.values]
)
@pytest.mark.django_db
def test_each_role_sees_at_the_desk_what_the_form_says_and_nobody_sees_the_address(
    role: str, world: World, hall: Any, berit: Person
) -> None:
    said_everywhere(world, hall, "without a name", berit)
    Input.objects.exclude(pk=world.suggestion.pk).update(email=ADDRESS, email_confirmed_at=timezone.now())
    person = make_person("hvem@example.no", "Hvem Somhelst", RoleName(role))
    about = [paragraph_saying("Besøk to"), paragraph_saying("Ring tre")]
    reading = (
        give_reading(ReadingRequest("Les dette", about, [person]), by=berit)
        if role == RoleName.RESOURCE
        else None
    )
    making = begin(CallAnswer.objects.latest("pk").given, by=berit)
    finish_draft(making.page)
    ask_all(making, by=berit)
    found = list(read_at_the_desk(replace(world, reading=reading), person, NAME))
    found.append(("live queue", str(queue_now(world.prompt.round_id, 0, person))))
    told = {where for where, said in found if NAME in said or BODY in said}
    assert bool(told) == (role in MAY["input.see_all"]), told
    assert [where for where, said in found if ADDRESS in said] == []
    if reading:
        assert f"/redaksjon/lesing/{reading.pk}/side/{world.recipe.pk}/" in {
            where for where, said in found if said
        }


@pytest.mark.django_db
def test_every_public_address_is_in_the_walk(world: World) -> None:
    assert public_names() == set(addresses(world)) | set(NO_INPUTS)
    assert not set(addresses(world)) & set(NO_INPUTS)


def test_every_live_address_is_known_here() -> None:
    """The walk reads what these answer with; the queue is for the staff, and `send` takes."""
    assert {path for _method, path in DOORS} == {
        "state", "stream", "wall", "wall/stream", "queue", "queue/stream", "results", "send",
    }  # fmt: skip


def test_each_state_an_input_can_be_in_is_walked() -> None:
    hidden = {state.value for state in State if not state.is_readable}
    assert hidden == {"waiting", "refused", "withdrawn"}
