"""A link that signs somebody in once: how an empty installation gets its first administrator."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from kokebok.journal.models import Entry
from kokebok.people.models import Person, RoleName
from kokebok.staff.actions.one_time_links import has_administrator
from kokebok.staff.actions.persons import deactivate
from kokebok.staff.models import OneTimeLink, SignedIn
from tests.staff.acts import is_in, sign_in
from tests.world import make_person

WHO = {"name": "Kari Nordmann", "email": "kari@example.no"}


def link(*args: str) -> str:
    """The path of the link that the command prints."""
    out = StringIO()
    call_command("sign_in_link", *args, stdout=out)
    return urlsplit(out.getvalue().strip()).path


def browser() -> Client:
    return Client()


def test_the_first_link_makes_an_administrator_who_is_signed_in_and_can_come_back_by_a_code(
    client: Client,
) -> None:
    first = link()
    assert [client.get(first).status_code for _look in range(2)] == [200, 200]
    done = client.post(first, WHO)
    assert (done.status_code, done["Location"]) == (302, "/redaksjon/")
    person = Person.objects.get()
    assert (person.name, person.email, [*person.role_names]) == (
        "Kari Nordmann",
        "kari@example.no",
        [RoleName.ADMINISTRATOR],
    )
    assert (is_in(client), [one.way for one in SignedIn.objects.all()]) == (True, ["link"])
    assert [
        act for act in Entry.objects.values_list("act", flat=True) if act.startswith(("link", "role"))
    ] == [
        "link.made",
        "role.given",
        "link.used",
    ]
    other = browser()
    assert (sign_in(other, "kari@example.no"), is_in(other)) == ("/redaksjon/", True)


def test_what_is_wrong_is_said_in_the_field_and_what_was_typed_stays(client: Client) -> None:
    first = link()
    page = client.post(first, {"name": "Kari", "email": "kari"})
    assert (page.status_code, 'value="Kari"' in page.content.decode()) == (422, True)
    assert not Person.objects.exists()
    assert client.post(first, WHO).status_code == 302


def test_a_link_is_used_once_and_of_two_who_come_with_it_the_second_is_told(client: Client) -> None:
    first = link()
    client.post(first, WHO)
    late = browser()
    assert (late.get(first).status_code, late.post(first, WHO).status_code, is_in(late)) == (404, 404, False)
    assert Person.objects.count() == 1


def test_an_earlier_link_is_void_and_one_whose_day_is_over(client: Client) -> None:
    earlier, newer = link(), link()
    assert (client.get(earlier).status_code, client.get(newer).status_code) == (404, 200)
    now = timezone.now()
    OneTimeLink.objects.update(made_at=now - timedelta(days=2), valid_until=now - timedelta(seconds=1))
    assert (client.get(newer).status_code, client.post(newer, WHO).status_code) == (404, 404)


def test_with_an_administrator_no_link_makes_another(client: Client) -> None:
    first = link()
    make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR)
    assert (client.get(first).status_code, client.post(first, WHO).status_code) == (404, 404)
    with pytest.raises(CommandError, match="sign_in_link ADDRESS"):
        link()


def test_somebody_who_works_here_gets_in_by_a_link_of_their_own_and_who_is_shut_out_does_not(
    client: Client,
) -> None:
    ada = make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR)
    egil = make_person("egil@example.no", "Egil Redaktør", RoleName.EDITOR)
    theirs = link("Egil@example.no")
    assert "Egil Redaktør" in client.get(theirs).content.decode()
    assert (client.post(theirs)["Location"], client.session["_auth_user_id"]) == ("/redaksjon/", str(egil.pk))
    again = link("egil@example.no")
    deactivate(egil, by=ada)
    other = browser()
    assert (other.post(again).status_code, is_in(other)) == (404, False)


@pytest.mark.parametrize("token", ["x", "a" * 300])
def test_a_token_nobody_was_given_is_told_like_one_that_is_over(client: Client, token: str) -> None:
    page = client.get(f"/konto/engangslenke/{token}/")
    assert (page.status_code, bool(re.search("sign_in_link", page.content.decode()))) == (404, True)


@pytest.mark.parametrize("token", ["æøå", "%00", "a" * 3000])
def test_what_can_be_no_token_leads_nowhere(client: Client, token: str) -> None:
    assert client.get(f"/konto/engangslenke/{token}/").status_code == 404


def test_nobody_gets_a_link_for_an_address_that_does_not_work_here() -> None:
    with pytest.raises(CommandError, match="manage welcome"):
        link("stranger@example.no")


@pytest.mark.parametrize("role", RoleName)
def test_only_an_administrator_who_may_sign_in_takes_the_first_link_away(db: None, role: RoleName) -> None:
    somebody = make_person("en@example.no", "En", role)
    assert has_administrator() == (role == RoleName.ADMINISTRATOR)
    Person.objects.filter(pk=somebody.pk).update(is_active=False)
    assert not has_administrator()
