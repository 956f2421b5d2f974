"""Letters about what was removed, and about reviews: to the sender's confirmed address, each once.

A letter is claimed by its row before it is handed over, so it is never sent twice. A sweep finds the rows whose task
was lost, and those whose sender confirmed the address afterwards.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from kokebok.inputs.actions.letters import write
from kokebok.inputs.queries import letter_language
from kokebok.moderation.models import Measure, Review, Ruling

FOLDER = "moderation/letters"
LOST_AFTER = timedelta(minutes=5)


@task(backend="later")
def tell_of_ruling_later(*, ruling_id: int) -> None:
    """Tell the sender what was removed and why, once; nothing without a confirmed address, or when it is back."""
    ruling = Ruling.objects.select_related("given", "reason").get(pk=ruling_id)
    if not ruling.given.email_confirmed_at or ruling.lifted_at:
        return
    if Ruling.objects.filter(pk=ruling_id, told_at=None).update(told_at=timezone.now()):
        why = ruling.why_in(letter_language(ruling.given))
        write(ruling.given, "redacted", folder=FOLDER, why=why)


@task(backend="later")
def tell_of_review_later(*, review_id: int) -> None:
    """Tell the sender what came of the review, once; nothing if they have no confirmed address."""
    review = Review.objects.select_related("ruling__given").get(pk=review_id)
    if not review.ruling.given.email_confirmed_at or not review.answer:
        return
    if Review.objects.filter(pk=review_id, told_at=None).update(told_at=timezone.now()):
        write(review.ruling.given, "reviewed", folder=FOLDER, review=review)


def sweep() -> None:
    """Write the letters whose task was lost. May run any number of times."""
    limit = timezone.now() - LOST_AFTER
    rulings = Ruling.objects.standing().filter(measure=Measure.REDACTED, told_at=None, at__lte=limit)
    for pk in rulings.exclude(given__email_confirmed_at=None).values_list("pk", flat=True):
        tell_of_ruling_later.enqueue(ruling_id=pk)
    reviews = Review.objects.exclude(answer="").filter(told_at=None, at__lte=limit)
    for pk in reviews.exclude(ruling__given__email_confirmed_at=None).values_list("pk", flat=True):
        tell_of_review_later.enqueue(review_id=pk)
