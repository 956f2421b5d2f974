"""Who has an input open just now, and what becomes of the text of the one who came second."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.keep_unused import keep_unused
from kokebok.desk.inbox.actions.presence import be_here
from kokebok.desk.inbox.presence import FORGOTTEN_AFTER, others_at
from kokebok.desk.models import Outcome, Presence, UnusedText
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from tests.at_once import at_once
from tests.desk.conftest import WORDS, Giver, form, queries_of
from tests.world import InputFactory, make_cookbook, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from kokebok.people.models import Person


def seen_ago(given: object, person: Person, ago: timedelta) -> None:
    Presence.objects.filter(given=given, person=person).update(seen_at=timezone.now() - ago)  # type: ignore[misc]


def said_at(given: object, than: Person) -> list[str]:
    number = given.pk  # type: ignore[attr-defined]
    with translation.override("en"):
        return [str(here) for here in others_at([number], than=than).get(number, [])]


def test_a_page_that_is_seen_counts_and_only_others_are_shown(
    as_berit: Client, as_egil: Client, give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    assert as_berit.get(f"/redaksjon/innspill/{given.pk}/").context["others_here"] == []
    as_berit.post(f"/redaksjon/innspill/{given.pk}/her/", {"writes": "no", "words": ""})
    assert [here.name for here in as_egil.get(f"/redaksjon/innspill/{given.pk}/").context["others_here"]] == [
        berit.name
    ]
    assert "Berit Redaktør" in as_egil.get("/redaksjon/").content.decode()
    assert said_at(given, egil) == ["Berit Redaktør has it open now"]


def test_it_is_said_how_long_ago_and_forgotten_after_ten_minutes(
    give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    be_here(given, by=berit, writes=True)
    assert said_at(given, egil) == ["Berit Redaktør is writing an answer now"]
    seen_ago(given, berit, timedelta(minutes=2, seconds=5))
    assert said_at(given, egil) == ["Berit Redaktør wrote on an answer 2 minutes ago"]
    seen_ago(given, berit, FORGOTTEN_AFTER + timedelta(seconds=1))
    assert said_at(given, egil) == []
    be_here(give(), by=egil)
    assert not Presence.objects.filter(person=berit).exists()


def test_the_page_tells_that_it_is_open_and_that_it_is_left(
    as_berit: Client, give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    be_here(given, by=egil)
    address = f"/redaksjon/innspill/{given.pk}/her/"
    told = as_berit.post(address, {"writes": "yes"})
    assert (told.status_code, "Egil Redaktør" in told.content.decode()) == (200, True)
    assert Presence.objects.get(person=berit).writes
    assert as_berit.post(address, {"leaves": "yes"}).status_code == 204
    assert not Presence.objects.filter(person=berit).exists()
    assert as_berit.get(address).status_code == 405


def test_it_is_told_at_once_that_somebody_settled_it(as_berit: Client, give: Giver, egil: Person) -> None:
    given = give()
    answer(given, Answer(Outcome.TAKEN_IN, reply="Takk."), by=egil)
    told = as_berit.post(f"/redaksjon/innspill/{given.pk}/her/")
    assert told.context["settled"]
    assert f'href="/redaksjon/innspill/{given.pk}/"' in told.content.decode()


def test_those_who_only_read_leave_no_trace_of_being_here(client: Client, give: Giver, rana: Person) -> None:
    given = give()
    client.force_login(rana)
    client.get(f"/redaksjon/innspill/{given.pk}/")
    client.post(f"/redaksjon/innspill/{given.pk}/her/", {"writes": "yes"})
    assert Presence.objects.count() == 0


def test_being_here_leaves_no_line_in_the_journal(give: Giver, berit: Person) -> None:
    be_here(give(), by=berit)
    assert Entry.objects.filter(by=berit).count() == 0


@pytest.mark.usefixtures("committed")
def test_two_windows_of_one_person_are_one() -> None:
    make_recipe(make_cookbook())
    given = InputFactory.create(paragraph=paragraph_saying(WORDS))
    ada = make_person("ada@example.no", "Ada", RoleName.EDITOR)

    def come() -> str:
        be_here(given, by=ada)
        return "here"

    assert at_once(come, come) == ["here", "here"]
    assert Presence.objects.count() == 1


def test_the_queue_takes_the_same_queries_however_many_are_here(
    as_berit: Client, give: Giver, egil: Person
) -> None:
    be_here(give(), by=egil)
    one = queries_of(as_berit, "/redaksjon/")
    for _n in range(15):
        be_here(give(), by=egil)
    assert queries_of(as_berit, "/redaksjon/") == one


def test_the_text_of_the_second_is_kept_and_both_can_read_it(
    as_berit: Client, as_egil: Client, give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    answer(given, Answer(Outcome.TAKEN_IN, reply="Takk fra Berit."), by=berit)
    sent = form(given, outcome="not_taken", reply="Nei fra Egil.", reason="Sagt før.", new_text="")
    late = as_egil.post(f"/redaksjon/innspill/{given.pk}/svar/", sent)
    again = as_egil.post(f"/redaksjon/innspill/{given.pk}/svar/", sent)
    assert [late.status_code, again.status_code] == [409, 409]
    kept = UnusedText.objects.get()
    assert (kept.by, kept.fields["reply"], kept.fields["reason"]) == (egil, "Nei fra Egil.", "Sagt før.")
    assert acts_on(given).count("input.unused_text_kept") == 1
    for browser in (as_berit, as_egil):
        page = browser.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
        assert [words in page for words in ("Takk fra Berit.", "Nei fra Egil.", "Sagt før.")] == [True] * 3


def test_the_text_of_the_second_is_for_those_who_handle_inputs(
    client: Client, give: Giver, berit: Person, rana: Person
) -> None:
    given = give()
    keep_unused(given, {"reply": "Nei fra Berit."}, by=berit)
    client.force_login(rana)
    assert "Nei fra Berit." not in client.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    assert "Nei fra Berit." not in Client().get(f"/innspill/{given.pk}/").content.decode()


def test_nothing_is_kept_where_nothing_is_written(give: Giver, berit: Person) -> None:
    assert keep_unused(give(), {"reply": "  ", "reason": ""}, by=berit) is None
    assert UnusedText.objects.count() == 0


def test_the_database_keeps_one_row_a_person(give: Giver, berit: Person) -> None:
    given = give()
    be_here(given, by=berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(given=given, person=berit, seen_at=timezone.now())
