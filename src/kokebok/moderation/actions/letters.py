"""Letters about what was removed, and about reviews: to the sender's confirmed address, each once.

A letter is claimed by its row before it is handed over, so it is never sent twice. A sweep finds the rows whose task
was lost, and those whose sender confirmed the address afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django_tasks import task

from kokebok.inputs.actions.letters import write
from kokebok.inputs.queries import letter_language
from kokebok.later.queueing import enqueue_if_lost
from kokebok.moderation.models import Measure, Review, Ruling

if TYPE_CHECKING:
    from django.db.models import QuerySet

FOLDER = "moderation/letters"
LOST_AFTER = timedelta(minutes=5)


@task(backend="later")
def tell_of_ruling_later(*, ruling_id: int) -> None:
    """Tell the sender what was removed and why, once; nothing without a confirmed address, or when it is back."""
    ruling = Ruling.objects.select_related("given", "reason").get(pk=ruling_id)
    if not ruling.given.email_confirmed_at or ruling.lifted_at:
        return
    mine = Ruling.objects.filter(pk=ruling_id)
    if mine.filter(told_at=None).update(told_at=timezone.now()):
        why = ruling.why_in(letter_language(ruling.given))
        with _untold_if_it_fails(mine):
            write(ruling.given, "redacted", folder=FOLDER, why=why)


@task(backend="later")
def tell_of_review_later(*, review_id: int) -> None:
    """Tell the sender what came of the review, once; nothing if they have no confirmed address."""
    review = Review.objects.select_related("ruling__given").get(pk=review_id)
    if not review.ruling.given.email_confirmed_at or not review.answer:
        return
    mine = Review.objects.filter(pk=review_id)
    if mine.filter(told_at=None).update(told_at=timezone.now()):
        with _untold_if_it_fails(mine):
            write(review.ruling.given, "reviewed", folder=FOLDER, review=review)


@contextmanager
def _untold_if_it_fails(mine: QuerySet[Any]) -> Iterator[None]:
    """A letter that could not be handed over is not told: it is tried again."""
    try:
        yield
    except (OSError, SMTPException):
        mine.update(told_at=None)
        raise


def sweep() -> None:
    """Write the letters whose task was lost. May run any number of times."""
    limit = timezone.now() - LOST_AFTER
    rulings = Ruling.objects.standing().filter(measure=Measure.REDACTED, told_at=None, at__lte=limit)
    for pk in rulings.exclude(given__email_confirmed_at=None).values_list("pk", flat=True):
        enqueue_if_lost(tell_of_ruling_later, ruling_id=pk)
    reviews = Review.objects.exclude(answer="").filter(told_at=None, at__lte=limit)
    for pk in reviews.exclude(ruling__given__email_confirmed_at=None).values_list("pk", flat=True):
        enqueue_if_lost(tell_of_review_later, review_id=pk)
