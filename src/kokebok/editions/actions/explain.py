"""Say afterwards why a text was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.models import Paragraph
from kokebok.book.models.causes import explains
from kokebok.book.publishing import holding_page_of
from kokebok.editions.models import Explanation
from kokebok.editions.queries import upcoming
from kokebok.editions.rules import ChangedMeanwhile, NoSuchInput, NotSaid
from kokebok.inputs.models import Input
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


@transaction.atomic
def explain(
    cookbook: Cookbook,
    anchor: str,
    *,
    cause: str,
    reason: str,
    inputs: Sequence[int],
    seen: str,
    rest_too: bool = False,
    by: Person,
) -> int:
    """Say why a paragraph has changed since the newest edition; with `rest_too` also the others of its page that
    nobody has explained. Gives back how many were explained. `seen` is `FoundChange.seen_among` of what one had
    before one: all that is explained at once must be as it was then.

    Raises ChangedMeanwhile if the text or the explanation is another now, NoSuchInput for a number that nobody may
    read an input under, NotSaid where the cause needs more words.
    """
    paragraph = Paragraph.objects.filter(anchor=anchor).first()
    if paragraph is None:
        raise ChangedMeanwhile(_("This is no change any more."))
    with holding_page_of(paragraph.pk):
        coming = upcoming(cookbook)
        found = next((one for one in coming.found if one.change.anchor == anchor), None)
        if found is None or coming.previous is None:
            raise ChangedMeanwhile(_("This is no change any more."))
        now, is_of_many = found.seen_among(coming.found), rest_too or bool(found.whole_page)
        if (seen != now) if is_of_many else (seen.partition("/")[0] != found.mark):
            raise ChangedMeanwhile(
                _(
                    "Somebody has explained it, or changed the text, since you opened the page. Look once more."
                )
            )
        origins = _inputs(inputs)
        if not explains(cause, reason=reason, has_inputs=bool(origins)):
            raise NotSaid(_("Say why in words: readers see this beside the change."))
        rest = found.beside(coming.found) if rest_too else []
        for one in [found, *rest]:
            said = Explanation.objects.create(
                since=coming.previous,
                paragraph=one.paragraph,
                upto=one.upto,
                cause=cause,
                reason=reason.strip(),
                of_page=bool(one.whole_page),
                by=by,
                at=timezone.now(),
            )
            said.inputs.set(origins)
        record(
            "change.explained",
            by=by,
            about=paragraph,
            cause=cause,
            reason=reason.strip(),
            inputs=[given.pk for given in origins],
            anchors=[one.change.anchor for one in [found, *rest]],
        )
    return 1 + len(rest)


def _inputs(numbers: Sequence[int]) -> list[Input]:
    found = list(Input.objects.readable().filter(pk__in=numbers).order_by("pk"))
    lacking = sorted(set(numbers) - {given.pk for given in found})
    if lacking:
        raise NoSuchInput(_("There is no input %(number)s that everyone may read.") % {"number": lacking[0]})
    return found
