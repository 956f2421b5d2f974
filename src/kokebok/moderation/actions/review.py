"""A second opinion: the sender asks, and somebody else than the one who decided answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.actions import moderate
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.moderation.actions.letters import tell_of_review
from kokebok.moderation.actions.redact import lift
from kokebok.moderation.models import Measure, Review, ReviewOutcome, Ruling
from kokebok.moderation.rules import NotOneself
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def ask_for_review(ruling: Ruling, *, words: str) -> Review:
    """Ask for somebody else to look at a ruling again. Asked twice, it is the same review.

    Raises TooLate when the ruling is lifted already.
    """
    held = Ruling.objects.select_for_update().get(pk=ruling.pk)
    if held.lifted_at is not None:
        raise TooLate(_("This has been put right already, so there is nothing to review."))
    review, is_new = Review.objects.get_or_create(
        ruling=held,
        defaults={"ruled_by_id": held.by_id, "words": words.strip(), "asked_at": timezone.now()},
    )
    if is_new:
        record("review.asked", by=None, about=review, given=held.given_id)
    return review


@transaction.atomic
def answer_review(review: Review, *, answer: ReviewOutcome, explanation: str, by: Person) -> Review:
    """Answer a review, with an explanation the sender is told. Reversed, the input is as if nothing had been decided.

    Raises NotOneself for whoever decided the first time, Refused without an explanation, TooLate if somebody has
    answered already.
    """
    if by.pk == review.ruled_by_id:
        raise NotOneself(_("You decided this yourself. Somebody else has to look at it now."))
    if not explanation.strip():
        raise Refused(_("Explain your answer: the sender will read it."))
    mine = Review.objects.waiting().filter(pk=review.pk).exclude(ruled_by=by)
    if not mine.update(answer=answer, explanation=explanation.strip(), by=by, at=timezone.now()):
        raise TooLate(_("Somebody else was first: this review has been answered."))
    review.refresh_from_db()
    if answer == ReviewOutcome.REVERSED:
        _reverse(review.ruling, by=by)
    record("review.answered", by=by, about=review, given=review.ruling.given_id, answer=answer)
    tell_of_review(review)
    return review


def _reverse(ruling: Ruling, *, by: Person) -> None:
    """Undo a ruling that stands; one that was lifted meanwhile is undone already."""
    if ruling.measure == Measure.REDACTED:
        lift(ruling, by=by)
    else:
        moderate.approve(ruling.given, by=by)
        Ruling.objects.standing().filter(pk=ruling.pk).update(lifted_at=timezone.now(), lifted_by=by)
