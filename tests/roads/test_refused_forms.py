"""A form that was open while one signed in elsewhere is refused on a page of ours, with all that was in it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.test import Client, RequestFactory

from kokebok.people.models import Person, RoleName
from kokebok.web.typed_again import TOKEN
from tests.roads.forms import offers_of
from tests.roads.hostile import Attack, patterns
from tests.roads.test_hostile_values import secrets, those_who_work_here

pytestmark = pytest.mark.usefixtures("undone_in_silence")

OURS = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ACCEPT": "text/html"}
NO_TOKEN = {
    "calls:end_reminders",
    "following:stop",
    "following:leave_newsletter",
    "following:manage",
    "reading:set_language",
    "rounds:joined",
    "rounds:answer",
}
"""Forms that ask for no token: they only stop letters or set a language, or nobody is signed in there."""
ROLES = {"visitor": None, "editor": RoleName.EDITOR, "administrator": RoleName.ADMINISTRATOR}


def looked_around(role: RoleName | None) -> Attack:
    """Somebody with this role, who has opened a page of each kind."""
    client = Client(enforce_csrf_checks=True)
    if role is None:
        around = Attack(client, left_out=those_who_work_here(), secrets=secrets())
    else:
        client.force_login(Person.objects.filter(roles__name=role).order_by("pk")[0])
        around = Attack(client, left_out=frozenset(one.name for one in patterns()) - those_who_work_here())
    around.look_around()
    around.client.cookies["csrftoken"] = signed_in_anew()
    return around


def signed_in_anew() -> str:
    """The cookie of a browser after somebody has signed in: the token of the forms that are open is another."""
    request: HttpRequest = RequestFactory().get("/")
    rotate_token(request)
    return str(request.META["CSRF_COOKIE"])


def kept_in(page: str) -> dict[str, list[str]]:
    """What the page would send once more."""
    found = [press for press in offers_of(page, "/").presses if press.words == "Send på nytt"]
    kept = found[0].data if found else {}
    return {name: values for name, values in kept.items() if name != TOKEN}


NEVER_SHOWN = {"credential", "password"}


@pytest.mark.parametrize("role", ROLES)
def test_every_form_is_refused_with_all_that_was_in_it_and_can_be_sent_again(demo: None, role: str) -> None:
    around, wrong, tried = looked_around(ROLES[role]), [], 0
    for known in around.tried():
        if known.name in NO_TOKEN:
            continue
        for data in known.forms.values():
            typed = {name: values for name, values in data.items() if name != TOKEN}
            answer = around.client.post(known.address(known.real), data, **OURS)  # type: ignore[arg-type]
            tried += 1
            page = answer.content.decode()
            kept = {} if NEVER_SHOWN & set(typed) else typed
            found = (answer.status_code, kept_in(page), "<h1>" in page)
            if found != (403, kept, True):
                wrong.append((known.name, found, kept))
    assert (wrong[:3], tried > 5) == ([], True)
