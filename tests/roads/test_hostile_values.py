"""No address, no question and no form gives a server error, whatever is put in it, whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kokebok.following.models import Follower
from kokebok.inputs.models import Input, State
from kokebok.people.models import Person, RoleName
from kokebok.rounds.models import Round
from tests.roads.hostile import Attack, patterns

pytestmark = pytest.mark.usefixtures("in_silence")


def signed_in(role: RoleName) -> Client:
    """The browser of somebody with this role."""
    client = Client(raise_request_exception=False)
    person = Person.objects.filter(roles__name=role).order_by("pk").first()
    assert person is not None
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def those_who_work_here() -> frozenset[str]:
    """The names of the addresses behind a door."""
    return frozenset(one.name for one in patterns() if one.pieces[0].startswith("redaksjon/"))


def tried(attack: Attack) -> Attack:
    """After all has been tried."""
    attack.look_around()
    attack.addresses()
    attack.questions()
    attack.forms()
    return attack


def editor() -> Attack:
    """An editor, who tries all that is behind a door, and the pages of her own account."""
    account = {one.name for one in patterns() if one.pieces[0].startswith("konto/")}
    return Attack(signed_in(RoleName.EDITOR), left_out=public() - account)


def public() -> frozenset[str]:
    """The names of all other addresses."""
    return frozenset(one.name for one in patterns()) - those_who_work_here()


def secrets() -> tuple[str, ...]:
    """What somebody has in a letter or on paper, and no page leads to."""
    given = Input.objects.filter(state=State.WAITING).first() or Input.objects.filter(state=State.OPEN)[0]
    receipt, follower = f"/kvittering/{given.code}/", Follower.objects.get(email="ada@example.no")
    rounds = [f"/r/{one.code}/" for one in Round.objects.order_by("-pk")]
    own = [receipt, f"{receipt}endre/", f"{receipt}trekk/", f"/folg/{follower.token}/"]
    return (*own, *rounds, *(f"{one}vegg/" for one in rounds), "/personvern/", "/oppskrifter/")


def test_nothing_a_visitor_says_gives_a_server_error(demo: None) -> None:
    client = Client(raise_request_exception=False)
    visitor = Attack(client, left_out=those_who_work_here(), secrets=secrets())
    assert list(tried(visitor).wrong.values()) == []


def test_nothing_an_editor_puts_in_an_address_gives_a_server_error(demo: None) -> None:
    attack = editor()
    attack.look_around()
    attack.addresses()
    attack.questions()
    assert list(attack.wrong.values()) == []


@pytest.mark.parametrize("half", [0, 1])
def test_nothing_an_editor_puts_in_a_form_gives_a_server_error(demo: None, half: int) -> None:
    attack = editor()
    attack.look_around()
    attack.forms(half, of=2)
    assert list(attack.wrong.values()) == []


def test_nothing_an_administrator_says_where_no_editor_comes_gives_a_server_error(demo: None) -> None:
    other = editor()
    other.look_around()
    administrator = Attack(signed_in(RoleName.ADMINISTRATOR), left_out=public() | other.opened)
    assert (list(tried(administrator).wrong.values()), len(other.opened) > 50) == ([], True)


def test_nothing_a_visitor_says_to_the_demo_gives_a_server_error(demo: None, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.roads.demo_urls"
    own = {one.name for one in patterns() if one.pieces[0].startswith("demo/")}
    client = Client(raise_request_exception=False)
    visitor = tried(Attack(client, left_out=frozenset(one.name for one in patterns()) - own))
    assert (list(visitor.wrong.values()), own - visitor.opened) == ([], {"demo:send"})
