"""The groups of likely duplicates, and going through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kokebok.clusters.actions.compare import compare
from kokebok.clusters.actions.link import link, not_same
from kokebok.clusters.duplicate_groups import DuplicateGroup, groups_among
from kokebok.clusters.models import Cluster, NotSame
from kokebok.inputs.models import Input, State
from kokebok.people.models import RoleName
from tests.clusters.conftest import AGAINST, FIRST, OTHER, SECOND, THIRD, Say
from tests.desk.conftest import WORDS, queries_of
from tests.world import InputFactory, make_person, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

PAGE = "/redaksjon/like/"


def found() -> list[DuplicateGroup]:
    return groups_among(Input.objects.all())


def test_heaps_come_biggest_first_with_what_may_disagree_apart(say: Say) -> None:
    two = [say(OTHER), say("Linken til malen er død")]
    three = [say(FIRST), say(SECOND), say(THIRD)]
    against = say(AGAINST)
    say("Takk for en nyttig kokebok med fine bilder.")
    assert found() == [
        DuplicateGroup(tuple(one.pk for one in three), (against.pk,)),
        DuplicateGroup(tuple(one.pk for one in two)),
    ]


def test_those_for_and_those_against_are_two_heaps(say: Say) -> None:
    in_favour, against = [say(FIRST), say(SECOND)], [say(AGAINST), say(AGAINST)]
    assert [set(group.keys) for group in found()] == [
        {one.pk for one in in_favour},
        {one.pk for one in against},
    ]


def test_settled_ones_and_linked_ones_make_no_heap_until_another_comes(say: Say, berit: Person) -> None:
    one, two = say(FIRST), say(SECOND)
    say(THIRD, State.ANSWERED)
    link([one, two], by=berit)
    assert found() == []
    new = say(FIRST)
    assert [group.keys for group in found()] == [(one.pk, two.pk, new.pk)]


def test_those_said_not_to_be_the_same_are_not_in_one_heap(say: Say, berit: Person) -> None:
    one, two, three = say(FIRST), say(SECOND), say(THIRD)
    not_same([one], than=two, by=berit)
    assert [group.keys for group in found()] == [(one.pk, three.pk)]
    not_same([one, three], by=berit)
    assert [group.keys for group in found()] == []


def test_a_heap_is_linked_as_ticked_and_the_next_is_at_hand(as_berit: Client, say: Say) -> None:
    three = [say(FIRST), say(SECOND), say(THIRD)]
    two = [say(OTHER), say("Linken til malen er død")]
    page = as_berit.get(PAGE)
    assert [[row.given for row in group.rows] for group in page.context["groups"]] == [three, two]
    done = as_berit.post(f"{PAGE}koble/", {"input": [three[0].pk, three[2].pk], "act": "link"}, follow=True)
    assert Cluster.objects.get().size == 2
    assert "autofocus" in done.content.decode()
    assert "autofocus" not in page.content.decode()


def test_a_heap_is_dismissed_and_does_not_come_back(as_berit: Client, say: Say) -> None:
    both = [say(FIRST), say(SECOND)]
    as_berit.post(f"{PAGE}koble/", {"input": [one.pk for one in both], "act": "not_same"})
    assert (NotSame.objects.count(), as_berit.get(PAGE).context["groups"]) == (1, [])


def test_beside_an_input_the_ticked_ones_are_linked_with_it_and_one_goes_back_there(
    as_berit: Client, say: Say
) -> None:
    one, two, three = say(FIRST), say(SECOND), say(THIRD)
    back = f"/redaksjon/innspill/{one.pk}/?kind=comment"
    said = {"than": one.pk, "input": [two.pk], "number": three.pk, "act": "link", "next": back}
    done = as_berit.post(f"{PAGE}koble/", said)
    assert (done.headers["Location"], Cluster.objects.get().size) == (back, 3)
    gone = as_berit.post(f"{PAGE}{two.pk}/ta-ut/", {"next": "https://example.com/"})
    assert (gone.headers["Location"], Cluster.objects.get().size) == (f"{PAGE}?done=1", 2)


@pytest.mark.parametrize("wrong", [{}, {"number": "99999"}, {"number": "x"}, {"input": ["x"]}])
def test_a_wrong_choice_is_told_and_changes_nothing(
    as_berit: Client, say: Say, wrong: dict[str, Any]
) -> None:
    done = as_berit.post(f"{PAGE}koble/", {"than": say(FIRST).pk, "act": "link", **wrong}, follow=True)
    assert [message.level_tag for message in done.context["messages"]] == ["error"]
    assert Cluster.objects.count() == 0


def test_only_those_who_may_link_come_in(client: Client, say: Say) -> None:
    for role, status in ((RoleName.RESOURCE, 403), (RoleName.HOST, 403), (RoleName.MODERATOR, 200)):
        client.force_login(make_person(f"{role}@example.no", role, role))
        assert client.get(PAGE).status_code == status
        assert client.post(f"{PAGE}koble/", {}).status_code == (302 if status == 200 else 403)


def test_somebody_who_may_only_read_sees_what_is_public_and_no_boxes(
    client: Client, say: Say, rana: Person
) -> None:
    one, two = say(FIRST), say(SECOND)
    say(THIRD, State.WAITING)
    client.force_login(rana)
    page = client.get(f"/redaksjon/innspill/{one.pk}/")
    panel = next(panel for panel in page.context["panels"] if panel.template == "clusters/_alike.html")
    assert [row.given for row in panel.shows["same"]] == [two]
    assert 'name="input"' not in page.content.decode()


def test_the_opened_page_compares_an_input_that_has_just_come(as_berit: Client, say: Say) -> None:
    two = say(SECOND)
    new = InputFactory.create(paragraph=paragraph_saying(WORDS), text=FIRST)
    page = as_berit.get(f"/redaksjon/innspill/{new.pk}/").content.decode()
    assert f'id="like-{two.pk}"' in page


def test_the_pages_take_as_many_queries_for_thirty_as_for_two(as_berit: Client, say: Say) -> None:
    one = say(FIRST)
    say(SECOND)
    opened = f"/redaksjon/innspill/{one.pk}/"
    few = queries_of(as_berit, PAGE), queries_of(as_berit, opened)
    for number in range(30):
        compare(InputFactory.create(paragraph=one.paragraph, text=(FIRST, SECOND, OTHER)[number % 3]))
    assert (queries_of(as_berit, PAGE), queries_of(as_berit, opened)) == few
