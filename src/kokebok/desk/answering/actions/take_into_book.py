"""Publish the page that an input has become, and answer the input: when all have agreed, or with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.actions.new_page import NotReady, publish_draft, take_back
from kokebok.book.publishing import hold_page
from kokebok.calls.consent_queries import hash_now, not_asked, still_to_agree, whose_last_word_is
from kokebok.calls.models import CallAnswer, Consent, Making
from kokebok.desk.answering.actions.answer import Answer, decide, settle
from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.versions.models import Version

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kokebok.book.models import Page
    from kokebok.people.models import Person


@transaction.atomic
def take_into_book(
    making: Making, *, reply: str, anyway: str = "", despite: Collection[int] = (), by: Person
) -> Decision:
    """Publish the page with the text that everybody has agreed to, and answer the input with it, credited.

    `anyway` is why it is published though somebody has not agreed: it is kept, and stands in the journal with their
    names. `despite` are the parties who do not want to be in it, each of whom must be named. Raises TooLate if it is
    published already or the input is settled; Refused while somebody has not agreed to the text as it is now and no
    reason is given, where one who said no is not named, and where the page lacks something.
    """
    locked = Making.objects.select_for_update().get(pk=making.pk)
    if locked.published_at is not None:
        raise TooLate(_("The page is published already."))
    hold_page(locked.page_id)  # nobody saves other words meanwhile
    waiting = [party.name for party in still_to_agree(locked, hash_now(locked))]
    anyway = anyway.strip() if waiting else ""
    if waiting and not anyway:
        raise Refused(
            _("Not everybody has agreed to the text as it is now. We wait for: %(names)s.")
            % {"names": ", ".join(waiting)}
        )
    if waiting and not_asked(locked).exists():
        raise Refused(_("Ask those who are named first: we have promised the sender that they are asked."))
    given = locked.given
    refused = {party.pk: party.name for party in whose_last_word_is(Consent.Said.OUT, locked)}
    _require_named(refused, despite)
    said = Answer(Outcome.TAKEN_IN, reply=reply)
    was = State(given.state)
    given = settle(given, said, by=by)
    Making.objects.filter(pk=locked.pk, published_at=None).update(published_at=timezone.now(), anyway=anyway)
    try:
        wording = publish_draft(locked.page, by=by, reason=_reason(given))
    except NotReady as refusal:
        raise Refused(str(refusal)) from refusal
    passed = {"anyway": anyway, **_passed(locked, waiting)} if waiting else {}
    record("making.published", by=by, about=locked, given=given.pk, page=locked.page_id, **passed)
    return decide(given, said, by=by, wording=wording, was=was)


def _require_named(refused: Mapping[int, str], despite: Collection[int]) -> None:
    unnamed = [name for number, name in refused.items() if number not in despite]
    if unnamed:
        raise Refused(
            _(
                "%(names)s: does not want to be in the text. Tick the name if it is to be published all the same."
            )
            % {"names": ", ".join(unnamed)}
        )


def _passed(making: Making, waiting: list[str]) -> dict[str, list[str]]:
    """Those who had not agreed, by what they had said: no, what should be another way, or nothing to this text."""
    refused = [party.name for party in whose_last_word_is(Consent.Said.OUT, making)]
    wished = [party.name for party in whose_last_word_is(Consent.Said.NO, making) if party.name in waiting]
    silent = [name for name in waiting if name not in (*refused, *wished)]
    return {"refused": refused, "wanted_changes": wished, "not_agreed": silent}


def _reason(given: Input) -> str:
    """Why the page is there, as readers see it beside the change."""
    call = CallAnswer.objects.filter(given=given).values_list("call__title", flat=True).first()
    if call is None:
        return _("From input %(number)s.") % {"number": given.pk}
    return _("From input %(number)s, an answer to “%(call)s”.") % {"number": given.pk, "call": call}


def take_out_of_book(given: Input, *, by: Person) -> list[Page]:
    """When the answer to an input is taken back: make the page it was published as a draft again; none without one.

    So are its versions in other languages that were published after it: they say what it says. The consents stay. Call
    it inside the act's transaction.
    """
    making = Making.objects.filter(given=given, published_at__isnull=False).first()
    if making is None or not Making.objects.filter(pk=making.pk).update(published_at=None, anyway=""):
        return []
    since = {"page__live": True, "page__first_published_at__gte": making.published_at}
    tied = Version.objects.filter(tie__versions__page=making.page_id, **since).exclude(page=making.page_id)
    pages = [making.page, *(one.page for one in tied.select_related("page").order_by("page"))]
    for page in pages:
        take_back(page, by=by)
    return pages
