"""Roles given and taken, and that somebody can always let others in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from kokebok.config.sign_in import ROLES, roles_or_all
from kokebok.people.models import PEN_GROUP, Person, Role, RoleName
from kokebok.staff.actions.persons import change_body, deactivate, reactivate
from kokebok.staff.actions.roles import change_roles, give_role, take_role
from kokebok.staff.rules import LastAdministrator, NotThatWay
from tests.staff.acts import acts, is_in, sign_in
from tests.world import BodyFactory, make_person

if TYPE_CHECKING:
    from django.test import Client

ADMINISTRATOR, EDITOR, HOST = RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.HOST


def roles_of(person: Person) -> set[str]:
    return set(Role.objects.filter(person=person).values_list("name", flat=True))


def may_use_the_pen(person: Person) -> bool:
    return person.groups.filter(name=PEN_GROUP).exists()


def test_a_role_that_is_given_and_taken_leaves_a_line_for_each_and_the_pen_goes_with_it(ada: Person) -> None:
    vera = make_person("vera@example.no", "Vera Vert", HOST)
    give_role(vera, EDITOR, by=ada)
    give_role(vera, EDITOR, by=ada)
    assert (roles_of(vera), may_use_the_pen(vera)) == ({HOST, EDITOR}, True)
    take_role(vera, EDITOR, by=ada)
    take_role(vera, EDITOR, by=ada)
    assert (roles_of(vera), may_use_the_pen(vera)) == ({HOST}, False)
    assert acts() == ["role.given"] * 3 + ["role.taken"]


def test_the_pen_stays_with_somebody_who_may_write_by_another_role(ada: Person, dina: Person) -> None:
    give_role(dina, EDITOR, by=ada)
    take_role(dina, EDITOR, by=ada)
    assert may_use_the_pen(dina)


def test_the_last_administrator_keeps_the_role_whoever_takes_it(ada: Person, dina: Person) -> None:
    take_role(ada, ADMINISTRATOR, by=dina)
    with pytest.raises(LastAdministrator):
        take_role(dina, ADMINISTRATOR, by=dina)
    with pytest.raises(LastAdministrator):
        deactivate(dina, by=ada)
    assert (roles_of(ada), roles_of(dina), dina.is_active) == (set(), {ADMINISTRATOR}, True)


def test_an_administrator_who_is_shut_out_does_not_count_as_one(ada: Person, dina: Person) -> None:
    deactivate(dina, by=ada)
    with pytest.raises(LastAdministrator):
        take_role(ada, ADMINISTRATOR, by=ada)
    reactivate(dina, by=ada)
    take_role(ada, ADMINISTRATOR, by=ada)
    assert (roles_of(ada), roles_of(dina)) == (set(), {ADMINISTRATOR})


def test_nobody_shuts_themselves_out(ada: Person, dina: Person) -> None:
    with pytest.raises(NotThatWay):
        deactivate(ada, by=ada)
    assert Person.objects.get(pk=ada.pk).is_active


def test_what_another_administrator_changed_meanwhile_stands(ada: Person) -> None:
    vera = make_person("vera@example.no", "Vera Vert", HOST)
    give_role(vera, EDITOR, by=ada)  # after the page was opened with the host's role alone
    change_roles(vera, had=[HOST], has=[RoleName.MODERATOR], by=ada)
    assert roles_of(vera) == {EDITOR, RoleName.MODERATOR}


def test_nothing_is_changed_when_one_of_the_changes_is_refused(ada: Person) -> None:
    with pytest.raises(LastAdministrator):
        change_roles(ada, had=[ADMINISTRATOR], has=[EDITOR], by=ada)
    assert roles_of(ada) == {ADMINISTRATOR}


def test_a_body_has_several_members_and_a_change_of_it_is_a_line(ada: Person, dina: Person) -> None:
    body = BodyFactory.create()
    for person in (ada, dina):
        change_body(person, body=body, by=ada)
        change_body(person, body=body, by=ada)
    assert set(body.members.all()) == {ada, dina}
    change_body(dina, body=None, by=ada)
    change_body(dina, body=None, by=ada)
    assert (set(body.members.all()), acts()[2:]) == ({ada}, ["person.body_changed"] * 3)


def test_whoever_is_shut_out_is_out_at_once_and_old_sessions_never_come_back(
    client: Client, ada: Person, berit: Person
) -> None:
    sign_in(client, berit.email)
    cookie = client.cookies["sessionid"].value
    deactivate(Person.objects.get(pk=berit.pk), by=ada)
    assert not is_in(client)
    reactivate(berit, by=ada)
    client.cookies["sessionid"] = cookie
    assert not is_in(client)


def test_a_session_that_nobody_noted_is_void_too_when_its_owner_is_shut_out(
    client: Client, ada: Person, berit: Person
) -> None:
    client.force_login(berit)
    deactivate(Person.objects.get(pk=berit.pk), by=ada)
    reactivate(berit, by=ada)
    assert not is_in(client)


@pytest.mark.usefixtures("committed")
def test_of_two_administrators_who_take_each_others_role_at_once_one_is_refused() -> None:
    one = make_person("en@example.no", "En", ADMINISTRATOR)
    other = make_person("to@example.no", "To", ADMINISTRATOR)
    begin, refused = threading.Barrier(2), []

    def take(from_whom: Person, by: Person) -> None:
        try:
            begin.wait(10)
            take_role(from_whom, ADMINISTRATOR, by=by)
        except LastAdministrator:
            refused.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(refused), Role.objects.filter(name=ADMINISTRATOR).count()) == (1, 1)


def test_the_settings_know_the_roles_there_are() -> None:
    assert set(ROLES) == set(RoleName.values)
    assert (roles_or_all("all"), roles_or_all("none")) == (frozenset(RoleName.values), frozenset())
    assert roles_or_all("editor, administrator") == {"editor", "administrator"}
    with pytest.raises(ValueError, match="no role is called redaktør"):
        roles_or_all("redaktør")
