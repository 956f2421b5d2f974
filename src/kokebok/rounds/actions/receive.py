"""Receive what phones send, many in one commit; each is told only when it is on the disk."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kokebok.book.queries import wording_now
from kokebok.inputs.models import Door, Input, Kind, State
from kokebok.inputs.practicality import with_answers
from kokebok.journal.models import Entry, name_of
from kokebok.lib.written_form import written_form
from kokebok.people.rules import Refused
from kokebok.rounds.actions.tell import in_order
from kokebok.rounds.actions.votes import Ballots
from kokebok.rounds.models import (
    VOTED,
    Event,
    Participant,
    Prompt,
    PromptKind,
    Round,
    RoundInput,
    RoundState,
    Topic,
    Visibility,
    WallStanding,
)
from kokebok.rounds.rules import (
    MOST_OF_A_DEVICE,
    STILL_TAKEN,
    NotNow,
    TooLateForRound,
    asks_if_practical,
    require_text,
    stops_at,
)
from kokebok.rounds.waking import wake_after_commit


@dataclass(frozen=True)
class Message:
    """What a phone sends: with a prompt and a text an input, with a prompt and `votes` choices, else that it joins.

    `as_is` and `used_by` are what the sender of a tool is asked (`inputs.practicality`).
    `ticket` makes a second send the same message. `votes` are pairs of `about` and value, as Vote has them.
    `acknowledged`: its sender has seen what looks private in it.
    """

    round_id: int
    sender: str
    ticket: uuid.UUID = field(default_factory=uuid.uuid4)
    prompt_id: int | None = None
    text: str = ""
    votes: tuple[tuple[str, int], ...] = ()
    name: str = ""
    on_behalf_of: str = ""
    may_be_named: bool = False
    table: str = ""
    as_is: str = ""
    used_by: str = ""
    written_at: datetime | None = None
    acknowledged: bool = False


@dataclass(frozen=True)
class MessageReply:
    """What a phone is told: "received" (or "already"), "refused" for good, or "later" to keep it and try again."""

    ticket: uuid.UUID
    status: str
    why: str = ""
    code: str = ""
    link: str = ""


def receive(messages: Sequence[Message]) -> list[MessageReply]:
    """Receive messages in one commit; gives back what each sender is told, in their order.

    A message that was received before is told so and makes nothing new. If two servers receive the same at once,
    each message is taken by itself, and one of the two says "already".
    """
    try:
        return _receive_together(messages)
    except IntegrityError:
        return [_receive_alone(message) for message in messages]


def _receive_alone(message: Message) -> MessageReply:
    for _try in range(3):
        try:
            return _receive_together([message])[0]
        except IntegrityError:
            continue
    return MessageReply(
        message.ticket, "later", _("Many people are sending just now. We will try again in a moment.")
    )


@transaction.atomic
def _receive_together(messages: Sequence[Message]) -> list[MessageReply]:
    in_order()
    wake_after_commit()
    return MessageBatch(messages).take()


class MessageBatch:
    """Messages on their way into the database, with what was there before them."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.messages = messages
        self.now = timezone.now()
        rounds = {message.round_id for message in messages}
        self.rounds = Round.objects.in_bulk(rounds)
        prompts = {message.prompt_id for message in messages if message.prompt_id}
        self.prompts = {
            prompt.pk: prompt
            for prompt in Prompt.objects.select_related("paragraph").filter(pk__in=prompts, round__in=rounds)
        }
        self.wordings = {
            prompt.pk: wording_now(prompt.paragraph) for prompt in self.prompts.values() if prompt.paragraph
        }
        tickets = [message.ticket for message in messages]
        before = Input.objects.filter(ticket__in=tickets).values_list("ticket", "sender", "code")
        self.already = {ticket: (sender, code) for ticket, sender, code in before}
        self.participants: dict[tuple[int, str], Participant] = {}
        self.sent: Counter[tuple[int, int]] = Counter()
        self.inputs: dict[uuid.UUID, tuple[Input, RoundInput]] = {}
        self.ballots = Ballots(self.prompts.values(), self.now)

    def take(self) -> list[MessageReply]:
        """Write it all, and say what each sender is told."""
        self._let_in()
        self._count_earlier()
        told = [self._take(message) for message in self.messages]
        self._write()
        return told

    def _let_in(self) -> None:
        """Make the participants who are new, and give names to those who have got one."""
        senders = {message.sender for message in self.messages}
        known = Participant.objects.filter(round__in=self.rounds, sender__in=senders)
        self.participants = {(one.round_id, one.sender): one for one in known}
        new: dict[tuple[int, str], Participant] = {}
        renamed: dict[int, Participant] = {}
        for message in self.messages:
            key = (message.round_id, message.sender)
            round_ = self.rounds.get(message.round_id)
            one = self.participants.get(key) or new.get(key)
            if one is None and round_ is not None and round_.joining and round_.state != RoundState.DRAFT:
                one = new[key] = Participant(round=round_, sender=message.sender, joined_at=self.now)
            if one is not None and _introduces(one, message) and one.pk:
                renamed[one.pk] = one
        Participant.objects.bulk_create(new.values())
        Participant.objects.bulk_update(renamed.values(), ["name", "on_behalf_of", "may_be_named", "table"])
        self.participants |= new

    def _count_earlier(self) -> None:
        prompts = [message.prompt_id for message in self.messages if message.text]
        people = [one.pk for one in self.participants.values()]
        rows = RoundInput.objects.filter(prompt__in=prompts, participant__in=people)
        self.sent.update(rows.values_list("participant", "prompt"))

    def _take(self, message: Message) -> MessageReply:
        if message.ticket in self.inputs:
            given = self.inputs[message.ticket][0]
            self.already[message.ticket] = (given.sender, given.code)
        if message.ticket in self.already:
            return self._tell_again(message)
        language = self.rounds[message.round_id].language if message.round_id in self.rounds else "nb"
        with override("nb" if language == "se" else language):
            try:
                return self._take_new(message)
            except NotNow as refusal:
                return MessageReply(message.ticket, "later", str(refusal))
            except Refused as refusal:
                return MessageReply(message.ticket, "refused", str(refusal))

    def _tell_again(self, message: Message) -> MessageReply:
        """What is told of a message that is here already: its receipt and link only to the device it came from."""
        sender, code = self.already[message.ticket]
        by = self.participants.get((message.round_id, message.sender))
        if sender != message.sender:
            return MessageReply(message.ticket, "already")
        return MessageReply(message.ticket, "already", code=code, link=by.link if by else "")

    def _take_new(self, message: Message) -> MessageReply:
        round_ = self.rounds.get(message.round_id)
        by = self.participants.get((message.round_id, message.sender))
        if round_ is None or by is None:
            raise TooLateForRound(_("Nobody can join this round now."))
        self._require_open(round_, message)
        if message.prompt_id is None:
            return MessageReply(message.ticket, "received", link=by.link)
        prompt = self.prompts.get(message.prompt_id)
        if prompt is None or prompt.round_id != round_.pk:
            raise Refused(_("This question is no longer part of the round."))
        if prompt.kind in VOTED:
            if message.text:
                raise Refused(_("This question is answered by choosing."))
            self.ballots.take(prompt, by, message.votes)
            return MessageReply(message.ticket, "received", link=by.link)
        given = self._take_input(round_, prompt, by, message)
        return MessageReply(message.ticket, "received", code=given.code, link=by.link)

    def _require_open(self, round_: Round, message: Message) -> None:
        if round_.state == RoundState.DRAFT:
            raise TooLateForRound(_("The round has not begun."))
        if round_.state == RoundState.CLOSED:
            written = message.written_at or self.now
            if (
                not round_.closed_at
                or written > round_.closed_at
                or self.now > round_.closed_at + STILL_TAKEN
            ):
                raise TooLateForRound(_("The round is over. You can still give input on the pages here."))
        elif round_.paused and message.prompt_id:
            raise NotNow(
                _("The host has stopped inputs for a moment. Yours is kept, and sent when they open.")
            )

    def _take_input(self, round_: Round, prompt: Prompt, by: Participant, message: Message) -> Input:
        require_text(message.text)
        if self.sent[(by.pk, prompt.pk)] >= MOST_OF_A_DEVICE:
            raise Refused(_("You have reached the limit of what one phone can send to one question."))
        self.sent[(by.pk, prompt.pk)] += 1
        text = message.text.strip()
        if asks_if_practical(prompt):
            text = with_answers(text, {"as_is": message.as_is, "used_by": message.used_by.strip()})
        held = stops_at(text, round_.words)
        open_now = prompt.visibility == Visibility.DIRECT and not held and not by.blocked_at
        given = Input(
            kind=kind_of(prompt),
            door=Door.ROUND,
            state=State.OPEN if open_now else State.WAITING,
            published_at=self.now if open_now else None,
            paragraph=prompt.paragraph,
            wording=self.wordings.get(prompt.pk),
            text=text,
            language=written_form(message.text),
            name=by.name,
            on_behalf_of=by.on_behalf_of,
            may_be_named=by.may_be_named,
            sender=by.sender,
            ticket=message.ticket,
            received_at=self.now,
            licensed_at=self.now,
        )
        late = round_.state == RoundState.CLOSED or round_.prompt_id != prompt.pk
        standing = (
            WallStanding.SHOWN if open_now else WallStanding.BLOCKED if by.blocked_at else WallStanding.QUEUED
        )
        row = RoundInput(
            prompt=prompt,
            participant=by,
            standing=standing,
            held_for=held,
            is_late=late,
            written_at=message.written_at,
            table=message.table or by.table,
        )
        self.inputs[message.ticket] = (given, row)
        return given

    def _write(self) -> None:
        pairs = list(self.inputs.values())
        Input.objects.bulk_create([given for given, _row in pairs])
        for given, row in pairs:
            row.given = given
        RoundInput.objects.bulk_create([row for _given, row in pairs])
        Entry.objects.bulk_create([self._line(given, row) for given, row in pairs])
        Event.objects.bulk_create([*self._events([row for _given, row in pairs]), *self.ballots.write()])

    def _line(self, given: Input, row: RoundInput) -> Entry:
        what = {"kind": given.kind, "state": given.state, "prompt": row.prompt_id}
        return Entry(act="input.sent", by=None, about=name_of(given), what=what)

    def _events(self, rows: list[RoundInput]) -> list[Event]:
        """One event a topic and round, with the keys of all that is new for its screens."""
        events = []
        for round_id in {row.prompt.round_id for row in rows}:
            mine = [row for row in rows if row.prompt.round_id == round_id]
            queue = [row.pk for row in mine if row.standing != WallStanding.BLOCKED]
            wall = [row.pk for row in mine if row.standing == WallStanding.SHOWN]
            for topic, new in ((Topic.QUEUE, queue), (Topic.WALL, wall)):
                if new:
                    events.append(Event(round_id=round_id, topic=topic, what={"new": new}))
        return events


def _introduces(one: Participant, message: Message) -> bool:
    """Take over name, body and table from a message that has them; whether anything is new."""
    before = (one.name, one.on_behalf_of, one.may_be_named, one.table)
    if message.name or message.on_behalf_of or message.may_be_named:
        one.name, one.on_behalf_of = message.name[:120], message.on_behalf_of[:200]
        one.may_be_named = message.may_be_named
    one.table = message.table[:20] or one.table
    return before != (one.name, one.on_behalf_of, one.may_be_named, one.table)


def kind_of(prompt: Prompt) -> Kind:
    """What kind of input an answer to a prompt is."""
    return Kind(prompt.tip_about) if prompt.kind == PromptKind.TIP else Kind.COMMENT
