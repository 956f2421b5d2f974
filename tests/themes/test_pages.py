"""The pages of themes, as an editor's browser gets them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

from kokebok.people.models import RoleName
from kokebok.themes.actions.decide import give_theme
from kokebok.themes.models import (
    Declined,
    Group,
    Grouping,
    InputTheme,
    Learning,
    Member,
    NoTheme,
    Proposal,
    Theme,
    Work,
)
from tests.desk.conftest import queries_of
from tests.world import InputFactory, make_person

if TYPE_CHECKING:
    from kokebok.people.models import Person

LIST, ASKING, GROUPS = "/redaksjon/temaer/", "/redaksjon/temaer/usikre/", "/redaksjon/temaer/grupper/"


def given_themes() -> list[tuple[int, str, str]]:
    return list(InputTheme.objects.values_list("given_id", "theme__name", "by__name"))


def decide(client: Client, given: Any, do: str, **more: str) -> Any:
    return client.post(f"/redaksjon/temaer/innspill/{given.pk}/", {"do": do, **more})


@pytest.fixture
def proposed(mixed: Any, money: Theme, young: Theme) -> Any:
    """The first input, with both themes proposed, and why."""
    for place, theme in enumerate((money, young)):
        Proposal.objects.create(
            given=mixed[0], theme=theme, place=place, share=0.5, lead=0.1, like=mixed[2], method="ngrams"
        )
    return mixed[0]


@pytest.fixture
def grouping(mixed: Any, berit: Person) -> Grouping:
    """The eight inputs: three in one group, four in another, one alone."""
    made = Grouping.objects.create(
        heap="without", by=berit, state=Work.DONE, method="ngrams", counted=8, alone=1
    )
    groups = [Group.objects.create(grouping=made, number=n, words=["penger", "drift"]) for n in (1, 2)]
    for place, given in enumerate(mixed):
        group = None if place == 7 else groups[0 if place > 2 else 1]
        Member.objects.create(grouping=made, group=group, given=given, place=place)
    return made


def test_one_click_beside_the_opened_input_gives_it_a_proposed_theme_and_leads_back(
    as_berit: Client, proposed: Any
) -> None:
    address = f"/redaksjon/innspill/{proposed.pk}/?kind=comment"
    page = as_berit.get(address)
    assert "Økonomi" in page.content.decode()
    shown = next(one.shows for one in page.context["panels"] if one.template == "themes/_panel.html")
    assert [one.theme.name for one in shown["proposals"]] == ["Økonomi", "Ungdom"]
    answer = decide(as_berit, proposed, f"give:{shown['proposals'][0].theme_id}", next=address)
    assert (answer.status_code, answer.url) == (302, address)
    assert given_themes() == [(proposed.pk, "Økonomi", "Berit Redaktør")]


def test_a_double_click_gives_the_theme_once_and_no_page_elsewhere_is_led_to(
    as_berit: Client, proposed: Any, money: Theme
) -> None:
    answers = [
        decide(as_berit, proposed, f"give:{money.pk}", next="https://evil.example/") for _n in range(2)
    ]
    assert {answer.url for answer in answers} == {f"/redaksjon/innspill/{proposed.pk}/"}
    assert len(given_themes()) == 1


@pytest.mark.parametrize("do", ["", "give:", "give:x", "give:999", "burn:1"])
def test_what_is_no_decision_is_not_found(as_berit: Client, proposed: Any, do: str) -> None:
    assert decide(as_berit, proposed, do).status_code == 404
    assert (given_themes(), Declined.objects.count()) == ([], 0)


def test_an_editor_sorts_one_after_the_other_and_may_leave_one_for_later(
    as_berit: Client, mixed: Any, proposed: Any, money: Theme
) -> None:
    first = as_berit.get(ASKING).context["ask"].given
    decide(as_berit, first, f"give:{money.pk}", next=ASKING)
    second = as_berit.get(ASKING).context["ask"].given
    decide(as_berit, second, "skip", next=ASKING)
    third = as_berit.get(ASKING).context["ask"].given
    decide(as_berit, third, "none", next=ASKING)
    assert (first, len({first.pk, second.pk, third.pk})) == (proposed, 3)
    assert list(NoTheme.objects.values_list("given_id", flat=True)) == [third.pk]
    assert as_berit.get(ASKING).context["tally"].left == 6


def test_those_who_may_not_decide_are_told_so_and_nothing_is_changed(
    client: Client, rana: Person, proposed: Any, money: Theme, grouping: Grouping
) -> None:
    client.force_login(rana)
    pages = [
        LIST,
        ASKING,
        GROUPS,
        f"{GROUPS}{grouping.pk}/",
        f"{GROUPS}{grouping.pk}/1/",
        f"{LIST}{money.pk}/",
    ]
    assert [client.get(page).status_code for page in pages] == [403] * 6
    assert decide(client, proposed, f"give:{money.pk}").status_code == 403
    assert given_themes() == []
    shown = client.get(f"/redaksjon/innspill/{proposed.pk}/").context["panels"]
    assert "themes/_panel.html" not in [one.template for one in shown]


def test_a_moderator_decides_and_does_not_keep_the_list(client: Client, proposed: Any, money: Theme) -> None:
    client.force_login(make_person("mo@example.no", "Mo", RoleName.MODERATOR))
    assert decide(client, proposed, f"give:{money.pk}").status_code == 302
    posts = [client.post(f"{LIST}nytt/", {"name": "X"}), client.post(f"{LIST}{money.pk}/ta-ut/")]
    assert [post.status_code for post in posts] == [403, 403]
    assert (len(given_themes()), Theme.objects.in_use().count()) == (1, 2)


def test_a_name_that_is_taken_is_said_in_the_field_and_what_was_typed_is_kept(
    as_berit: Client, money: Theme
) -> None:
    page = as_berit.post(f"{LIST}nytt/", {"name": "Økonomi", "about": "Alt om penger"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["name"])
    assert page.context["form"]["about"].value() == "Alt om penger"


def test_a_theme_is_renamed_only_from_the_name_the_editor_saw(as_berit: Client, money: Theme) -> None:
    change = {"name": "Penger", "about": "", "seen_name": "Økonomi", "seen_about": ""}
    first = as_berit.post(f"{LIST}{money.pk}/endre/", change)
    second = as_berit.post(f"{LIST}{money.pk}/endre/", {**change, "name": "Kroner"})
    assert (first.status_code, second.status_code) == (302, 409)
    assert second.context["form"]["name"].value() == "Kroner"
    assert Theme.objects.get().name == "Penger"
    assert as_berit.post(f"{LIST}{money.pk}/noe/").status_code == 404


def test_a_theme_is_merged_retired_and_taken_into_use_again(
    as_berit: Client, mixed: Any, money: Theme, young: Theme, berit: Person
) -> None:
    give_theme(mixed[0], money, by=berit)
    as_berit.post(f"{LIST}{money.pk}/sla-sammen/", {"into": young.pk})
    assert given_themes() == [(mixed[0].pk, "Ungdom", "Berit Redaktør")]
    as_berit.post(f"{LIST}{young.pk}/ta-ut/")
    assert list(Theme.objects.in_use()) == []
    as_berit.post(f"{LIST}{young.pk}/ta-inn/")
    assert list(Theme.objects.in_use()) == [young]


def test_the_plot_and_its_table_have_the_same_numbers_and_each_input_is_counted_once(
    as_berit: Client, grouping: Grouping
) -> None:
    page = as_berit.get(f"{GROUPS}{grouping.pk}/")
    sizes = [one.size for one in page.context["groups"]]
    assert sizes == [bar.size for bar in page.context["bars"].bars] == [4, 3]
    assert sum(sizes) + page.context["alone"] == grouping.counted
    assert [bar.width for bar in page.context["bars"].bars] == ["80.00%", "60.00%"]


def test_a_group_is_made_a_theme_in_one_act_but_for_those_whose_tick_is_taken_away(
    as_berit: Client, mixed: Any, grouping: Grouping
) -> None:
    address = f"{GROUPS}{grouping.pk}/1/"
    page = as_berit.get(address)
    kept = [given.pk for given in mixed[3:6]]
    form = {"name": page.context["name"], "shown": page.context["shown"], "inputs": kept}
    assert page.context["name"] == "Penger, drift"
    assert as_berit.post(address, form).status_code == 302
    assert [key for key, _name, _by in given_themes()] == kept
    nothing = as_berit.post(address, {**form, "name": "Annet", "inputs": []})
    assert (nothing.status_code, nothing.context["name"]) == (422, "Annet")
    assert nothing.context["unchosen"] == {given.pk for given in mixed[3:7]}


def test_a_heap_that_failed_can_be_tried_again(as_berit: Client, grouping: Grouping) -> None:
    Grouping.objects.update(state=Work.FAILED, error="no room")
    page = as_berit.get(f"{GROUPS}{grouping.pk}/").content.decode()
    assert "no room" in page
    as_berit.post(f"{GROUPS}{grouping.pk}/igjen/")
    assert Grouping.objects.get().state == Work.WAITING


def test_the_pages_say_which_method_is_in_use(
    as_berit: Client, money: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for here in (True, False):
        monkeypatch.setattr("kokebok.themes.texts.meaning_is_here", lambda here=here: here)
        said.append([as_berit.get(page).context["method"] for page in (LIST, ASKING, GROUPS)])
    assert said == [["meaning"] * 3, ["ngrams"] * 3]


def test_the_pages_take_as_many_queries_for_thirty_as_for_one(
    as_berit: Client, berit: Person, money: Theme, grouping: Grouping
) -> None:
    Learning.objects.all().delete()
    pages = [
        LIST,
        ASKING,
        GROUPS,
        f"{GROUPS}{grouping.pk}/",
        f"{GROUPS}{grouping.pk}/1/",
        f"{LIST}{money.pk}/",
    ]
    give_theme(InputFactory.create(), money, by=berit)
    before = [queries_of(as_berit, page) for page in pages]
    for n in range(30):
        theme = Theme.objects.create(name=f"Tema {n}", made_by=berit)
        given = InputFactory.create()
        give_theme(given, money, by=berit)
        group = Group.objects.create(grouping=grouping, number=10 + n, words=["a"], theme=theme)
        for member in (given, InputFactory.create()):
            Member.objects.create(grouping=grouping, group=group, given=member, place=0)
        Grouping.objects.create(heap="without", by=berit)
    assert [queries_of(as_berit, page) for page in pages] == before


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("minst typisk", "1 står alene")),
        ("nn", ("minst typisk", "1 står åleine")),
        ("en", ("least typical", "1 stands alone")),
    ],
)
def test_the_least_typical_of_a_group_is_marked_and_those_that_stand_alone_are_counted(
    as_berit: Client, mixed: Any, grouping: Grouping, language: str, words: tuple[str, str]
) -> None:
    least, alone = words
    big = Group.objects.get(grouping=grouping, number=1)
    for place in range(20, 24):
        Member.objects.create(
            grouping=grouping, group=big, place=place, given=InputFactory.create(text=f"Nummer {place}")
        )
    as_berit.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    whole = words_of(as_berit.get(f"{GROUPS}{grouping.pk}/"))
    assert [whole.count(least), whole.count(alone)] == [1, 1]
    assert f"{least} Nummer 23" in whole
    inside = words_of(as_berit.get(f"{GROUPS}{grouping.pk}/1/"))
    assert [f"Nummer {place} {least}" in inside for place in range(20, 24)] == [False, False, False, True]
    apart = words_of(as_berit.get(f"{GROUPS}{grouping.pk}/alene/"))
    assert (mixed[7].text in apart, least in apart) == (True, False)


def words_of(answer: Any) -> str:
    """What the page says, its tags away and its spaces evened."""
    body = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
