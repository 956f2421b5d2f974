"""Letters about what was removed, and about reviews: to the sender's confirmed address, each once.

They are written in the act. A sweep writes to those whose sender confirmed the address afterwards.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from kokebok.inputs.actions.letters import to_sender
from kokebok.inputs.queries import letter_language
from kokebok.later.own_row import own_row
from kokebok.letters.actions.post import post
from kokebok.moderation.models import Measure, Review, Ruling


@transaction.atomic
def tell_of_ruling(ruling: Ruling) -> None:
    """Tell the sender what was removed and why, once; nothing without a confirmed address, or when it is back."""
    given = ruling.given
    if not given.email_confirmed_at or ruling.lifted_at:
        return
    if Ruling.objects.filter(pk=ruling.pk, told_at=None).update(told_at=timezone.now()):
        why = ruling.why_in(letter_language(given))
        post(**to_sender(given, "moderation/letters/redacted", key=key_of_ruling(ruling), why=why))


def key_of_ruling(ruling: Ruling) -> str:
    """The key of the letter about a part that is removed."""
    return f"moderation.ruling:{ruling.pk}"


@transaction.atomic
def tell_of_review(review: Review) -> None:
    """Tell the sender what came of the review, once; nothing if they have no confirmed address."""
    given = review.ruling.given
    if not given.email_confirmed_at or not review.answer:
        return
    if Review.objects.filter(pk=review.pk, told_at=None).update(told_at=timezone.now()):
        key = f"moderation.review:{review.pk}"
        post(**to_sender(given, "moderation/letters/reviewed", key=key, review=review))


@task(backend="later")
def tell_of_ruling_later(*, ruling_id: int) -> None:
    """Queued by the version before."""
    tell_of_ruling(own_row(Ruling.objects.select_related("given", "reason"), ruling_id))


@task(backend="later")
def tell_of_review_later(*, review_id: int) -> None:
    """Queued by the version before."""
    tell_of_review(own_row(Review.objects.select_related("ruling__given"), review_id))


def sweep() -> None:
    """Write to those who have confirmed their address since. May run any number of times."""
    rulings = Ruling.objects.standing().filter(measure=Measure.REDACTED, told_at=None)
    for ruling in rulings.exclude(given__email_confirmed_at=None).select_related("given", "reason"):
        tell_of_ruling(ruling)
    reviews = Review.objects.exclude(answer="").filter(told_at=None)
    for review in reviews.exclude(ruling__given__email_confirmed_at=None).select_related("ruling__given"):
        tell_of_review(review)
