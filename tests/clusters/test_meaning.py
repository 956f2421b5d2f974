"""What is perhaps alike in meaning: said in other words, found by the real model, and never ticked beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kokebok.clusters.actions.link import not_same
from kokebok.clusters.actions.meaning import find_nearest
from kokebok.clusters.models import Cluster, InMeaning
from kokebok.clusters.queries import alike_in_meaning
from kokebok.inputs.models import Input, State
from kokebok.lib.worker import meaning_is_here
from kokebok.themes.actions.vectors import keep_some
from kokebok.themes.models import Reads, Vector
from kokebok.themes.texts import texts_of
from tests.clusters.conftest import Say
from tests.desk.conftest import queries_of

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

pytestmark = [
    pytest.mark.skipif(not meaning_is_here(), reason='without the extra "meaning"'),
    pytest.mark.usefixtures("asked_once"),
]
SAID = (
    "Nettet er så tregt at hjemmekontor ikke går.",
    "Fiber må bygges ut til alle husstander i bygda.",
    "Maten på sykehjemmet smaker ingenting.",
    "Beboerne på omsorgssenteret må få bedre middager.",
    "Det flyter av avfall på badestranda.",
    "Sett ut flere søppeldunker der folk bader.",
    "Fastlegene har lange ventelister.",
    "Det tar evigheter å få time hos doktoren.",
)


@pytest.fixture
def said(say: Say) -> list[Input]:
    given = [say(text) for text in SAID]
    read_all()
    return given


def read_all() -> None:
    for reads in Reads:
        while keep_some(texts_of(Input.objects.all()), reads):
            pass
    find_nearest()


def nearest(given: Input) -> list[int]:
    return [one.pk for one in alike_in_meaning(given, [])]


def panel_of(client: Client, given: Input) -> Any:
    page = client.get(f"/redaksjon/innspill/{given.pk}/")
    return next(one for one in page.context["panels"] if one.template == "clusters/_alike.html").shows


def test_each_stands_beside_the_one_that_says_it_in_other_words(said: list[Input]) -> None:
    pairs = list(zip(said[2:6:2], said[3:6:2], strict=True))
    assert [(other.pk in nearest(one), one.pk in nearest(other)) for one, other in pairs] == [
        (True, True)
    ] * 2
    InMeaning.objects.filter(given=said[2]).update(nearest=[one.pk for one in said[3:]])
    assert nearest(said[2]) == [one.pk for one in said[3:6]]


def test_they_are_folded_with_their_number_told_and_none_is_ticked(
    as_berit: Client, said: list[Input]
) -> None:
    InMeaning.objects.filter(given=said[2]).update(nearest=[one.pk for one in said[3:]])
    page = as_berit.get(f"/redaksjon/innspill/{said[2].pk}/").content.decode()
    start = page.index('<details data-key="in_meaning">')
    folded = page[start : page.index("</form>", start)]
    assert "<summary>Kan ligne i mening (3)</summary>" in folded
    assert folded.count('type="checkbox"') == 3
    assert f'id="like-{said[3].pk}"' in folded
    assert "checked" not in folded


def test_another_language_does_not_keep_those_apart_who_say_the_same(say: Say) -> None:
    norwegian = [say(text) for text in SAID]
    english = [
        say(text)
        for text in (
            "I could not get an appointment with the doctor for weeks.",
            "The food at the nursing home has no taste at all.",
            "There is rubbish all over the beach where we swim.",
            "The internet is too slow to work from home.",
        )
    ]
    read_all()
    same = ((6, 7), (2, 3), (4, 5), (0, 1))
    found = [
        {norwegian.index(one) for one in alike_in_meaning(given, []) if one in norwegian} for given in english
    ]
    assert [bool(near & set(pair)) for near, pair in zip(found, same, strict=True)] == [True] * 4


def test_an_input_waits_until_all_of_it_is_read(say: Say) -> None:
    for text in SAID:
        say(text)
    keep_some(texts_of(Input.objects.all()), Reads.OPENING)
    assert (find_nearest(), InMeaning.objects.count()) == (0, 0)


def test_one_that_is_chosen_is_linked(as_berit: Client, said: list[Input]) -> None:
    as_berit.post("/redaksjon/like/koble/", {"than": said[2].pk, "input": [said[3].pk], "act": "link"})
    assert Cluster.objects.get().size == 2
    assert said[3].pk not in nearest(said[2])


def test_one_that_is_not_the_same_or_is_taken_back_is_not_shown_again(
    said: list[Input], berit: Person
) -> None:
    not_same([said[3]], than=said[2], by=berit)
    Input.objects.filter(pk=said[5].pk).update(state=State.WITHDRAWN, settled_at=said[5].received_at)
    assert said[3].pk not in nearest(said[2])
    assert said[5].pk not in nearest(said[4])


def test_what_stands_in_the_first_list_is_not_in_the_second_too(as_berit: Client, say: Say) -> None:
    said = [say(text) for text in SAID]
    again = say("Maten på sykehjemmet smakar ingenting!")
    read_all()
    shown = panel_of(as_berit, said[2])
    assert [row.given.pk for row in shown["same"]] == [again.pk]
    assert again.pk not in [row.given.pk for row in shown["meaning"]]
    assert not any(row.ticked for row in shown["meaning"])


def test_one_that_may_want_the_opposite_says_by_which_word(as_berit: Client, say: Say) -> None:
    for text in SAID:
        say(text)
    one = say("Vi er for vindkraft på Høgfjellet, for det gir penger til skolen.")
    other = say("Turbinene på fjellet er vi imot, og vindkraften gir ingenting.")
    read_all()
    row = next(row for row in panel_of(as_berit, one)["meaning"] if row.given.pk == other.pk)
    assert row.why.differs


def test_it_is_found_once_and_anew_when_words_come_or_change(say: Say, said: list[Input]) -> None:
    assert find_nearest() == 0
    rows = list(InMeaning.objects.order_by("pk").values("pk", "given"))
    changed = said[7]
    Input.objects.filter(pk=changed.pk).update(text="Middagen på omsorgssenteret må smake mer.")
    read_all()
    assert changed.pk in nearest(said[2])
    assert list(InMeaning.objects.order_by("pk").values("pk", "given")) == rows


def test_of_many_that_come_at_once_some_are_taken_each_minute_and_none_is_forgotten(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kokebok.clusters.actions.meaning.MOST_KEPT", 1)
    for text in SAID:
        say(text)
    read_all()
    at_once = dict(InMeaning.objects.values_list("given_id", "nearest"))
    InMeaning.objects.all().delete()
    monkeypatch.setattr("kokebok.clusters.actions.meaning.MOST_ASKED", 3)
    turns = 0
    while found := find_nearest():
        assert found <= 6  # those that were taken, and the one that is nearest to each
        turns += 1
    assert turns in (2, 3)
    assert dict(InMeaning.objects.values_list("given_id", "nearest")) == at_once


def test_one_that_comes_later_is_beside_those_it_is_like(say: Say) -> None:
    for text in SAID[:3] + SAID[4:]:
        say(text)
    read_all()
    late = say(SAID[3])
    read_all()
    food = Input.objects.get(text=SAID[2])
    assert late.pk in nearest(food)
    assert food.pk in nearest(late)


def test_one_whose_words_change_is_no_longer_beside_those_it_was_like(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kokebok.clusters.actions.meaning.MOST_KEPT", 1)
    said = [say(text) for text in SAID]
    read_all()
    assert nearest(said[2]) == [said[3].pk]
    Input.objects.filter(pk=said[3].pk).update(text="Fiber må bygges ut til alle husstander i hele bygda.")
    read_all()
    assert (nearest(said[1]), nearest(said[3])) == ([said[3].pk], [said[1].pk])
    assert said[3].pk not in nearest(said[2])


def test_without_vectors_there_is_no_such_list(as_berit: Client, say: Say) -> None:
    given = say(SAID[0])
    page = as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    assert (find_nearest(), Vector.objects.count(), "Kan ligne i mening" in page) == (0, 0, False)


def test_the_page_takes_as_many_queries_however_many_are_alike(as_berit: Client, said: list[Input]) -> None:
    address = f"/redaksjon/innspill/{said[2].pk}/"
    InMeaning.objects.filter(given=said[2]).update(nearest=[one.pk for one in said[3:6]])
    many = queries_of(as_berit, address)
    InMeaning.objects.filter(given=said[2]).update(nearest=[said[3].pk])
    assert queries_of(as_berit, address) == many


def test_one_that_leaves_is_replaced_beside_those_that_had_it_and_found_anew_when_it_comes_back(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kokebok.clusters.actions.meaning.MOST_KEPT", 1)
    said = [say(text) for text in (*SAID, "Maten på sykehjemmet må smake mer.")]
    read_all()
    before = dict(InMeaning.objects.values_list("given_id", "nearest"))
    assert before[said[2].pk] == [said[8].pk]
    Input.objects.filter(pk=said[8].pk).update(state=State.WITHDRAWN, settled_at=said[8].received_at)
    assert find_nearest() > 0
    meanwhile = dict(InMeaning.objects.values_list("given_id", "nearest"))
    assert meanwhile.keys() == before.keys() - {said[8].pk}
    assert meanwhile[said[2].pk] == [said[3].pk]
    assert [said[8].pk] not in meanwhile.values()
    assert find_nearest() == 0
    Input.objects.filter(pk=said[8].pk).update(state=State.OPEN, settled_at=None)
    find_nearest()
    assert dict(InMeaning.objects.values_list("given_id", "nearest")) == before


def test_of_many_that_leave_at_once_some_are_taken_each_minute_and_none_is_forgotten(
    said: list[Input], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kokebok.clusters.actions.meaning.MOST_ASKED", 2)
    gone = [one.pk for one in said[3:]]
    Input.objects.filter(pk__in=gone).update(state=State.WITHDRAWN, settled_at=said[3].received_at)
    for _minute in range(3):
        find_nearest()
    rows = dict(InMeaning.objects.values_list("given_id", "nearest"))
    assert rows.keys() == {one.pk for one in said[:3]}
    assert not {key for near in rows.values() for key in near}.intersection(gone)
