"""Keep an input from readers for a reason, and let it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from kokebok.inputs.actions import moderate
from kokebok.inputs.queries import letter_language
from kokebok.moderation.models import Measure, Ruling
from kokebok.moderation.rules import Grounds, require_grounds, require_no_review_waits

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


@transaction.atomic
def refuse(given: Input, *, grounds: Grounds, by: Person) -> Ruling:
    """Keep an input from the public. Its sender is told why, and that they can ask for a review.

    Raises Refused without a reason, TooLate if somebody else was first.
    """
    require_grounds(grounds)
    ruling = Ruling(
        given=given,
        measure=Measure.REFUSED,
        reason=grounds.reason,
        words=grounds.words.strip(),
        by=by,
        at=timezone.now(),
    )
    why = ruling.why_in(letter_language(given))
    ruling.given = moderate.refuse(given, by=by, reason=why)
    ruling.save()
    return ruling


@transaction.atomic
def publish(given: Input, *, by: Person) -> Input:
    """Publish an input that waits, or one that was refused, which lifts the refusal.

    Raises TooLate if somebody else was first, and Refused while its sender waits for a second opinion.
    """
    standing = Ruling.objects.standing().filter(given=given, measure=Measure.REFUSED)
    for ruling in standing:
        require_no_review_waits(ruling)
    given = moderate.approve(given, by=by)
    standing.update(lifted_at=timezone.now(), lifted_by=by)
    return given
