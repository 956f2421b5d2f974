"""Who may do what with actors and enquiries, how many there may be, and how long each is kept."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.crypto import salted_hmac

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

if TYPE_CHECKING:
    from datetime import date

    from kokebok.people.models import Body

MAY: Table = {
    "entries.settle": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
    "meet.settle": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR, RoleName.HOST),
    "meet.settle_all": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR),
    "enquiry.settle": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR),
}
may = allowed_by(MAY)

CONFIRM_WITHIN = timedelta(days=14)
WAITS_AT_MOST = timedelta(days=180)  # for an editor, who wants to keep an entry
ANSWER_WITHIN = timedelta(days=30)
KEPT_AFTER_ANSWER = timedelta(days=14)  # long enough to say that it was misuse
REPORT_KEPT_FOR = timedelta(days=90)  # if no editor looks at it
BARRED_FOR = timedelta(days=365)
MOST_SENT_A_DAY = 5  # by one address
MOST_RECEIVED_A_DAY = 10  # by one actor, or one sender of an input
MET_KEPT_FOR = timedelta(days=90)  # who wants to talk, on the list of a round or a theme
CONFIRMED_EVERY = timedelta(days=365)  # an entry, by those who keep it
REMINDED_AGAIN_AFTER = timedelta(days=30)
BETWEEN_LETTERS = timedelta(hours=1)  # that ask about the same enquiry

LINK_WORKS_FOR = timedelta(hours=1)
LINK_STANDS_FOR = timedelta(minutes=50)  # no other is sent meanwhile, unless it has been used
VISIT_LASTS = timedelta(hours=8)
ENTRY_FIELDS = (
    "solves",
    "offers",
    "seeks",
    "place",
    "municipality",
    "inhabitants",
    "reach",
    "themes",
    "web",
    "contact",
    "note",
)
"""What a body may say of itself in its entry."""

_SHARED = """
gmail.com googlemail.com outlook.com hotmail.com hotmail.no live.com live.no msn.com yahoo.com yahoo.no icloud.com
me.com mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de web.de mail.com mail.ru yandex.com
yandex.ru zoho.com fastmail.com tutanota.com hey.com online.no broadpark.no getmail.no lyse.net start.no epost.no
facebook.com instagram.com linkedin.com wordpress.com blogspot.com github.io wixsite.com
kommune.no herad.no dep.no stat.no priv.no vgs.no mil.no museum.no idrett.no folkebibl.no fylkesbibl.no co.no
co.uk org.uk ac.uk gov.uk com.au org.au co.nz co.jp com.br co.za co.in com.cn com.tr com.mx
"""
SHARED_DOMAINS = frozenset(_SHARED.split())
"""Domains under which many have an address or a website: one of them shows nobody to speak for a body."""

ADDRESS = re.compile(r"[^\s@<>,;()]+@[^\s@<>,;()]+\.[a-z]{2,}", re.IGNORECASE)
NAMED = re.compile(r"\.[a-z][a-z0-9-]+\Z")  # ends as a name does, and not as a number of a network


class EnquiryTooLate(Refused):
    """Somebody has answered already, or it is too long since it was asked."""


class IsNotTheirs(Refused):
    """The address is not of the domain of the body."""


class MayNotAsk(Refused):
    """The address has been found to misuse this, or what it has sent is being looked at."""


def shared_mailbox_of(body: Body) -> str:
    """The address an actor gives as its contact, in small letters; "" if it gives none."""
    found = ADDRESS.search(body.contact)
    return found.group().lower() if found else ""


def domain_of(web: str) -> str:
    """The domain of a website, without www, as it is written in ASCII; "" for none, and for one that many share."""
    try:
        host = urlsplit(web).hostname or ""
    except ValueError:
        return ""
    domain = in_ascii(host).removeprefix("www.")
    return "" if is_shared(domain) or not NAMED.search(domain) else domain


def in_ascii(host: str) -> str:
    """The name of a host as the name servers know it: small letters, no final dot; "" for what is no name."""
    try:
        return host.removesuffix(".").encode("idna").decode().lower()
    except UnicodeError:
        return ""


def is_shared(domain: str) -> bool:
    """Whether many who have nothing to do with each other have addresses or websites of this domain."""
    return in_ascii(domain) in SHARED_DOMAINS


def names_somebody(web: str) -> bool:
    """Whether a web address holds a name or a password before its host, which then looks like another."""
    return "@" in urlsplit(web).netloc


def speaks_for(email: str, domain: str) -> bool:
    """Whether an address is of a domain, or of a part of it. Nothing speaks for a domain of a single word."""
    own, domain = in_ascii(email.rpartition("@")[2]), in_ascii(domain)
    return "." in domain and (own == domain or own.endswith(f".{domain}"))


def is_overdue(since: date) -> bool:
    """Whether those who keep an entry have been asked twice to confirm it, and have had time to.

    `since` is the day it was confirmed last; where it never was, that on which they began to keep it.
    """
    return timezone.localdate() - since > CONFIRMED_EVERY + REMINDED_AGAIN_AFTER


def digest(token: str) -> str:
    """What is kept of a link, or of what lets a browser in."""
    return sha256(token.encode()).hexdigest()


def pseudonym(email: str) -> str:
    """What is kept of an address that is barred: the same each time, and no way back to the address."""
    return salted_hmac("actors.barred", email.lower(), algorithm="sha256").hexdigest()[:64]
