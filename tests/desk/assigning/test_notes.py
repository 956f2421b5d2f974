"""Internal notes: who reads them, who is mentioned and told, and that readers never see them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kokebok.desk.assigning.actions.assign import NewAssignment, assign
from kokebok.desk.assigning.actions.note import write_note
from kokebok.desk.assigning.mentions import handles, mentioned_in, unknown_in
from kokebok.desk.assigning.mine import mentions_of, news_for, to_do
from kokebok.desk.assigning.notes import mentionable
from kokebok.desk.models import Mention, Note
from kokebok.journal.models import Entry
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.desk.conftest import Giver, queries_of
from tests.world import make_person

if TYPE_CHECKING:
    from kokebok.people.models import Person

SECRET = "Hun ringte oss om dette i fjor."


def note(given: object, text: str, by: Person) -> Note:
    return write_note(given, text, by=by, ticket=uuid.uuid4())  # type: ignore[arg-type]


def test_a_name_is_known_by_all_of_it_or_by_a_first_name_only_one_has(berit: Person, egil: Person) -> None:
    other = make_person("egil2@example.no", "Egil Nordmann", RoleName.EDITOR)
    people = [berit, egil, other]
    text = "@berit, se her. @Egil Nordmann og @Egil og @Ingen Her, og egil@example.no. (@Berit)"
    assert mentioned_in(text, people) == [berit, other]
    assert unknown_in(text, people) == ["Egil", "Ingen Her"]


def test_of_two_with_the_same_name_each_is_called_by_name_and_address(egil: Person) -> None:
    twin = make_person("egil2@example.no", "Egil Redaktør", RoleName.EDITOR)
    assert list(handles([egil, twin])) == [
        "Egil Redaktør (egil@example.no)", "Egil Redaktør (egil2@example.no)",
    ]  # fmt: skip
    assert mentioned_in("@Egil Redaktør (egil2@example.no) kan du?", [egil, twin]) == [twin]
    assert mentioned_in("@Egil Redaktør kan du?", [egil, twin]) == []


def test_a_note_tells_those_it_mentions_and_not_who_wrote_it(
    give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    written = note(given, "@Egil Redaktør, hva sier du? Hilsen @Berit", berit)
    assert [mention.person for mention in written.mentions.all()] == [egil]
    assert [one.note for one in mentions_of(egil)] == [written]
    assert (to_do(egil), to_do(berit)) == (1, 0)
    line = Entry.objects.get(act="note.written")
    assert line.what == {"given": given.pk, "mentions": [egil.pk]}


def test_a_note_that_is_sent_twice_is_one(give: Giver, berit: Person, egil: Person) -> None:
    given, ticket = give(), uuid.uuid4()
    first = write_note(given, "@Egil, se her.", by=berit, ticket=ticket)
    assert write_note(given, "@Egil, se her.", by=berit, ticket=ticket) == first
    assert (Note.objects.count(), Mention.objects.filter(person=egil).count()) == (1, 1)


def test_seeing_the_input_is_seeing_the_mention(
    as_egil: Client, give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    note(given, "@Egil, se her.", berit)
    as_egil.get("/redaksjon/mitt/")
    assert to_do(egil) == 1
    as_egil.get(f"/redaksjon/innspill/{given.pk}/")
    assert to_do(egil) == 1
    as_egil.post(f"/redaksjon/innspill/{given.pk}/her/", {"writes": "no", "words": ""})
    assert to_do(egil) == 0
    assert [mention.seen_at is not None for mention in mentions_of(egil)] == [True]


def test_the_page_says_who_is_told_and_whom_nobody_is_called(
    as_berit: Client, give: Giver, egil: Person
) -> None:
    given = give()
    sent = {"text": "@Egil og @Kari, se her.", "ticket": str(uuid.uuid4())}
    page = as_berit.post(f"/redaksjon/innspill/{given.pk}/notat/", sent, follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert [name in " ".join(said) for name in (egil.name, "Kari", "Berit")] == [True, True, False]
    assert "@Egil og @Kari, se her." in page.content.decode()


def test_an_empty_note_is_asked_for_again_with_its_page(as_berit: Client, give: Giver) -> None:
    given = give()
    answer = as_berit.post(
        f"/redaksjon/innspill/{given.pk}/notat/", {"text": " ", "ticket": str(uuid.uuid4())}
    )
    assert (answer.status_code, Note.objects.count()) == (422, 0)


def test_the_resource_group_reads_notes_only_where_it_has_the_input(
    client: Client, give: Giver, berit: Person, rana: Person
) -> None:
    theirs, others = give(), give()
    assignment = assign(theirs, NewAssignment(to=None), by=berit)
    for given in (theirs, others):
        note(given, SECRET, berit)
    client.force_login(rana)
    pages = [client.get(f"/redaksjon/innspill/{given.pk}/").content.decode() for given in (theirs, others)]
    assert [SECRET in page for page in pages] == [True, False]
    assert rana in mentionable(theirs)
    assert rana not in mentionable(others)
    sent = {"text": "Fra gruppa.", "ticket": str(uuid.uuid4())}
    assert client.post(f"/redaksjon/innspill/{others.pk}/notat/", sent).status_code == 404
    with pytest.raises(Refused):
        note(others, "Fra gruppa.", rana)
    note(theirs, "@Rana, takk.", berit)
    assert to_do(rana) == 2
    assign(theirs, NewAssignment(to=berit), by=berit, seen=assignment.pk)
    assert to_do(rana) == 0
    assert mentions_of(rana) == []


def test_no_reader_ever_sees_a_note(client: Client, give: Giver, berit: Person) -> None:
    given = give(text="Et offentlig innspill.")
    note(given, SECRET, berit)
    for address in (
        f"/innspill/{given.pk}/",
        f"/kvittering/{given.code}/",
        "/innspill/",
        "/oppskrifter/moete/",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert SECRET not in page.content.decode()
    exported = client.get("/innspill/fil/json/")
    assert SECRET not in exported.getvalue().decode()


def test_the_database_refuses_a_note_that_says_nothing(give: Giver, berit: Person, egil: Person) -> None:
    given = give()
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(given=given, by=berit, text="")
    written = note(given, "@Egil, se her.", berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mention.objects.create(note=written, person=egil)


def test_the_digest_hears_of_what_has_become_so_since_last_time(
    give: Giver, berit: Person, egil: Person
) -> None:
    given, today = give(), timezone.localdate()
    a_week_ago = timezone.now() - timedelta(days=7)
    assignment = assign(given, NewAssignment(to=egil, due=today - timedelta(days=1)), by=berit)
    written = note(given, "@Egil, haster.", berit)
    type(assignment).objects.filter(pk=assignment.pk).update(at=timezone.now() - timedelta(days=4))
    news = news_for(egil, a_week_ago)
    address = f"/redaksjon/innspill/{given.pk}/"
    assert [one.url for one in news] == [address, address, address, f"{address}#notes"]
    assert [one.due for one in news] == [assignment.due, assignment.due, assignment.due, None]
    assert news[-1].at == written.at
    assert [one.url for one in news_for(egil, timezone.now())] == []
    assert news_for(berit, a_week_ago) == []


def test_the_opened_page_takes_the_same_queries_for_one_note_and_for_thirty(
    as_berit: Client, give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    note(given, "@Egil, se her.", berit)
    address = f"/redaksjon/innspill/{given.pk}/"
    one = queries_of(as_berit, address)
    for _n in range(29):
        note(given, "@Egil, se her.", egil)
    assert queries_of(as_berit, address) == one
