"""How the first person gets in."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kokebok.journal.models import Entry
from kokebok.people.models import Person, Role


@pytest.mark.django_db
def test_a_person_who_is_welcomed_has_the_roles_that_were_named_and_the_journal_says_so() -> None:
    said = StringIO()
    call_command("welcome", "Kari@example.no", "Kari Nordmann", "administrator", "editor", stdout=said)
    person = Person.objects.get()
    assert (person.email, person.name, person.role_names) == (
        "kari@example.no",
        "Kari Nordmann",
        frozenset({"administrator", "editor"}),
    )
    assert said.getvalue() == "Kari Nordmann may sign in as administrator, editor, at kari@example.no.\n"
    assert list(Entry.objects.values_list("act", flat=True)) == ["role.given", "role.given"]


@pytest.mark.django_db
def test_somebody_who_is_welcomed_again_keeps_their_roles_and_gets_the_new_one() -> None:
    for role in ("moderator", "host", "host"):
        call_command("welcome", "vera@example.no", "Vera Vert", role, stdout=StringIO())
    assert list(Role.objects.order_by("pk").values_list("name", flat=True)) == ["moderator", "host"]


@pytest.mark.django_db
def test_nobody_is_let_in_without_an_address_that_letters_can_be_sent_to() -> None:
    with pytest.raises(CommandError, match="Kari is not an e-mail address"):
        call_command("welcome", "Kari", "Kari Nordmann", "editor")
    assert not Person.objects.exists()
