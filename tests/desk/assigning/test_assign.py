"""Who has an input: one at a time, by when, and what the second of two is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kokebok.desk.assigning.actions.assign import NewAssignment, assign, hand_back, take_over
from kokebok.desk.assigning.queries import mine
from kokebok.desk.inbox.assignees import assigned_to, assigned_to_group, assigned_to_nobody, is_overdue
from kokebok.desk.models import Assignment
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.at_once import at_once
from tests.desk.conftest import WORDS, Giver, queries_of
from tests.world import InputFactory, make_cookbook, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from kokebok.people.models import Person

DUE = date(2099, 1, 8)


def holders_of(given: Any) -> list[tuple[str, bool]]:
    """Everyone who has had the input, first to last, and whether they have it still."""
    rows = Assignment.objects.filter(given=given).order_by("pk")
    return [(row.holder, row.ended_at is None) for row in rows]


def test_an_input_is_given_to_a_person_with_a_day_and_a_word(
    give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    now = assign(given, NewAssignment(to=egil, due=DUE, note=" Du kan dette. "), by=berit)
    assert (now.to, now.to_group, now.due, now.note, now.by, now.ended_at) == (
        egil, False, DUE, "Du kan dette.", berit, None,
    )  # fmt: skip
    assert acts_on(given) == ["input.assigned"]
    assert Entry.objects.get(act="input.assigned").what == {
        "to": egil.pk, "holder": "Egil Redaktør", "due": "2099-01-08",
    }  # fmt: skip


def test_all_who_have_had_an_input_are_remembered_and_one_has_it(
    give: Giver, berit: Person, egil: Person, rana: Person
) -> None:
    given = give()
    first = assign(given, NewAssignment(to=None, due=DUE), by=berit)
    second = take_over(given, by=rana, seen=first.pk)
    third = assign(given, NewAssignment(to=egil), by=berit, seen=second.pk)
    hand_back(third, by=egil)
    assert holders_of(given) == [
        (first.holder, False), ("Rana Ressurs", False), ("Egil Redaktør", False),
    ]  # fmt: skip
    assert second.due == DUE
    assert acts_on(given) == [
        "input.assigned", "input.taken_over", "input.assigned", "input.handed_back",
    ]  # fmt: skip


def test_the_same_once_more_changes_nothing(give: Giver, berit: Person, egil: Person) -> None:
    given = give()
    first = assign(given, NewAssignment(to=egil, due=DUE), by=berit)
    again = assign(given, NewAssignment(to=egil, due=DUE), by=berit)
    assert first == again
    assert acts_on(given) == ["input.assigned"]
    mine_now = take_over(given, by=egil, seen=first.pk)
    assert mine_now == first


def test_who_saw_another_holder_is_told_who_has_it(give: Giver, berit: Person, egil: Person) -> None:
    given = give()
    assign(given, NewAssignment(to=egil), by=egil)
    with pytest.raises(TooLate, match="Egil Redaktør"):
        assign(given, NewAssignment(to=berit), by=berit)
    with pytest.raises(TooLate, match="Egil Redaktør"):
        take_over(given, by=berit, seen=0)
    assert holders_of(given) == [("Egil Redaktør", True)]


def test_a_second_hand_back_is_too_late_and_leaves_no_line(give: Giver, egil: Person) -> None:
    given = give()
    assignment = assign(given, NewAssignment(to=egil), by=egil)
    seen_twice = Assignment.objects.get(pk=assignment.pk)
    hand_back(assignment, by=egil)
    with pytest.raises(TooLate):
        hand_back(seen_twice, by=egil)
    assert acts_on(given).count("input.handed_back") == 1


def test_what_the_other_could_not_read_is_not_given_to_them(give: Giver, berit: Person, rana: Person) -> None:
    waiting = give(State.WAITING)
    for to in (rana, None):
        with pytest.raises(Refused):
            assign(waiting, NewAssignment(to=to), by=berit)
    with pytest.raises(Refused):
        assign(give(), NewAssignment(to=make_person("l@example.no", "Liv", RoleName.LOG_READER)), by=berit)
    with pytest.raises(Refused):
        assign(give(State.ANSWERED), NewAssignment(to=berit), by=berit)
    assert Assignment.objects.count() == 0


def test_the_resource_group_takes_what_the_group_has_and_nothing_else(
    give: Giver, berit: Person, rana: Person
) -> None:
    free, groups, beritts = give(), give(), give()
    group = assign(groups, NewAssignment(to=None), by=berit)
    own = assign(beritts, NewAssignment(to=berit), by=berit)
    with pytest.raises(Refused):
        take_over(free, by=rana)
    with pytest.raises(Refused):
        take_over(beritts, by=rana, seen=own.pk)
    with pytest.raises(Refused):
        hand_back(own, by=rana)
    with pytest.raises(Refused):
        assign(free, NewAssignment(to=rana), by=rana)
    assert take_over(groups, by=rana, seen=group.pk).to == rana


def test_the_database_refuses_two_holders_and_a_holder_who_is_nobody(give: Giver, berit: Person) -> None:
    given = give()
    assign(given, NewAssignment(to=berit), by=berit)
    for wrong in ({"to": berit}, {"to": None}, {"to": berit, "to_group": True, "ended_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(given=given, by=berit, **wrong)


@pytest.mark.usefixtures("committed")
def test_of_two_who_take_an_input_at_once_one_gets_it() -> None:
    make_recipe(make_cookbook())
    given = InputFactory.create(paragraph=paragraph_saying(WORDS))
    ada, bo = (make_person(f"{name}@example.no", name, RoleName.EDITOR) for name in ("Ada", "Bo"))
    ends = at_once(
        lambda: take_over(Input.objects.get(pk=given.pk), by=ada).holder,
        lambda: take_over(Input.objects.get(pk=given.pk), by=bo).holder,
    )
    assignment = Assignment.objects.get()
    assert ends == sorted([assignment.holder, "TooLate"])
    assert acts_on(given) == ["input.taken_over"]


def test_inputs_are_found_by_who_has_them(give: Giver, berit: Person, egil: Person) -> None:
    free, egils, groups, late = give(), give(), give(), give()
    assign(egils, NewAssignment(to=egil), by=berit)
    assign(groups, NewAssignment(to=None), by=berit)
    yesterday = timezone.localdate() - timedelta(days=1)
    assign(late, NewAssignment(to=egil, due=yesterday), by=berit)
    found = [
        set(Input.objects.filter(condition))
        for condition in (assigned_to_nobody(), assigned_to(egil), assigned_to_group(), is_overdue())
    ]
    assert found == [{free}, {egils, late}, {groups}, {late}]


def test_mine_has_the_first_due_first_and_leaves_out_what_is_settled(
    give: Giver, berit: Person, egil: Person
) -> None:
    undated, later, soon, settled = give(), give(), give(), give()
    for given, due in ((undated, None), (later, DUE), (soon, DUE - timedelta(days=1)), (settled, DUE)):
        assign(given, NewAssignment(to=egil, due=due), by=berit)
    Input.objects.filter(pk=settled.pk).update(state=State.ANSWERED, settled_at=timezone.now())
    assert [one.given for one in mine(egil)] == [soon, later, undated]


def test_my_page_marks_what_is_overdue(client: Client, give: Giver, berit: Person, egil: Person) -> None:
    assign(give(text="Haster."), NewAssignment(to=egil, due=date(2026, 1, 2)), by=berit)
    client.force_login(egil)
    page = client.get("/redaksjon/mitt/")
    assert [one.is_overdue for one in page.context["assignments"]] == [True]
    assert 'data-color="danger"' in page.content.decode()


def test_several_are_given_in_one_act_and_of_changed_ones_none_is(
    as_berit: Client, give: Giver, egil: Person
) -> None:
    one, two = give(), give()
    chosen = [f"{one.pk}:0", f"{two.pk}:0"]
    sent = {"chosen": chosen, "to": str(egil.pk), "due": "2099-01-08"}
    assert as_berit.post("/redaksjon/fordeling/", sent).status_code == 302
    assert set(Input.objects.filter(assigned_to(egil))) == {one, two}
    third = give()
    late = as_berit.post("/redaksjon/fordeling/", {"chosen": [f"{third.pk}:0", f"{one.pk}:0"], "to": "group"})
    assert late.status_code == 409
    assert late.context["ticked"] == {third.pk, one.pk}
    assert "Egil Redaktør" in str(late.context["form"].errors)
    assert not Assignment.objects.filter(given=third).exists()


def test_sharing_out_asks_for_inputs_and_for_somebody(as_berit: Client, give: Giver) -> None:
    given = give()
    none = as_berit.post("/redaksjon/fordeling/", {"to": "group"})
    nobody = as_berit.post("/redaksjon/fordeling/", {"chosen": [f"{given.pk}:0"], "to": ""})
    assert [none.status_code, nobody.status_code] == [422, 422]
    assert Assignment.objects.count() == 0


def test_the_opened_input_says_who_has_it_and_hands_it_back(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    given = give()
    address = f"/redaksjon/innspill/{given.pk}/"
    as_berit.post(f"{address}ta/", {"seen": "0"})
    assignment = Assignment.objects.active().get(given=given)
    assert assignment.to == berit
    assert f'name="seen" value="{assignment.pk}"' in as_berit.get(address).content.decode()
    as_berit.post(f"{address}gi-tilbake/", {"seen": str(assignment.pk)})
    assert holders_of(given) == [("Berit Redaktør", False)]


def test_what_was_filled_in_stays_when_another_was_first(as_berit: Client, give: Giver, egil: Person) -> None:
    given = give()
    assign(given, NewAssignment(to=egil), by=egil)
    sent = {"to": "group", "due": "2099-01-08", "note": "Kan dere se?", "seen": "0"}
    late = as_berit.post(f"/redaksjon/innspill/{given.pk}/gi-til/", sent)
    assert (late.status_code, late.context["form"]["note"].value()) == (409, "Kan dere se?")
    again = {**sent, "seen": late.context["form"]["seen"].value()}
    assert as_berit.post(f"/redaksjon/innspill/{given.pk}/gi-til/", again).status_code == 302
    assert Assignment.objects.active().get(given=given).to_group


def test_an_input_one_may_not_see_is_as_if_it_were_not_there(
    client: Client, give: Giver, rana: Person
) -> None:
    hidden = give(State.WAITING)
    client.force_login(rana)
    for act in ("ta/", "gi-tilbake/", "notat/", "her/"):
        for number in (hidden.pk, 999_999):
            assert client.post(f"/redaksjon/innspill/{number}/{act}", {"seen": "0"}).status_code == 404
    assert client.get("/redaksjon/fordeling/").status_code == 403


def test_the_lists_take_the_same_few_queries_for_one_and_for_thirty(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    for _n in range(2):
        assign(give(), NewAssignment(to=berit, due=DUE), by=berit)
    addresses = ["/redaksjon/mitt/", "/redaksjon/fordeling/?hos=alle", "/redaksjon/"]
    few = [queries_of(as_berit, address) for address in addresses]
    for _n in range(28):
        assign(give(), NewAssignment(to=berit, due=DUE), by=berit)
    assert [queries_of(as_berit, address) for address in addresses] == few
    assert max(few) <= 43
