"""Answer a call: the first phase by anyone, the later ones by the same people, from drafts nobody else sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.calls.models import Call, CallAnswer, Draft, Overwritten, Phase, Question, Reply
from kokebok.calls.rules import may_go_on, require_taking
from kokebok.calls.words import Replies, as_one_text, digest
from kokebok.inputs.actions.after import after_words_change
from kokebok.inputs.actions.attach import attach
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import UNSETTLED, Door, Input
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.moderation.models import Original
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.inputs.files import CheckedFile

MOST_OVERWRITTEN = 30  # earlier words of one draft that are kept
LONGEST_DRAFT = 20_000  # characters: far more than can be handed in, so that nothing typed is lost before


@dataclass(frozen=True)
class FieldText:
    """What stands in one field: its words, and the version and the digest of the words the field was drawn up with."""

    text: str
    version: int
    digest: str


@transaction.atomic
def answer_call(
    phase: Phase,
    said: Said,
    replies: Replies,
    files: Iterable[CheckedFile] = (),
    *,
    sender: str,
    network: str,
    at: datetime | None = None,
) -> CallAnswer:
    """Receive an answer to the first phase of a call: an ordinary input, with its answers question by question.

    A second send with the same ticket is the first one, also when the call has closed in between. Raises PhaseClosed
    when the phase takes none at that moment, and what `send` and `attach` raise.
    """
    already = CallAnswer.objects.filter(given__ticket=said.ticket).first()
    if already is not None:
        return already
    now = at or timezone.now()
    call = Call.objects.get(pk=phase.call_id)
    is_late = require_taking(phase, call, now)
    given = send(said, page=call.about, door=Door.CALL, sender=sender, network=network)
    answer, is_new = CallAnswer.objects.get_or_create(
        given=given, defaults={"call": call, "phase": phase, "is_late": is_late, "handed_in_at": now}
    )
    if is_new:
        _write_replies(answer, phase, replies)
        record("callanswer.handed_in", by=None, about=answer, phase=phase.number, late=is_late)
    for file in files:
        attach(given, file, by=None)
    return answer


@transaction.atomic
def hand_in(
    answer: CallAnswer,
    phase: Phase,
    replies: Replies,
    files: Iterable[CheckedFile] = (),
    *,
    at: datetime | None = None,
) -> CallAnswer:
    """Hand in what was written to a phase; the input says it from now on, and is new to the desk again.

    May be done again while the phase takes answers; the same answers a second time change nothing. The drafts are gone
    after it. Raises PhaseClosed, TooLate once the input is settled, and Refused for a change to words of which
    moderation has taken a part away.
    """
    now = at or timezone.now()
    given = Input.objects.select_for_update().get(pk=answer.given_id)
    said = {key: text for key, text in replies.items() if text.strip()}
    before = dict(answer.replies.filter(question__phase=phase).values_list("question_id", "text"))
    if said != before:
        _hand_in(answer, given, phase, said, is_again=bool(before), now=now)
    for file in files:
        attach(given, file, by=None)
    Draft.objects.filter(answer=answer, question__phase=phase).delete()
    answer.refresh_from_db()
    return answer


def _hand_in(
    answer: CallAnswer, given: Input, phase: Phase, said: Replies, *, is_again: bool, now: datetime
) -> None:
    if not may_go_on(given):
        raise TooLate(_("Your input is settled, so it can no longer be changed. You can send a new one."))
    call = Call.objects.get(pk=answer.call_id)
    is_late = require_taking(phase, call, now)
    original = Original.objects.filter(given=given).first()
    if original is not None and is_again:
        raise Refused(
            _("A part of your input has been removed, so what you handed in can no longer be changed.")
        )
    _write_replies(answer, phase, said)
    if original is None:
        text, read_at = _whole_text(answer), None
    else:
        added = "\n\n" + as_one_text(phase.questions.all(), said)
        text, read_at = given.text + added, given.read_at
        Original.objects.filter(pk=original.pk).update(text=original.text + added)
    Input.objects.filter(pk=given.pk, state__in=UNSETTLED).update(text=text, edited_at=now, read_at=read_at)
    given.refresh_from_db()
    after_words_change(given)
    last = phase if phase.number > answer.phase.number else answer.phase
    CallAnswer.objects.filter(pk=answer.pk).update(
        phase=last, is_late=answer.is_late or is_late, handed_in_at=now
    )
    record("callanswer.handed_in", by=None, about=answer, phase=phase.number, late=is_late)


def _whole_text(answer: CallAnswer) -> str:
    questions = Question.objects.filter(phase__call=answer.call_id).order_by("phase__number", "order", "pk")
    return as_one_text(questions, dict(answer.replies.values_list("question_id", "text")))


def _write_replies(answer: CallAnswer, phase: Phase, replies: Replies) -> None:
    """Let the answers to a phase be these. Raises Refused where nothing is said."""
    asked = set(phase.questions.values_list("pk", flat=True))
    said = {key: text.strip() for key, text in replies.items() if key in asked and text.strip()}
    if not said:
        raise Refused(_("Write an answer to at least one question."))
    answer.replies.filter(question__phase=phase).exclude(question__in=said).delete()
    Reply.objects.bulk_create(
        [Reply(answer=answer, question_id=key, text=text) for key, text in said.items()],
        update_conflicts=True,
        unique_fields=["answer", "question"],
        update_fields=["text"],
    )


@transaction.atomic
def save_draft(answer: CallAnswer, phase: Phase, typed: Mapping[int, FieldText]) -> dict[int, Draft]:
    """Keep what somebody is writing; gives back the drafts of the phase by question. Nobody else sees them.

    A field that was not touched changes nothing, however old its page is. Where two windows wrote different words, the
    last ones stand, and the others are kept beside them. The same save twice is one save. Raises Refused for more words
    than anyone could mean.
    """
    CallAnswer.objects.select_for_update().get(pk=answer.pk)
    drafts = {draft.question_id: draft for draft in answer.drafts.filter(question__phase=phase)}
    handed_in = dict(answer.replies.filter(question__phase=phase).values_list("question_id", "text"))
    for question in phase.questions.all():
        field = typed.get(question.pk)
        if field is None:
            continue
        if len(field.text) > LONGEST_DRAFT:
            raise Refused(_("There is room for %(limit)s characters in a draft.") % {"limit": LONGEST_DRAFT})
        draft = drafts.get(question.pk)
        now_there = draft.text if draft else handed_in.get(question.pk, "")
        if digest(field.text) in {digest(now_there), field.digest}:
            continue
        drafts[question.pk] = _write_draft(answer, question, draft, field, now_there)
    return drafts


def _write_draft(
    answer: CallAnswer, question: Question, draft: Draft | None, field: FieldText, now_there: str
) -> Draft:
    if draft is None:
        return Draft.objects.create(answer=answer, question=question, text=field.text)
    if field.version != draft.version and now_there.strip():
        Overwritten.objects.create(draft=draft, text=now_there)
        kept = draft.overwritten.values_list("pk", flat=True)[:MOST_OVERWRITTEN]
        draft.overwritten.exclude(pk__in=list(kept)).delete()
    Draft.objects.filter(pk=draft.pk).update(
        text=field.text, version=draft.version + 1, saved_at=timezone.now()
    )
    draft.refresh_from_db()
    return draft
