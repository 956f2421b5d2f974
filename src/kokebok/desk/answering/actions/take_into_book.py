"""Publish the page that an answer to a call has become, and answer the input: one act, when all have agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.actions.new_page import NotReady, publish_draft, take_back
from kokebok.book.publishing import hold_page
from kokebok.calls.actions.take_in import hash_now, still_to_agree
from kokebok.calls.models import Making
from kokebok.desk.answering.actions.answer import Answer, decide, settle
from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def take_into_book(making: Making, *, reply: str, by: Person) -> Decision:
    """Publish the page with the text that everybody has agreed to, and answer the input with it, credited.

    Raises TooLate if it is published already or the input is settled; Refused while somebody has not agreed to the text
    as it is now, and where the page lacks something.
    """
    locked = Making.objects.select_for_update().get(pk=making.pk)
    if locked.published_at is not None:
        raise TooLate(_("The page is published already."))
    hold_page(locked.page_id)  # nobody saves other words meanwhile
    waiting = [party.name for party in still_to_agree(locked, hash_now(locked))]
    if waiting:
        raise Refused(
            _("Not everybody has agreed to the text as it is now. We wait for: %(names)s.")
            % {"names": ", ".join(waiting)}
        )
    given = locked.answer.given
    said = Answer(Outcome.TAKEN_IN, reply=reply)
    was = State(given.state)
    given = settle(given, said, by=by)
    reason = _("From input %(number)s, an answer to “%(call)s”.")
    words = {"number": given.pk, "call": locked.answer.call.title}
    Making.objects.filter(pk=locked.pk, published_at=None).update(published_at=timezone.now())
    try:
        wording = publish_draft(locked.page, by=by, reason=reason % words)
    except NotReady as refusal:
        raise Refused(str(refusal)) from refusal
    record("making.published", by=by, about=locked, given=given.pk, page=locked.page_id)
    return decide(given, said, by=by, wording=wording, was=was)


def take_out_of_book(given: Input, *, by: Person) -> bool:
    """When the answer to an input is taken back: make the page it was published as a draft again. False without one.

    The consents stay. Call it inside the act's transaction.
    """
    making = Making.objects.filter(answer__given=given, published_at__isnull=False).first()
    if making is None or not Making.objects.filter(pk=making.pk).update(published_at=None):
        return False
    take_back(making.page, by=by)
    return True
