"""Say what one thinks of a paragraph one is asked to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.review.models import Portion, Reader, Reading, Says, Verdict
from kokebok.review.rules import require_may, require_open, require_words

if TYPE_CHECKING:
    from kokebok.book.models import Wording
    from kokebok.people.models import Person


@transaction.atomic
def say(portion: Portion, says: Says, text: str, *, by: Person, wording: Wording) -> Verdict:
    """Say what `by` thinks of a paragraph, in the wording they had before them.

    Once more for the same wording changes what they said; the same once more changes nothing. Raises Refused where
    words are owed, ReadingClosed when the reading is closed, TooLate when what they said is public already, and Http404
    where they are not asked.
    """
    text = text.strip()
    require_may(by, "review.read")
    if not Reader.objects.filter(reading=portion.reading_id, person=by).exists():
        raise Http404
    require_open(Reading.objects.get(pk=portion.reading_id))
    require_words(says, text)
    if wording.paragraph_id != portion.paragraph_id:
        raise Refused(_("The words are of another paragraph. Open it again."))
    return _kept(portion, says, text, by=by, wording=wording)


def _kept(portion: Portion, says: Says, text: str, *, by: Person, wording: Wording) -> Verdict:
    same = Verdict.objects.filter(portion=portion, person=by, wording=wording)
    before = same.first()
    if before is not None and (before.says, before.text) == (says, text):
        return before
    if before is None:
        before = _new(portion, says, text, by=by, wording=wording)
    elif not same.filter(released_as=None).update(says=says, text=text, at=timezone.now(), together=None):
        raise TooLate(_("What you said of these words is published, so it can no longer be changed."))
    verdict = same.get()
    record("verdict.given", by=by, about=verdict, says=verdict.says, anchor=portion.paragraph.anchor)
    return verdict


def _new(portion: Portion, says: Says, text: str, *, by: Person, wording: Wording) -> Verdict:
    try:
        with transaction.atomic():
            return Verdict.objects.create(portion=portion, person=by, wording=wording, says=says, text=text)
    except IntegrityError as error:
        raise TooLate(
            _("You have said something of this paragraph in another window. Look at it again.")
        ) from error


@transaction.atomic
def set_naming(reader: Reader, *, agrees: bool, by: Person) -> None:
    """Say whether one's name may stand beside one's remarks when they are published from now on."""
    if reader.person_id != by.pk:
        raise Http404
    if Reader.objects.filter(pk=reader.pk).exclude(may_be_named=agrees).update(may_be_named=agrees):
        record("reader.naming_changed", by=by, about=reader, agrees=agrees)
