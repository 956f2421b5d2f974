"""Which phone it is, by the same signed cookie as the pages' own forms; and who of the staff may see the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from kokebok.inputs.sender import COOKIE, InputSender, known_key, network_in_memory, remember, sender_of
from kokebok.rounds.models import Participant
from kokebok.rounds.rules import may
from kokebok.staff.queries import signed_in_with
from kokebok.web.request_head import Scope, address_of, comes_from_our_pages, cookies_of, header, host_of

if TYPE_CHECKING:
    from kokebok.people.models import Person

STAFF_SALT = "rounds.staff"
STAFF_HOURS = 16


def known_device(scope: Scope) -> str:
    """The pseudonym of a browser that has a cookie of ours; "" for one we have not met."""
    device, cookie = device_of(scope)
    return "" if cookie else device


def device_of(scope: Scope) -> tuple[str, str]:
    """The pseudonym of the browser, and the cookie to give it ("" where it has one)."""
    asked = HttpRequest()
    asked.COOKIES = cookies_of(scope)
    sender = sender_of(asked)
    return sender.name, "" if known_key(asked) else cookie_for(sender)


def cookie_for(sender: InputSender) -> str:
    """The cookie the pages would give a browser, as the value of a header."""
    answer = HttpResponse()
    remember(answer, sender)
    return answer.cookies[COOKIE].OutputString()


def is_in(code: str, device: str) -> bool:
    """Whether a device takes part in the round with this code. Asks the database."""
    return bool(device) and Participant.objects.filter(round__code=code, sender=device).exists()


def network_of(scope: Scope) -> str:
    """The pseudonym of the network a request comes from: for the limits of this process, and kept nowhere."""
    return network_in_memory(address_of(scope))


def is_from_our_pages(scope: Scope) -> bool:
    """Whether a post comes from a page of ours, or a program that says nothing of where it comes from."""
    host = host_of(scope, settings.ALLOWED_HOSTS)
    own = {f"{scheme}://{host}" for scheme in ("http", "https") if host}
    return comes_from_our_pages(
        site=header(scope, b"sec-fetch-site"),
        origin=header(scope, b"origin"),
        own={settings.BASE_URL, *own},
    )


def staff_token(code: str, person: Person) -> str:
    """What lets this person's pages listen to a round's queue for a working day."""
    return signing.dumps([code, person.pk], salt=STAFF_SALT)


def session_of(scope: Scope) -> str:
    """The key of the session of the browser that asks; "" for none."""
    return cookies_of(scope).get(settings.SESSION_COOKIE_NAME, "")


def staff_of(token: str, code: str, session_key: str) -> Person | None:
    """Whose token it is, if it is for this round and not too old, and they are still signed in and may moderate.

    Asks the database. A token alone opens nothing: the browser that brings it must be signed in as its person.
    """
    try:
        of, person = signing.loads(token, salt=STAFF_SALT, max_age=STAFF_HOURS * 3600)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = signed_in_with(session_key) if of == code else None
    return found if found is not None and found.pk == person and may(found, "round.moderate") else None
