"""What became of an input: its place, its status in words, the answer, the change, the edition it is printed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.book.models import Wording
from kokebok.calls.making_queries import PageMade, page_made_of, sender_asked
from kokebok.calls.queries import ForSender, for_sender
from kokebok.desk.models import Decision
from kokebok.editions.models import EditionWording
from kokebok.inputs.kinds import TIPS
from kokebok.inputs.models import Attachment, Input, Place, State
from kokebok.inputs.queries import Target, attachments_of, letter_language, target_of_input
from kokebok.inputs.rules import may_change, may_withdraw
from kokebok.inputs.seen import seen_by_sender
from kokebok.inputs.sender import name_of
from kokebok.lib.changes import difference
from kokebok.lib.quotes import from_json
from kokebok.moderation.queries import ReceiptRuling, as_sent, told_to_sender
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.calls.models import Party
    from kokebok.editions.models import Edition

CODE_GROUP = 4
MOST_OWN = 100  # inputs of one browser shown at once

Parts = list[tuple[str, str]]


@dataclass(frozen=True)
class ReceiptStatus:
    """Where an input is, and what happens next, in words."""

    state: str
    now: str
    next: str


@dataclass(frozen=True)
class ReceiptDecision:
    """The decision on an input. `change` is the text before and after, word by word; empty if it did not change.

    `page` is the page that the input became, which is all new. `edition` is the first edition that has the change or
    the page; None if it is not printed yet.
    """

    decision: Decision
    change: Parts
    edition: Edition | None
    page: PageMade | None = None


@dataclass(frozen=True)
class Story:
    """An input from what it is about to what came of it.

    `wanted` is the suggested wording against the wording it was written for, word by word; empty for other kinds.
    `phrase` is the words it is about, "" for the whole paragraph; `place` says how it stands
    now, "" for where it was written.
    """

    target: Target
    phrase: str
    place: str
    wanted: Parts
    text_has_changed: bool
    outcome: ReceiptDecision | None


@dataclass(frozen=True)
class Receipt:
    """An input as its sender sees it; `code` is in groups that can be read aloud, `named` whom they said took part."""

    given: Input
    signature: str
    named: list[str]
    code: str
    status: ReceiptStatus
    may_change: bool
    may_withdraw: bool
    story: Story
    files: list[Attachment]
    told: list[ReceiptRuling]
    call: ForSender | None
    asked: Party | None


@dataclass(frozen=True)
class OwnInput:
    """A line in the list of what one browser has sent."""

    number: int
    kind: str
    page: str
    at: datetime
    state: str
    outcome: str


def receipt_of(given: Input) -> Receipt:
    """All that a receipt tells, with all that its sender wrote."""
    target = target_of_input(given)
    told = told_to_sender(given, letter_language(given, target))
    given = as_sent(given) if told else given
    call = for_sender(given)
    return Receipt(
        given=given,
        signature=seen_by_sender(given).signature,
        named=list(given.named_parties.values_list("name", flat=True)) if given.kind in TIPS else [],
        code=_grouped(given.code),
        status=status_of(given),
        may_change=may_change(given) and call is None,  # its answers are changed question by question
        may_withdraw=may_withdraw(given),
        story=story_of(given, target),
        files=attachments_of(given),
        told=told,
        call=call if is_present("calls") else None,
        asked=sender_asked(given) if is_present("calls") else None,
    )


def story_of(given: Input, target: Target | None = None) -> Story:
    """What an input is about (`target`, where it is known already), and what came of it."""
    target = target or target_of_input(given)
    paragraph = target.paragraph
    return Story(
        target=target,
        phrase=from_json(given.quote).exact if given.quote else "",
        place=str(given.get_place_display()) if given.place != Place.EXACT else "",
        wanted=_parts(target.text, given.suggestion) if given.suggestion else [],
        text_has_changed=bool(paragraph and paragraph.gone_at is None and paragraph.text != target.text),
        outcome=outcome_of(given),
    )


def status_of(given: Input) -> ReceiptStatus:
    """The status of an input in words."""
    state = State(given.state)
    if state == State.WAITING:
        now = _("It is received, and not public yet.")
        ahead = _(
            "The first time somebody writes to us, an editor looks before it is published. Then it is answered."
        )
    elif state == State.OPEN and given.read_at is None:
        now, ahead = (
            _("It is published."),
            _("An editor reads it and answers. Until it is read, you can change it."),
        )
    elif state == State.OPEN:
        now, ahead = _("It is published, and an editor has read it."), _("The answer comes here.")
    elif state == State.ANSWERED:
        now, ahead = _("It is answered."), _("The answer is public, and stays here.")
    elif state == State.REFUSED:
        now, ahead = _("It was not published."), _("You are welcome to send a new one.")
    else:
        now, ahead = _("You have withdrawn it."), _("Readers do not see it, and it will not be answered.")
    return ReceiptStatus(state=state.value, now=now, next=ahead)


def outcome_of(given: Input) -> ReceiptDecision | None:
    """The decision on an input with what came of it; None while there is none."""
    decision = Decision.objects.select_related("by", "wording").filter(given=given).first()
    if decision is None or given.state != State.ANSWERED:
        return None
    wording = decision.wording
    if wording is None:
        return ReceiptDecision(decision=decision, change=[], edition=None)
    printed = _printed_in(wording)
    # What became a page has its answer at a paragraph of it, where the sender said nothing.
    page = page_made_of(given) if wording.paragraph_id != given.paragraph_id else None
    change = [] if page else _parts(_before(wording), wording.text)
    return ReceiptDecision(decision=decision, change=change, edition=printed, page=page)


def own_inputs(key: str) -> list[OwnInput]:
    """The public inputs of the browser with this key, newest first; nothing that only their receipts tell."""
    if not key:
        return []
    rows = (
        Input.objects.readable()
        .filter(sender=name_of(key))
        .select_related("page", "paragraph__page", "decision")
        .order_by("-received_at", "-pk")[:MOST_OWN]
    )
    return [_own(given) for given in rows]


def _own(given: Input) -> OwnInput:
    page = given.paragraph.page if given.paragraph else given.page
    decision: Decision | None = getattr(given, "decision", None)
    return OwnInput(
        number=given.pk,
        kind=str(given.get_kind_display()),
        page=page.title if page else "",
        at=given.received_at,
        state=given.state,
        outcome=decision.outcome if decision else "",
    )


def _before(wording: Wording) -> str:
    """The words that stood before a wording."""
    earlier = Wording.objects.filter(paragraph_id=wording.paragraph_id, number__lt=wording.number)
    return earlier.order_by("-number").values_list("text", flat=True).first() or ""


def _printed_in(wording: Wording) -> Edition | None:
    """The first edition with this wording of the paragraph, or with a later one."""
    rows = EditionWording.objects.filter(
        wording__paragraph_id=wording.paragraph_id, wording__number__gte=wording.number
    )
    first = rows.select_related("edition").order_by("edition_id").first()
    return first.edition if first else None


def _parts(before: str, after: str) -> Parts:
    return [(change.kind, change.text) for change in difference(before, after)]


def _grouped(code: str) -> str:
    return " ".join(code[n : n + CODE_GROUP] for n in range(0, len(code), CODE_GROUP))
