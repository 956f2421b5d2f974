"""A body says that an entry is its own, or asks for one; an editor lets it, and its people come in by a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kokebok.actors.entry_letters import (
    letter_of_admission,
    letter_of_rejection,
    letter_to_confirm,
    letter_with_link,
)
from kokebok.actors.models import Keeper, fresh_token
from kokebok.actors.queries import is_address_of_ours
from kokebok.actors.rules import (
    CONFIRM_WITHIN,
    LINK_STANDS_FOR,
    LINK_WORKS_FOR,
    VISIT_LASTS,
    WAITS_AT_MOST,
    EnquiryTooLate,
    IsNotTheirs,
    digest,
    domain_of,
    is_shared,
    speaks_for,
)
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import forget, post, post_to_stranger
from kokebok.letters.shares import A_DAY, AS_MANY_AS_A_HALL, TooMany, require_share, take_share
from kokebok.lib.alphabet import plain_letters
from kokebok.people.models import Body
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.people.models import Person

JOIN_LOCK = 2_041_913_003
"""The number under which a PostgreSQL server keeps those who ask for an entry in a row."""
TRIES = 5
INVITED_A_DAY = 20
"""How many colleagues one who keeps an entry may invite in a day."""


@dataclass(frozen=True)
class Claimant:
    """Somebody who wants to keep an entry."""

    email: str
    name: str
    role: str
    language: str


@transaction.atomic
def claim(who: Claimant, *, body: Body, network: str = "") -> None:
    """Ask to keep the entry of a body: an editor looks at it when the address is confirmed by a letter.

    It goes the same way whoever asks, so that nobody learns from us who keeps it. Raises IsNotTheirs if the body has
    a website and the address is of another domain, TooMany.
    """
    require_share("actors.keeper", network)
    require_theirs(who.email, body.web)
    _ask(Keeper(body=body), who)


@transaction.atomic
def join(who: Claimant, *, new_body: dict[str, str], network: str = "") -> None:
    """Ask for an entry for a body that has none: its name, kind, place and web. Raises as `claim` does."""
    require_share("actors.keeper", network)
    require_theirs(who.email, new_body["web"])
    _one_at_a_time()
    _ask(Keeper(new_body=new_body), who)


@transaction.atomic
def invite(who: Claimant, *, by: Keeper) -> None:
    """Let a colleague keep the entry too, when they have confirmed their address: it must be of the same domain.

    Whoever has asked by themselves, and confirmed it, keeps it from now on. Raises IsNotTheirs, TooMany if `by` has
    invited INVITED_A_DAY within the day, and Refused for one who keeps the entry already.
    """
    assert by.body is not None
    domain = by.email.rpartition("@")[2]
    if is_shared(domain):
        raise IsNotTheirs(
            _("Your own address is of a provider that many use. Let the editors add your colleague.")
        )
    if not speaks_for(who.email, domain):
        raise IsNotTheirs(_not_theirs(domain))
    same = Keeper.objects.filter(body=by.body, email=who.email.lower())
    if same.admitted().exists():
        raise Refused(_("They keep this entry already."))
    if not take_share("actors.invited", str(by.pk), most=INVITED_A_DAY, within=A_DAY):
        raise TooMany(_("You have invited many today. Invite the others tomorrow."))
    record("keeper.invited", by=None, about=by.body)
    waiting = same.waiting().first()
    if waiting is None:
        _ask(Keeper(body=by.body, invited_by=by), who)
    else:
        Keeper.objects.filter(pk=waiting.pk).update(invited_by=by)
        _let_in(waiting)


def require_theirs(email: str, web: str) -> None:
    """Raise IsNotTheirs if there is a website, and the address is of another domain."""
    domain = domain_of(web)
    if domain and not speaks_for(email, domain):
        raise IsNotTheirs(_not_theirs(domain))


def _not_theirs(domain: str) -> str:
    return _("Use an address that ends in %(domain)s: it shows that you speak for them.") % {"domain": domain}


def _one_at_a_time() -> None:
    """Hold back others who ask for a new entry until this is kept. SQLite does so by itself: one writes at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOIN_LOCK])


def _ask(drawn_up: Keeper, who: Claimant) -> None:
    email = who.email.lower()
    same = Keeper.objects.filter(email=email, body=drawn_up.body)
    if drawn_up.body is None:
        same = same.filter(new_body__name=drawn_up.new_body["name"])
    keeper = same.first()
    if keeper is None:
        keeper = drawn_up
        keeper.email, keeper.name, keeper.role, keeper.language = email, who.name, who.role, who.language
        try:
            with transaction.atomic():
                keeper.save(force_insert=True)
        except IntegrityError:
            return  # asked for in the same moment: that one gets the letter
    else:
        Keeper.objects.filter(pk=keeper.pk).update(made_at=timezone.now())
        if (
            keeper.confirmed_at is None
        ):  # whose address it is has not said so yet: the last words are the ones they confirm
            said = {"name": who.name, "role": who.role, "language": who.language}
            inviting = {"invited_by": drawn_up.invited_by} if drawn_up.invited_by else {}
            Keeper.objects.filter(pk=keeper.pk, confirmed_at=None).update(**said, **inviting)
            keeper.refresh_from_db()
    if keeper.confirmed_at is None:
        post_to_stranger(**letter_to_confirm(keeper))


@transaction.atomic
def confirm(keeper: Keeper) -> bool:
    """Confirm the address. Whoever a colleague has invited keeps the entry from now on; others wait for an editor.

    False if it was confirmed before.
    """
    now = timezone.now()
    fresh = Keeper.objects.filter(pk=keeper.pk, confirmed_at=None, made_at__gt=now - CONFIRM_WITHIN)
    if not fresh.update(confirmed_at=now):
        return False
    record("keeper.confirmed", by=None, about=keeper)
    colleagues = Keeper.objects.admitted().filter(body=keeper.body_id)
    if keeper.invited_by and colleagues.filter(pk=keeper.invited_by.pk).exists():
        _let_in(keeper)
    return True


def _let_in(keeper: Keeper) -> None:
    """Let somebody keep the entry whom a colleague has invited, and who has confirmed their address."""
    if Keeper.objects.filter(pk=keeper.pk, admitted_at=None).update(admitted_at=timezone.now()):
        keeper.refresh_from_db()
        record("keeper.admitted", by=None, about=keeper.body)
        post(**letter_of_admission(keeper))


@transaction.atomic
def admit(keeper: Keeper, *, by: Person) -> Body:
    """Let somebody keep the entry; a body that had none gets one. Raises TooLate if another has settled it."""
    waiting = _held(keeper)
    body = waiting.body or _made(waiting)
    if Keeper.objects.filter(body=body, email=waiting.email).exclude(pk=waiting.pk).exists():
        raise EnquiryTooLate(_("Another has just settled this."))
    Keeper.objects.filter(pk=waiting.pk).update(body=body, new_body={}, admitted_at=timezone.now())
    waiting.refresh_from_db()
    record("keeper.admitted", by=by, about=body)
    post(**letter_of_admission(waiting))
    return body


def _held(keeper: Keeper) -> Keeper:
    """One who waits, with the row held until this is done. Raises TooLate if another has settled it."""
    waiting: Keeper | None = (
        Keeper.objects.waiting().select_for_update(of=("self",)).filter(pk=keeper.pk).first()
    )
    if waiting is None:
        raise EnquiryTooLate(_("Another has just settled this."))
    return waiting


def _made(keeper: Keeper) -> Body:
    new = {**keeper.new_body, "verified_on": timezone.localdate()}
    for _time in range(TRIES):
        try:
            with transaction.atomic():
                return Body.objects.create(slug=free_slug(new["name"]), **new)
        except IntegrityError:
            continue  # another of that name was made in the same moment
    raise EnquiryTooLate(_("Another has just settled this."))


def free_slug(name: str) -> str:
    """What a body is called in addresses: nothing another is called, and no address of our own."""
    plain = slugify(plain_letters(name))[:70].strip("-") or "aktor"
    taken = set(Body.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    slugs = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 3))
    return next(one for one in slugs if one not in taken and not is_address_of_ours(one))


@transaction.atomic
def reject(keeper: Keeper, *, reason: str, by: Person) -> None:
    """Do not let somebody keep the entry, and tell them why; who they are is erased. Raises TooLate, Refused.

    The reason may say something of a person, so it stands in the letter alone.
    """
    if not reason:
        raise Refused(_("Write why: they are told."))
    keeper = _held(keeper)
    record("keeper.rejected", by=by, about=keeper.body, with_reason=True)
    forget(keeper)
    post(**letter_of_rejection(keeper, reason))
    Keeper.objects.filter(pk=keeper.pk).delete()


@transaction.atomic
def send_link(body: Body, *, email: str, network: str = "") -> None:
    """Send a link that lets one in once, if the address is of somebody who keeps the entry. Nobody learns whether.

    While one they have been sent still stands, no other is sent: whoever asks again and again, for somebody else,
    neither fills their mailbox nor has their link stop working. It has shares of its own, for an address and for a
    network: whoever asks for entries shuts nobody out of the one they keep. Raises TooMany.
    """
    if network:
        require_share("actors.link_to", f"{network} {email}")
        require_share("actors.link", network, times=AS_MANY_AS_A_HALL)
    keeper = Keeper.objects.admitted().filter(body=body, email=email.lower()).first()
    if keeper is None:
        return
    token = fresh_token()
    now = timezone.now()
    has_none = Keeper.objects.filter(
        Q(key="") | Q(key_until__lte=now + LINK_WORKS_FOR - LINK_STANDS_FOR), pk=keeper.pk
    )
    if has_none.update(key=digest(token), key_until=now + LINK_WORKS_FOR):
        post(**letter_with_link(keeper, token))
        record("keeper.link_sent", by=None, about=body)


@transaction.atomic
def come_in(token: str) -> tuple[Keeper, str] | None:
    """Use a link up: who it lets in, and what their browser is to hold. None if it has been used, or is too old."""
    now, visit = timezone.now(), fresh_token()
    good = Keeper.objects.admitted().filter(key=digest(token), key_until__gt=now)
    keeper = good.select_related("body").first()
    fresh = {"key": "", "key_until": None, "visit": digest(visit), "visit_until": now + VISIT_LASTS}
    if keeper is None or not good.filter(pk=keeper.pk).update(**fresh):
        return None
    record("keeper.came_in", by=None, about=keeper.body)
    return keeper, visit


@transaction.atomic
def leave(keeper: Keeper) -> None:
    """End a visit."""
    Keeper.objects.filter(pk=keeper.pk).update(visit="", visit_until=None)
    record("keeper.went_out", by=None, about=keeper.body)


@transaction.atomic
def end(keeper: Keeper, *, by: Keeper) -> None:
    """Somebody keeps the entry no longer: themselves, or a colleague says so. Who they are is erased."""
    if keeper.body_id != by.body_id:
        raise Refused(_("They keep another entry."))
    if not Keeper.objects.select_for_update().filter(pk=keeper.pk).exists():
        return  # ended in the same moment
    record("keeper.ended", by=None, about=keeper.body)
    forget(keeper)
    Keeper.objects.filter(pk=keeper.pk).delete()


def purge(*, at: datetime | None = None) -> int:
    """Erase who asked to keep an entry and did not confirm it in fourteen days, or was not let in in half a year; how
    many.

    May run any number of times.
    """
    now = at or timezone.now()
    is_old = Q(confirmed_at=None, made_at__lt=now - CONFIRM_WITHIN) | Q(confirmed_at__lt=now - WAITS_AT_MOST)
    old = list(Keeper.objects.filter(is_old, admitted_at=None))
    with transaction.atomic():
        forget(*old)
        Keeper.objects.filter(is_old, pk__in=[one.pk for one in old], admitted_at=None).delete()
    return len(old)
