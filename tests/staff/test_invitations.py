"""Invitations: sent, sent again, taken back, taken up at the first sign-in; each a line in the journal."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from kokebok.people.models import Body, Person, RoleName
from kokebok.staff.actions.invitations import invite, make_ready, send_again, withdraw
from kokebok.staff.actions.letters import send_invitation_later
from kokebok.staff.models import Invitation
from kokebok.staff.rules import KnownAlready, NoLongerPending
from tests.staff.acts import CODE, acts, sign_in
from tests.world import BodyFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import DjangoCaptureOnCommitCallbacks

    from kokebok.book.models import Cookbook

LINK = re.compile(r"^http://localhost:8000(\S+)$", re.MULTILINE)


@pytest.fixture
def asked(
    ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Callable[..., Invitation]:
    def ask(**more: object) -> Invitation:
        with django_capture_on_commit_callbacks(execute=True):
            return invite(
                **{
                    "email": "Nils@Example.no",
                    "name": "Nils Ny",
                    "language": "nn",
                    "roles": [RoleName.EDITOR, RoleName.HOST],
                    "body": None,
                    "by": ada,
                    **more,
                }  # type: ignore[arg-type]
            )

    return ask


def link_in_letter() -> str:
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def test_the_letter_is_in_the_language_of_who_is_invited_and_its_link_leads_in(
    client: Client, asked: Callable[..., Invitation]
) -> None:
    body: Body = BodyFactory.create()
    asked(body=body)
    letter = mail.outbox[-1]
    with translation.override("nn"):
        title = gettext("Invitation to work on %(title)s") % {"title": "Veier"}
    assert (letter.to, letter.subject) == (["nils@example.no"], title)
    page = client.get(link_in_letter())
    assert (page.status_code, "Ada Administrator" in page.content.decode()) == (200, True)
    assert sign_in(client, "nils@example.no") == "/redaksjon/"
    nils = Person.objects.get(email="nils@example.no")
    assert (nils.name, nils.language, nils.body, nils.role_names) == (
        "Nils Ny",
        "nn",
        body,
        frozenset({"editor", "host"}),
    )
    assert acts()[1:] == ["invitation.sent", "role.given", "role.given", "invitation.accepted", "signin.done"]
    assert client.get("/redaksjon/").status_code == 200
    client.post("/konto/logout/")
    assert "taken up" in client.get(link_in_page(asked), HTTP_COOKIE="kokebok_language=en").content.decode()


def link_in_page(asked: Callable[..., Invitation]) -> str:
    from kokebok.staff.actions.letters import link_to

    return link_to(Invitation.objects.get()).removeprefix("http://localhost:8000")


def test_an_invited_person_has_no_role_before_the_code_is_typed(asked: Callable[..., Invitation]) -> None:
    asked()
    ready = make_ready("NILS@example.no")
    assert ready is not None
    assert (ready.role_names, make_ready("nils@example.no")) == (frozenset(), ready)


@pytest.mark.parametrize("why", ["late", "withdrawn"])
def test_an_invitation_that_is_late_or_taken_back_lets_nobody_in(
    client: Client, asked: Callable[..., Invitation], ada: Person, why: str
) -> None:
    invitation = asked()
    link = link_in_letter()
    if why == "late":
        Invitation.objects.update(valid_until=timezone.now() - timedelta(seconds=1))
    else:
        withdraw(invitation, by=ada)
    assert client.get(link).status_code == 410
    client.post("/konto/login/", {"email": invitation.email})
    assert CODE.search(str(mail.outbox[-1].body)) is None
    assert not Person.objects.filter(email=invitation.email).exists()


def test_an_invitation_taken_back_after_the_code_was_sent_gives_no_role(
    client: Client, asked: Callable[..., Invitation], ada: Person
) -> None:
    invitation = asked()
    mail.outbox.clear()
    client.post("/konto/login/", {"email": invitation.email})
    code = CODE.search(str(mail.outbox[-1].body))
    assert code is not None
    withdraw(invitation, by=ada)
    client.post("/konto/login/code/confirm/", {"code": code.group(1)})
    assert client.get("/redaksjon/").status_code == 403


def test_a_link_that_was_tampered_with_leads_nowhere(
    client: Client, asked: Callable[..., Invitation]
) -> None:
    asked()
    assert client.get(f"{link_in_letter()[:-3]}xx/").status_code == 410


def test_sent_again_it_is_valid_anew_and_a_second_press_is_told(
    asked: Callable[..., Invitation],
    ada: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    invitation = asked()
    Invitation.objects.update(valid_until=timezone.now() - timedelta(days=1))
    assert len(mail.outbox) == 1
    with django_capture_on_commit_callbacks(execute=True):
        send_again(invitation, by=ada)
    assert (len(mail.outbox), acts()[1:]) == (2, ["invitation.sent", "invitation.sent_again"])
    assert Invitation.objects.get().valid_until > timezone.now() + timedelta(days=13)
    with pytest.raises(NoLongerPending):
        send_again(invitation, by=ada)
    withdraw(invitation, by=ada)
    with pytest.raises(NoLongerPending):
        withdraw(invitation, by=ada)


def test_a_letter_that_is_asked_for_once_comes_once_however_often_the_task_runs(
    asked: Callable[..., Invitation],
) -> None:
    invitation = asked()
    send_invitation_later.call(invitation_id=invitation.pk)
    assert len(mail.outbox) == 1


def test_an_invitation_that_is_taken_back_before_its_letter_has_left_is_not_sent(
    ada: Person, asked: Callable[..., Invitation]
) -> None:
    withdraw(asked(), by=ada)
    assert mail.outbox == []


def test_an_address_is_invited_once_and_not_when_it_works_here(
    ada: Person, berit: Person, asked: Callable[..., Invitation]
) -> None:
    asked()
    with pytest.raises(KnownAlready):
        asked(email="nils@EXAMPLE.no")
    with pytest.raises(KnownAlready):
        asked(email=berit.email.upper())
    assert Invitation.objects.count() == 1


def test_the_database_refuses_two_pending_invitations_and_one_that_is_both_taken_up_and_back(
    asked: Callable[..., Invitation], ada: Person
) -> None:
    first = asked()
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            email="NILS@example.no", name="x", language="nb", valid_until=now, asked_at=now
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=first.pk).update(accepted_at=now, withdrawn_at=now, person=ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=first.pk).update(accepted_at=now)


def test_without_a_mail_server_no_invitation_is_said_to_have_left(
    client: Client, ada: Person, asked: Callable[..., Invitation]
) -> None:
    asked()
    client.force_login(ada)
    client.cookies["django_language"] = "nb"
    page = client.get("/redaksjon/folk/").content.decode()
    assert "E-posten når ingen: Det er ikke satt noen e-postserver." in page
    assert ["E-posten er sendt." in page, "E-posten er på vei." in page] == [False, False]


def test_who_invites_is_told_where_a_body_is_made_that_is_not_there(ada: Person, book: Cookbook) -> None:
    client = Client()
    client.force_login(ada)
    page = BeautifulSoup(client.get("/redaksjon/folk/inviter/").content, "html.parser")
    way = page.select_one("#id_body_helptext a")
    assert way
    assert (way.text, way["href"]) == ("lag en virksomhet", reverse("wagtailsnippets_people_body:add"))
