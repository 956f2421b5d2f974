"""An edition keeps who sent it out and who had advised, in its hash, on its cover and in the colophon of its files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from kokebok.book.models import Cookbook, Paragraph, Sender
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.content import content_of, hash_of
from kokebok.editions.models import Edition
from kokebok.outlets.composing import manuscript_of
from kokebok.people.models import Body, Person, RoleName
from kokebok.review.actions.give import ReadingRequest, give_reading
from kokebok.review.actions.release import release
from kokebok.review.actions.say import say
from kokebok.review.advisers import Advice, advice
from kokebok.review.models import Portion, Says, Verdict
from tests.world import SIGNED, make_person

if TYPE_CHECKING:
    from kokebok.book.models import Recipe

NAMING = "/redaksjon/lesing/navn/"


@pytest.fixture
def signed(book: Cookbook) -> Sender:
    """A cookbook whose sender has said who they are."""
    Cookbook.objects.update(responsible_body="Direktoratet", role_mailbox="post@direktoratet.no")
    return Sender.objects.create(
        cookbook=book,
        address="Postboks 1",
        foreword="Velkommen.",
        foreword_name="Kari Nordmann",
        foreword_title="Statsråd",
        signal="Flere skal <prøve>.",
    )


@pytest.fixture
def read(recipe: Recipe, berit: Person) -> dict[str, Person]:
    """What two members of KS, one of Kirken and one of no body have said of a paragraph; each by their name."""
    ks, church = (Body.objects.create(name=name, slug=name.lower()) for name in ("KS", "Kirken"))
    names = ("Anne", "Bo", "Cato", "Dina")
    group = {name: make_person(f"{name.lower()}@example.no", name, RoleName.RESOURCE) for name in names}
    Person.objects.filter(name__in=("Anne", "Bo")).update(body=ks)
    Person.objects.filter(name="Cato").update(body=church)
    some = list(Paragraph.objects.standing().on(recipe)[:1])
    reading = give_reading(
        ReadingRequest(title="Møtet", paragraphs=some, members=list(group.values())), by=berit
    )
    portion = Portion.objects.get(reading=reading)
    wording = portion.paragraph.wordings.latest("number")
    for name in ("Anne", "Bo", "Dina"):
        say(portion, Says.COMMENT, "Kortere.", by=group[name], wording=wording)
    say(portion, Says.APPROVE, "", by=group["Cato"], wording=wording)
    release(Verdict.objects.exclude(text=""), by=berit)
    return group


def frozen(book: Cookbook, by: Person, number: str = "1", foreword: str = "Velkommen.") -> Edition:
    now = Cookbook.objects.get(pk=book.pk)
    return freeze(
        now, number=number, title="Veier", foreword=foreword, on=date(2026, 3, 1), by=by, signed=SIGNED
    )


def test_the_bodies_are_named_and_a_member_only_when_they_have_said_so(read: dict[str, Person]) -> None:
    assert advice() == [Advice("Kirken", readings=1, remarks=0), Advice("KS", readings=1, remarks=2)]
    for name in ("Bo", "Dina"):
        member = Client()
        member.force_login(read[name])
        assert member.post(NAMING, {"agrees": "on"})["Location"] == "/redaksjon/lesing/"
        assert 'name="agrees" checked' in " ".join(member.get("/redaksjon/lesing/").content.decode().split())
    assert advice() == [
        Advice("Dina", readings=1, remarks=1),
        Advice("Kirken", readings=1, remarks=0),
        Advice("KS", readings=1, remarks=2, members=("Bo",)),
    ]
    member.post(NAMING)
    assert "Dina" not in [one.name for one in advice()]


def test_a_remark_that_is_not_let_out_to_readers_is_not_counted(read: dict[str, Person]) -> None:
    Verdict.objects.filter(person=read["Anne"]).update(released_as=None)
    page = " ".join(Client().get("/prosessen/").content.decode().split())
    assert "<b>KS</b> <span>1 lesing, 1 merknad</span>" in page
    assert "2 merknader" in page  # that of Bo and of Dina, in all readings


def test_only_members_say_so_of_themselves(client: Client, book: Cookbook) -> None:
    client.force_login(make_person("mod@example.no", "Mona", RoleName.MODERATOR))
    assert client.post(NAMING, {"agrees": "on"}).status_code == 403


def test_everybody_reads_who_has_advised_on_the_page_of_the_process(read: dict[str, Person]) -> None:
    page = " ".join(Client().get("/prosessen/").content.decode().split())
    assert "Disse har gitt råd" in page
    assert "<b>KS</b> <span>1 lesing, 2 merknader</span>" in page
    assert not any(name in page for name in ("Anne", "Dina"))


def test_an_edition_keeps_them_whatever_is_said_afterwards(
    book: Cookbook, signed: Sender, read: dict[str, Person], berit: Person
) -> None:
    edition = frozen(book, berit)
    assert content_of(edition)["sender"] == {
        "contact": ["Postboks 1", "post@direktoratet.no"],
        "name": "Kari Nordmann",
        "title": "Statsråd",
        "signal": "Flere skal <prøve>.",
        "advised": [
            {"name": "Kirken", "readings": 1, "remarks": 0, "members": []},
            {"name": "KS", "readings": 1, "remarks": 2, "members": []},
        ],
    }
    Sender.objects.update(foreword_name="Ola", address="Et annet sted")
    made = manuscript_of(edition)
    assert made.foreword == (
        "Velkommen.",
        "<em>Flere skal &lt;prøve&gt;.</em>",
        "<strong>Kari Nordmann</strong>, Statsråd",
    )
    assert made.colophon[:2] == (
        ("Kontakt", "Postboks 1, post@direktoratet.no"),
        ("Disse har gitt råd", "Kirken (1 lesing, 0 merknader); KS (1 lesing, 2 merknader)"),
    )
    assert hash_of(content_of(Edition.objects.get(pk=edition.pk))) == edition.content_hash


def test_the_cover_has_the_signature_the_contact_and_who_had_advised(
    book: Cookbook, signed: Sender, read: dict[str, Person], berit: Person
) -> None:
    frozen(book, berit)
    page = " ".join(Client().get("/utgave/1/").content.decode().split())
    for words in ("<strong>Kari Nordmann</strong>, Statsråd", "Postboks 1", "KS (1 lesing, 2 merknader)"):
        assert words in page, words


def test_an_edition_of_a_sender_who_has_said_nothing_is_as_it_was(
    book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    edition = frozen(book, berit, foreword="")
    assert "sender" not in content_of(edition)
    assert (manuscript_of(edition).foreword, len(manuscript_of(edition).colophon)) == ((), 1)


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_who_sent_it_out(
    book: Cookbook, signed: Sender, recipe: Recipe, berit: Person, statement: str
) -> None:
    frozen(book, berit)
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="cannot be changed"),
        transaction.atomic(),
    ):
        cursor.execute(statement.format("editions_editionsender"))


def test_the_foreword_of_a_new_edition_begins_as_the_senders(
    client: Client, signed: Sender, recipe: Recipe, berit: Person
) -> None:
    client.force_login(berit)
    form: Any = client.get("/redaksjon/utgaver/ny/").context["form"]
    assert form["foreword"].value() == "Velkommen."
