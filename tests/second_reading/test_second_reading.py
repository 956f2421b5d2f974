"""A sample of decisions: drawn by lot, read blind by somebody else, compared when all is read."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from kokebok.second_reading.actions.draw import draw_sample
from kokebok.second_reading.actions.read import note_learnt, read_blind
from kokebok.second_reading.forms import DrawForm
from kokebok.second_reading.models import Reading, Sample
from kokebok.second_reading.queries import agreement_on, disagreements, waiting_for
from kokebok.second_reading.rules import NothingToDraw, OwnDecision, how_many
from tests.world import make_person

PLACE = "/redaksjon/andreleser/"


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read_all(sample, readers, outcome=Outcome.NOT_TAKEN) -> None:
    """Everything in a sample is read by whoever did not decide it."""
    for reading in sample.readings.all():
        by = next(person for person in readers if person.pk != reading.first_by_id)
        read_blind(reading, outcome=outcome, reason="", by=by)


@pytest.mark.parametrize(
    ("among", "number", "percent", "size"),
    [
        (100, 20, None, 20),
        (100, None, 10, 10),
        (101, None, 10, 11),
        (5, 20, None, 5),
        (3, None, 1, 1),
        (0, 9, None, 0),
    ],
)
def test_the_size_is_a_number_or_a_share_rounded_up(among, number, percent, size) -> None:
    assert how_many(among, number=number, percent=percent) == size


def test_the_same_seed_draws_the_same_and_the_seed_is_kept(decisions, berit) -> None:
    one, other = (draw_sample(by=berit, number=4, seed="lodd") for _n in range(2))
    drawn = [list(sample.readings.values_list("decision_id", flat=True)) for sample in (one, other)]
    assert drawn[0] == drawn[1]
    assert (len(drawn[0]), one.seed, one.among, acts_on(one)) == (4, "lodd", 10, ["sample.drawn"])


def test_a_double_click_draws_once(decisions, berit) -> None:
    client, ticket = browser(berit), uuid.uuid4()
    said = {"size": 20, "how": "percent", "ticket": ticket}
    places = {client.post(f"{PLACE}trekk/", said)["Location"] for _click in range(2)}
    assert places == {f"{PLACE}{Sample.objects.get().pk}/"}
    assert Reading.objects.count() == 2


def test_only_decisions_of_the_days_asked_for_are_drawn(decisions, berit) -> None:
    Decision.objects.filter(pk=decisions[0].pk).update(at=timezone.now() - timedelta(days=30))
    today = timezone.localdate()
    assert draw_sample(by=berit, number=50, since=today - timedelta(days=1)).among == 9
    with pytest.raises(NothingToDraw):
        draw_sample(by=berit, number=5, until=today - timedelta(days=40))


def test_a_reader_sees_the_input_and_the_paragraph_and_nothing_of_the_decision(
    decisions, berit, egil
) -> None:
    draw_sample(by=berit, number=10)
    reading = Reading.objects.filter(first_by=berit)[0]
    page = browser(egil).get(f"{PLACE}les/{reading.pk}/").content.decode()
    said = [
        words in page for words in (reading.given.text, "Spør dem det gjelder.", "Hemmelig grunn.", "Berit")
    ]
    assert said == [True, True, False, False]


def test_nobody_reads_their_own_decision(decisions, berit, egil) -> None:
    sample = draw_sample(by=berit, number=10)
    own = Reading.objects.filter(first_by=berit)[0]
    with pytest.raises(OwnDecision):
        read_blind(own, outcome=Outcome.LATER, reason="", by=berit)
    assert browser(berit).get(f"{PLACE}les/{own.pk}/").status_code == 302
    assert (waiting_for(berit).count(), waiting_for(egil).count(), sample.readings.count()) == (2, 8, 10)


def test_of_two_who_read_the_same_the_second_is_told_and_the_same_answer_twice_is_one(
    decisions, berit, egil
) -> None:
    frida = make_person("frida@example.no", "Frida", RoleName.EDITOR)
    draw_sample(by=berit, number=10)
    reading = Reading.objects.filter(first_by=berit)[0]
    seen = Reading.objects.get(pk=reading.pk)
    for _click in range(2):
        read_blind(reading, outcome=Outcome.LATER, reason="Tja.", by=egil)
    with pytest.raises(TooLate):
        read_blind(seen, outcome=Outcome.PARTLY, reason="", by=frida)
    assert (Reading.objects.get(pk=reading.pk).outcome, acts_on(reading)) == (Outcome.LATER, ["reading.done"])


def test_the_journal_does_not_tell_the_first_reader_what_the_second_decided(decisions, berit, egil) -> None:
    sample = draw_sample(by=berit, number=10)
    read_all(sample, [berit, egil])
    assert {str(entry.what) for entry in Entry.objects.filter(act="reading.done")} == {"{}"}


def test_the_figures_come_when_all_is_read_and_not_before(decisions, berit, egil) -> None:
    sample = draw_sample(by=berit, number=10)
    client = browser(berit)
    assert client.get(f"{PLACE}{sample.pk}/").context["agreement"] is None
    Reading.objects.filter(order__lte=5).update(first_outcome=Outcome.TAKEN_IN)
    for reading in sample.readings.all():
        by = egil if reading.first_by_id == berit.pk else berit
        outcome = Outcome.TAKEN_IN if reading.order in {1, 2, 3, 4, 6} else Outcome.NOT_TAKEN
        read_blind(reading, outcome=outcome, reason="", by=by)
    page = client.get(f"{PLACE}{sample.pk}/")
    found = page.context["agreement"]
    assert (found.read, found.alike, found.percent, found.kappa) == (10, 8, 80.0, pytest.approx(0.6))
    assert [one.order for one in disagreements(sample)] == [5, 6]
    counts = {
        (first, second): count
        for first, row in zip(Outcome, found.table, strict=True)
        for second, (count, _alike) in zip(Outcome, row.counts, strict=True)
        if count
    }
    yes, no = Outcome.TAKEN_IN, Outcome.NOT_TAKEN
    assert counts == {(yes, yes): 4, (yes, no): 1, (no, yes): 1, (no, no): 4}
    assert "0,60" in page.content.decode()


def test_where_all_decided_the_same_the_page_says_that_kappa_cannot_be_told(decisions, berit, egil) -> None:
    sample = draw_sample(by=berit, number=10)
    read_all(sample, [berit, egil])
    found = agreement_on(sample)
    assert (found.percent, found.kappa) == (100.0, None)
    assert "Kan ikke regnes ut" in browser(berit).get(f"{PLACE}{sample.pk}/").content.decode()


def test_a_decision_that_is_undone_later_changes_no_figure(decisions, berit, egil) -> None:
    sample = draw_sample(by=berit, number=10)
    read_all(sample, [berit, egil])
    Input.objects.filter(pk=decisions[0].given_id).update(state=State.OPEN, settled_at=None)
    Decision.objects.filter(pk=decisions[0].pk).delete()
    assert agreement_on(sample).read == 10


def test_what_a_disagreement_taught_is_noted_and_not_written_over(decisions, berit, egil) -> None:
    sample = draw_sample(by=berit, number=10)
    read_all(sample, [berit, egil], Outcome.LATER)
    reading = disagreements(sample)[0]
    stale = Reading.objects.get(pk=reading.pk)
    note_learnt(reading, learnt=" «Senere» er ikke et nei. ", by=berit)
    with pytest.raises(TooLate):
        note_learnt(stale, learnt="Noe annet.", by=egil)
    reading.refresh_from_db()
    assert (reading.learnt, reading.learnt_by) == ("«Senere» er ikke et nei.", berit)
    client = browser(egil)
    client.post(f"{PLACE}les/{reading.pk}/laert/", {"learnt": "Ny.", "seen": reading.learnt})
    assert Reading.objects.get(pk=reading.pk).learnt == "Ny."


def test_there_is_nothing_to_learn_where_both_agree(decisions, berit, egil) -> None:
    sample = draw_sample(by=berit, number=10)
    read_all(sample, [berit, egil])
    with pytest.raises(Refused):
        note_learnt(sample.readings.all()[0], learnt="Jo.", by=berit)


def test_a_reader_is_led_through_what_is_left(decisions, berit, egil) -> None:
    sample = draw_sample(by=berit, number=10)
    client, seen = browser(berit), set()
    for _n in range(2):
        there = client.get(f"{PLACE}{sample.pk}/neste/")["Location"]
        seen.add(there)
        assert client.post(there, {}).status_code == 422
        client.post(there, {"outcome": "partly", "reason": "Halvt."})
    assert len(seen) == 2
    assert client.get(f"{PLACE}{sample.pk}/neste/")["Location"] == f"{PLACE}{sample.pk}/"


def test_moderators_and_the_resource_group_do_not_draw(book, rana) -> None:
    mona = make_person("mona@example.no", "Mona", RoleName.MODERATOR)
    assert [browser(person).get(PLACE).status_code for person in (rana, mona)] == [403, 403]


@pytest.mark.parametrize("wrong", ["own", "half", "twice"])
def test_the_database_refuses_what_makes_no_sense(decisions, berit, egil, wrong) -> None:
    sample = draw_sample(by=berit, number=10)
    reading = Reading.objects.filter(first_by=berit)[0]
    changes = {
        "own": {"outcome": Outcome.LATER, "reader": berit, "read_at": timezone.now()},
        "half": {"outcome": Outcome.LATER},
        "twice": {"given": sample.readings.exclude(pk=reading.pk)[0].given},
    }[wrong]
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(**changes)


def test_the_pages_take_the_same_number_of_queries_for_two_as_for_ten(decisions, berit, egil) -> None:
    client = browser(berit)

    def queries(sample) -> list[int]:
        found = []
        for page in (PLACE, f"{PLACE}{sample.pk}/"):
            client.get(page)
            with CaptureQueriesContext(connection) as taken:
                client.get(page)
            found.append(len(taken))
        return found

    few = draw_sample(by=berit, number=2)
    read_all(few, [berit, egil], Outcome.LATER)
    of_few = queries(few)
    many = draw_sample(by=berit, number=10)
    read_all(many, [berit, egil], Outcome.LATER)
    assert queries(many) == of_few


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"how": "percent", "size": "100"}, []),
        ({"how": "percent", "size": "101"}, ["size"]),
        ({"how": "number", "size": "101"}, []),
        ({"how": "number", "size": "x"}, ["size"]),
        ({"how": "percent", "size": ""}, ["size"]),
        ({"how": "number", "size": "1", "since": "2026-01-02", "until": "2026-01-02"}, []),
        ({"how": "number", "size": "1", "since": "2026-01-03", "until": "2026-01-02"}, ["until"]),
        ({"how": "number", "size": "1", "since": "2026-01-03"}, []),
        ({"how": "number", "size": "1", "until": "2026-01-02"}, []),
    ],
)
def test_what_can_be_no_draw_is_said_at_its_field(typed, wrong) -> None:
    assert sorted(DrawForm({**typed, "ticket": str(uuid.uuid4())}).errors) == wrong
