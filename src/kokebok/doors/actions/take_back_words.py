"""Take back words of a letter that were taken for another's, or for a signature, when it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.doors.models import Arrival
from kokebok.inputs.actions.after import after_words_change
from kokebok.inputs.models import LONGEST_TEXT, UNSETTLED, Input
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def take_back_words(given: Input, *, number: int, by: Person) -> Input:
    """Put words that were left out of a letter at the end of what its input says. `number` is theirs in `left_out`.

    Raises TooLate when somebody has taken them back, or changed or answered the input meanwhile, and Refused when
    there are no such words, or no room for them.
    """
    arrival = Arrival.objects.select_for_update().get(given=given)
    words = arrival.left_out[number] if 0 <= number < len(arrival.left_out) else []
    if len(words) < 4 or not words[2]:
        raise Refused(_("There are no such words in the e-mail."))
    if words[3]:
        raise TooLate(_("Somebody has taken these words back already."))
    text = f"{given.text}\n\n{words[2]}"
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("There is no room for these words in the input. They can be read in the e-mail as it came.")
        )
    changed = Input.objects.filter(pk=given.pk, text=given.text, state__in=UNSETTLED).update(text=text)
    if not changed:
        raise TooLate(_("The input has been changed or answered meanwhile."))
    arrival.left_out = [[*one[:3], True] if at == number else one for at, one in enumerate(arrival.left_out)]
    arrival.save(update_fields=["left_out"])
    given.refresh_from_db()
    after_words_change(given)
    record("letter.words_taken_back", by=by, about=given)
    return given
