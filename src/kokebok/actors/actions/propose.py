"""A body says what its entry should say; an editor looks, and it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kokebok.actors.entry_letters import letter_about
from kokebok.actors.models import Keeper, Proposal, ProposalState
from kokebok.actors.rules import ENTRY_FIELDS, EnquiryTooLate
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post
from kokebok.people.models import Body
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def propose(keeper: Keeper, *, said: dict[str, Any]) -> Proposal | None:
    """Ask for the entry to say this, instead of what was asked for before; None if it says so already."""
    assert keeper.body is not None
    body = Body.objects.select_for_update().get(pk=keeper.body.pk)
    Proposal.objects.waiting().filter(body=body).delete()
    now = {name: getattr(body, name) for name in ENTRY_FIELDS}
    changed = [name for name in ENTRY_FIELDS if said[name] != now[name]]
    if not changed:
        return None
    proposal = Proposal.objects.create(
        body=body,
        keeper=keeper,
        before={name: now[name] for name in changed},
        after={name: said[name] for name in changed},
    )
    record("proposal.made", by=None, about=body, fields=changed)
    return proposal


@transaction.atomic
def approve(proposal: Proposal, *, by: Person) -> None:
    """Let the entry say it. Raises TooLate if another has settled it, or the entry says something else meanwhile."""
    body = Body.objects.select_for_update().get(pk=proposal.body_id)
    if any(getattr(body, name) != value for name, value in proposal.before.items()):
        raise EnquiryTooLate(
            _("The entry has been changed since they wrote this. Look at it, and ask them to write anew.")
        )
    _settle(proposal, ProposalState.APPROVED, "")
    for name, value in proposal.after.items():
        setattr(body, name, value)
    body.verified_on = timezone.localdate()
    body.save(update_fields=[*proposal.after, "verified_on"])
    for call in settings.AFTER_ACTOR_CHANGE:
        import_string(call)(body)
    record("proposal.approved", by=by, about=body, fields=sorted(proposal.after))
    _tell(proposal)


@transaction.atomic
def refuse(proposal: Proposal, *, reason: str, by: Person) -> None:
    """Do not let the entry say it, and tell them why. Raises TooLate, Refused without a reason.

    The reason may say something of a person: it is theirs to read, and stands on the proposal.
    """
    if not reason:
        raise Refused(_("Write why: they are told."))
    _settle(proposal, ProposalState.REFUSED, reason)
    record("proposal.refused", by=by, about=proposal.body, with_reason=True)
    _tell(proposal)


@transaction.atomic
def confirm_entry(keeper: Keeper) -> None:
    """Say that all the entry says is still right."""
    assert keeper.body is not None
    Body.objects.filter(pk=keeper.body.pk).update(verified_on=timezone.localdate())
    record("entry.confirmed", by=None, about=keeper.body)


def _settle(proposal: Proposal, state: ProposalState, reason: str) -> None:
    fields = {"state": state, "reason": reason, "settled_at": timezone.now()}
    if not Proposal.objects.waiting().filter(pk=proposal.pk).update(**fields):
        raise EnquiryTooLate(_("Another has just settled this."))
    proposal.refresh_from_db()


def _tell(proposal: Proposal) -> None:
    by = proposal.keeper
    keeper = by and Keeper.objects.admitted().filter(pk=by.pk).select_related("body").first()
    if keeper:
        post(**letter_about(proposal, keeper))
