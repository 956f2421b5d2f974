"""The pages where administrators say who works here."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from kokebok.people.models import Person, Role, RoleName
from kokebok.staff.actions.invitations import invite
from kokebok.staff.models import Invitation
from tests.staff.acts import acts, is_in, sign_in
from tests.world import BodyFactory, make_person

PAGES = ["", "inviter/", "1/"]
ACTS = [
    "invitasjon/1/igjen/",
    "invitasjon/1/tilbake/",
    "1/navn-og-adresse/",
    "1/steng/",
    "1/apne/",
    "1/logg-ut/",
    "1/nytt-andre-steg/",
]


def roles_of(person: Person) -> set[str]:
    return set(Role.objects.filter(person=person).values_list("name", flat=True))


@pytest.mark.parametrize("role", [role for role in RoleName if role != RoleName.ADMINISTRATOR])
def test_only_administrators_come_in(client: Client, role: RoleName) -> None:
    client.force_login(make_person("en@example.no", "En", role))
    assert {client.get(f"/redaksjon/folk/{page}").status_code for page in PAGES} == {403}
    assert {client.post(f"/redaksjon/folk/{act}").status_code for act in ACTS} == {403}
    assert "/redaksjon/folk/" not in client.get("/konto/sikkerhet/").content.decode()


def test_what_changes_something_is_not_done_by_following_a_link(client: Client, ada: Person) -> None:
    client.force_login(ada)
    assert {client.get(f"/redaksjon/folk/{act}").status_code for act in ACTS} == {405}


def test_an_invitation_is_sent_from_the_page_and_stands_in_the_list(
    client: Client, ada: Person, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(ada)
    form = {"name": "Nils Ny", "email": "nils@example.no", "roles": ["editor"], "language": "nn", "body": ""}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/redaksjon/folk/inviter/", form)["Location"] == "/redaksjon/folk/"
    assert [letter.to for letter in mail.outbox] == [["nils@example.no"]]
    page = client.get("/redaksjon/folk/")
    assert [row.invitation.email for row in page.context["invited"]] == ["nils@example.no"]
    twice = client.post("/redaksjon/folk/inviter/", form)
    assert (twice.status_code, "Nils Ny" in twice.content.decode()) == (422, True)


def test_an_invitation_without_a_role_or_an_address_is_not_sent(client: Client, ada: Person) -> None:
    client.force_login(ada)
    answer = client.post("/redaksjon/folk/inviter/", {"name": "Nils", "email": "nils", "language": "nb"})
    assert set(answer.context["form"].errors) == {"email", "roles"}
    assert not Invitation.objects.exists()


def test_an_invitation_is_sent_again_and_taken_back_from_the_list(client: Client, ada: Person) -> None:
    client.force_login(ada)
    one = invite(email="n@example.no", name="N", language="nb", roles=[RoleName.HOST], body=None, by=ada)
    client.post(f"/redaksjon/folk/invitasjon/{one.pk}/igjen/")
    client.post(f"/redaksjon/folk/invitasjon/{one.pk}/tilbake/")
    assert client.post(f"/redaksjon/folk/invitasjon/{one.pk}/igjen/").status_code == 404
    assert acts()[-3:] == ["invitation.sent", "invitation.sent_again", "invitation.withdrawn"]


def test_roles_and_body_are_saved_from_the_page(client: Client, ada: Person, berit: Person) -> None:
    body = BodyFactory.create()
    client.force_login(ada)
    page = client.get(f"/redaksjon/folk/{berit.pk}/")
    assert page.context["form"].initial == {"roles": ["editor"], "body": None, "seen": "editor"}
    client.post(f"/redaksjon/folk/{berit.pk}/", {"roles": ["host"], "body": body.pk, "seen": "editor"})
    berit.refresh_from_db()
    assert (roles_of(berit), berit.body) == ({"host"}, body)


def test_the_last_administrator_is_told_and_keeps_the_role(client: Client, ada: Person) -> None:
    client.force_login(ada)
    answer = client.post(f"/redaksjon/folk/{ada.pk}/", {"roles": ["editor"], "seen": "administrator"})
    assert (answer.status_code, set(answer.context["form"].errors), roles_of(ada)) == (
        422,
        {"roles"},
        {"administrator"},
    )


def test_somebody_is_shut_out_and_let_in_again_from_the_page(
    client: Client, ada: Person, berit: Person
) -> None:
    from django.test import Client as Browser

    other = Browser()
    sign_in(other, berit.email)
    client.force_login(ada)
    client.post(f"/redaksjon/folk/{berit.pk}/steng/")
    assert not is_in(other)
    client.post(f"/redaksjon/folk/{berit.pk}/apne/")
    assert sign_in(other, berit.email) == "/redaksjon/"
    client.post(f"/redaksjon/folk/{berit.pk}/logg-ut/")
    assert not is_in(other)


def test_an_administrator_is_told_that_they_cannot_shut_themselves_out(
    client: Client, ada: Person, dina: Person
) -> None:
    client.force_login(ada)
    answer = client.post(f"/redaksjon/folk/{ada.pk}/steng/", follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Person.objects.get(pk=ada.pk).is_active


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_the_same_number_of_queries_however_many_work_here(
    client: Client, ada: Person, number: int, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        make_person(f"p{n}@example.no", f"P {n}", RoleName.EDITOR, RoleName.HOST)
        Person.objects.filter(email=f"p{n}@example.no").update(body=BodyFactory.create())
        invite(
            email=f"i{n}@example.no",
            name=f"I {n}",
            language="nb",
            roles=[RoleName.HOST],
            body=BodyFactory.create(),
            by=ada,
        )
    client.force_login(ada)
    client.get("/redaksjon/folk/")
    with django_assert_num_queries(11):
        page = client.get("/redaksjon/folk/")
    assert (len(page.context["staff"]), len(page.context["invited"])) == (number + 1, number)


def change(client: Client, whom: Person, **more: str) -> Any:
    form = {"name": whom.name, "email": whom.email, "had": whom.email, **more}
    return client.post(f"/redaksjon/folk/{whom.pk}/navn-og-adresse/", form)


def test_an_administrator_changes_name_and_address_and_both_addresses_are_told(
    client: Client, ada: Person, berit: Person, django_capture_on_commit_callbacks: Any
) -> None:
    elsewhere = Client()
    sign_in(elsewhere, berit.email)
    client.force_login(ada)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        done = change(client, berit, name="Berit Ny", email="Ny@Example.no")
    assert (done.status_code, done["Location"]) == (302, f"/redaksjon/folk/{berit.pk}/")
    changed = Person.objects.get(pk=berit.pk)
    assert (changed.name, changed.email, is_in(elsewhere)) == ("Berit Ny", "ny@example.no", False)
    assert [letter.to for letter in mail.outbox] == [["berit@example.no"], ["ny@example.no"]]
    texts = [str(letter.body) for letter in mail.outbox]
    assert [
        all(word in text for word in ("berit@example.no", "ny@example.no", ada.email)) for text in texts
    ] == [True, True]
    assert acts()[-2:] == ["person.address_changed", "person.renamed"]
    sign_in(elsewhere, "ny@example.no")
    assert is_in(elsewhere)


def test_the_old_address_no_longer_signs_in(client: Client, ada: Person, berit: Person) -> None:
    EmailAddress.objects.create(user=berit, email=berit.email, verified=True)  # what allauth may remember
    client.force_login(ada)
    change(client, berit, email="ny@example.no")
    mail.outbox.clear()
    client.post("/konto/logout/")
    client.post("/konto/login/", {"email": "berit@example.no"})
    assert mail.outbox == []


def test_an_address_that_is_taken_or_invited_or_ones_own_is_refused_in_words(
    client: Client, ada: Person, berit: Person
) -> None:
    invite(email="n@example.no", name="N", language="nb", roles=[RoleName.HOST], body=None, by=ada)
    client.force_login(ada)
    refused = [
        change(client, berit, email="ADA@example.no"),
        change(client, berit, email="N@example.no"),
        change(client, berit, email="ikke en adresse"),
        change(client, berit, email="ny@example.no", had="gammel@example.no"),
        change(client, ada, email="ny@example.no"),
    ]
    assert [(one.status_code, list(one.context["identity_form"].errors)) for one in refused] == [
        (422, ["email"])
    ] * 5
    assert set(Person.objects.values_list("email", flat=True)) == {"ada@example.no", "berit@example.no"}
    assert not [act for act in acts() if act == "person.address_changed"]


def test_one_changes_ones_own_name(client: Client, ada: Person) -> None:
    client.force_login(ada)
    assert change(client, ada, name="Ada Lovelace").status_code == 302
    assert Person.objects.get(pk=ada.pk).name == "Ada Lovelace"
