"""Come on the list of a round or a theme, and off it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.actors.meet_letters import letter_of_removal, letter_to_confirm, letter_with_own_link
from kokebok.actors.models import Enquiry, MeetEntry
from kokebok.actors.rules import CONFIRM_WITHIN, MET_KEPT_FOR, EnquiryTooLate
from kokebok.inputs.pressed import require_read
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import forget as forget_letters
from kokebok.letters.actions.post import post, post_to_stranger
from kokebok.letters.shares import AS_MANY_AS_A_HALL, require_share
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.people.models import Person
    from kokebok.rounds.models import Round


@dataclass(frozen=True)
class WantsToTalk:
    """Who it is, and what they want to talk about. `is_public`: anyone may see it, and not only others on the list."""

    email: str
    name: str
    on_behalf_of: str
    about: str
    is_public: bool
    language: str


@transaction.atomic
def want_to_talk(who: WantsToTalk, *, of: Round | str, network: str = "") -> None:
    """Ask to be on the list of a round, or of the theme with this key; one is when the address is confirmed.

    Asked again in other words before that, these are what one confirms, and a new letter says so.
    It goes the same way for one who is on it already: they get the letter with their link once more.
    Raises TooMany.
    """
    require_share("actors.meet", network, times=AS_MANY_AS_A_HALL)
    place = {"round": None, "theme": of} if isinstance(of, str) else {"round": of, "theme": ""}
    said = {
        "name": who.name,
        "on_behalf_of": who.on_behalf_of,
        "about": who.about,
        "is_public": who.is_public,
        "language": who.language,
        "made_at": timezone.now(),
    }
    try:
        with transaction.atomic():
            one, is_new = MeetEntry.objects.get_or_create(email=who.email.lower(), **place, defaults=said)
    except IntegrityError:
        return  # asked for in the same moment: that one gets the letter
    if not is_new and one.confirmed_at is None:
        MeetEntry.objects.filter(pk=one.pk, confirmed_at=None).update(**said)
        one.refresh_from_db()
    post_to_stranger(**(letter_with_own_link(one) if one.confirmed_at else letter_to_confirm(one)))


@transaction.atomic
def come_on_list(one: MeetEntry, *, seen: str) -> bool:
    """Confirm the address, and be on the list from now on, with what was seen (its `mark`). False if it was confirmed
    before. Raises ChangedSince.
    """
    now = timezone.now()
    held = MeetEntry.objects.select_for_update().filter(pk=one.pk, confirmed_at=None).first()
    if held is not None:
        require_read(seen, held.mark)
    fresh = MeetEntry.objects.filter(pk=one.pk, confirmed_at=None, made_at__gt=now - CONFIRM_WITHIN)
    if not fresh.update(confirmed_at=now):
        return False
    record("meet.joined", by=None, about=one)
    return True


@transaction.atomic
def leave_list(one: MeetEntry) -> None:
    """Be off the list at once; who it was is erased, and what others have asked them."""
    if erase_meet_entries([one]):
        record("meet.left", by=None, about=one)


@transaction.atomic
def take_off_list(one: MeetEntry, *, reason: str, by: Person) -> None:
    """Take somebody off the list, and tell them why; who they are is erased.

    The journal says that a reason was given, and not which: it may tell of them, and lines stay. Raises EnquiryTooLate,
    Refused without a reason.
    """
    if not reason:
        raise Refused(_("Write why: they are told."))
    if not MeetEntry.objects.select_for_update().filter(pk=one.pk).exists():
        raise EnquiryTooLate(_("Another has just settled this."))
    record("meet.removed", by=by, about=one, with_reason=True)
    erase_meet_entries([one])
    post(**letter_of_removal(one, reason))


def forget_met(*, at: datetime | None = None) -> int:
    """Erase who did not confirm, and who has been on a list for as long as it says; how many.

    May run any number of times.
    """
    now = at or timezone.now()
    over = Q(confirmed_at=None, made_at__lt=now - CONFIRM_WITHIN) | Q(confirmed_at__lt=now - MET_KEPT_FOR)
    with transaction.atomic():
        return erase_meet_entries(list(MeetEntry.objects.filter(over)))


def erase_meet_entries(some: list[MeetEntry]) -> int:
    """Erase who they are, what others have asked them, and the letters about both; how many they were."""
    keys = [one.pk for one in some]
    forget_letters(*some, *Enquiry.objects.filter(met__in=keys))
    _all, each = MeetEntry.objects.filter(pk__in=keys).delete()
    return each.get(MeetEntry._meta.label, 0)
