"""An invitation is taken up by whom it is meant for. An account that comes to have the address inherits nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.people.models import Person, Role, RoleName
from kokebok.staff.actions.invitations import Proof, accept, invite, make_ready, send_again, withdraw
from kokebok.staff.models import Invitation
from kokebok.staff.rules import KnownAlready
from tests.at_once import at_once
from tests.staff.acts import CODE, is_in, sign_in
from tests.world import make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokebok.book.models import Cookbook

NEW = "nils@example.no"


def ask_nils(by: Person) -> Invitation:
    return invite(email=NEW, name="Nils Ny", language="nb", roles=[RoleName.ADMINISTRATOR], body=None, by=by)


def roles_of(person: Person) -> set[str]:
    return set(Role.objects.filter(person=person).values_list("name", flat=True))


def proof(minutes: int = 0) -> Proof:
    return Proof(email=NEW, at=timezone.now() + timedelta(minutes=minutes))


def test_an_editor_cannot_give_themselves_the_address_of_somebody_who_is_invited(
    client: Client, book: Cookbook, ada: Person, berit: Person
) -> None:
    from kokebok.book.actions.allow_page_editor import allow_page_editor

    allow_page_editor(book)
    ask_nils(ada)
    client.force_login(berit)
    assert client.get("/admin/").status_code == 200
    form = {"name_email-email": NEW, "email": NEW, "name_email-first_name": "B", "name_email-last_name": "R"}
    assert [client.get("/admin/account/").status_code, client.post("/admin/account/", form).status_code] == [
        404,
        404,
    ]
    assert client.post("/konto/sikkerhet/", form).status_code in (200, 405)
    assert Person.objects.get(pk=berit.pk).email == "berit@example.no"


def test_an_account_that_came_to_have_the_invited_address_inherits_nothing(
    client: Client, ada: Person, berit: Person
) -> None:
    invitation = ask_nils(ada)
    Person.objects.filter(pk=berit.pk).update(email=NEW)  # by whatever way there may come to be
    sign_in(client, NEW)
    assert is_in(client)
    assert (roles_of(berit), client.get("/redaksjon/folk/").status_code) == ({"editor"}, 403)
    invitation.refresh_from_db()
    assert (invitation.accepted_at, invitation.person) == (None, None)


def test_nor_does_an_account_that_was_there_without_a_role_and_took_the_address_later(
    client: Client, ada: Person
) -> None:
    idle = make_person("uten@example.no", "Uten Rolle")
    ask_nils(ada)
    Person.objects.filter(pk=idle.pk).update(email=NEW)
    sign_in(client, NEW)
    assert roles_of(idle) == set()


def test_somebody_we_knew_without_a_role_takes_up_their_own_invitation(client: Client, ada: Person) -> None:
    known = make_person(NEW, "Nils Kjent")
    ask_nils(ada)
    sign_in(client, NEW)
    assert roles_of(known) == {"administrator"}


def test_whose_address_was_changed_meanwhile_takes_nothing_up_though_they_still_read_the_old_one(
    ada: Person,
) -> None:
    known = make_person(NEW, "Nils Kjent")
    ask_nils(ada)
    Person.objects.filter(pk=known.pk).update(email="annen@example.no")
    assert (accept(Person.objects.get(pk=known.pk), proof=proof()), roles_of(known)) == (False, set())


def test_an_invitation_sent_again_is_meant_for_whoever_has_the_address_then_and_not_for_one_with_a_role(
    ada: Person, berit: Person
) -> None:
    invitation = ask_nils(ada)
    Person.objects.filter(pk=berit.pk).update(email=NEW)
    with pytest.raises(KnownAlready):
        send_again(invitation, by=ada)
    assert Invitation.objects.get().meant_for is None


@pytest.mark.parametrize(
    "given",
    [
        None,
        Proof(email="annen@example.no", at=datetime(2999, 1, 1, tzinfo=UTC)),
        Proof(email=NEW, at=datetime(2020, 1, 1, tzinfo=UTC)),
    ],
    ids=["a passkey", "another address", "before the invitation"],
)
def test_without_a_proof_of_the_invited_address_given_after_the_invitation_nothing_is_taken_up(
    ada: Person, given: Proof | None
) -> None:
    ask_nils(ada)
    nils = make_ready(NEW)
    assert nils is not None
    assert (accept(nils, proof=given), roles_of(nils)) == (False, set())
    assert (accept(nils, proof=proof()), roles_of(nils)) == (True, {"administrator"})


@pytest.mark.parametrize("why", ["late", "withdrawn"])
def test_an_invitation_that_ended_between_code_and_sign_in_is_not_taken_up(ada: Person, why: str) -> None:
    invitation = ask_nils(ada)
    nils = make_ready(NEW)
    assert nils is not None
    if why == "late":
        Invitation.objects.update(valid_until=timezone.now() - timedelta(seconds=1))
    else:
        withdraw(invitation, by=ada)
    assert (accept(nils, proof=proof()), roles_of(nils)) == (False, set())


def test_a_code_sent_to_an_address_that_was_changed_meanwhile_lets_nobody_in(
    client: Client, ada: Person, berit: Person
) -> None:
    client.post("/konto/login/", {"email": berit.email})
    code = CODE.search(str(mail.outbox[-1].body))
    assert code is not None
    Person.objects.filter(pk=berit.pk).update(email="ny@example.no")
    client.post("/konto/login/code/confirm/", {"code": code.group(1)})
    assert not is_in(client)


def of_two(first: Callable[[], str], second: Callable[[], str]) -> tuple[list[str], set[str], int]:
    ends = at_once(first, second)
    nils = Person.objects.get(email=NEW)
    return ends, roles_of(nils), Invitation.objects.exclude(accepted_at=None).count()


def test_of_two_sign_ins_at_once_one_takes_the_invitation_up(committed: None) -> None:
    ask_nils(make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR))
    nils = make_ready(NEW)
    assert nils is not None

    def take() -> str:
        return str(accept(nils, proof=proof()))

    assert of_two(take, take) == (["False", "True"], {"administrator"}, 1)


def test_taken_up_and_taken_back_at_once_it_is_one_of_the_two(committed: None) -> None:
    ada = make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR)
    invitation = ask_nils(ada)
    nils = make_ready(NEW)
    assert nils is not None

    def take() -> str:
        return str(accept(nils, proof=proof()))

    def back() -> str:
        withdraw(invitation, by=ada)
        return "back"

    assert of_two(take, back) in (
        (["NoLongerPending", "True"], {"administrator"}, 1),
        (["False", "back"], set(), 0),
    )
