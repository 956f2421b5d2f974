"""The filters of the inbox: what each leaves, what it counts, and those one has saved."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from lxml import html as lxml_html

from kokebok.desk.inbox.actions.save_filter import MOST, remove_filter, save_filter
from kokebok.desk.inbox.filters import FILTERS, InboxFilter, narrowed, wanted_in
from kokebok.desk.inbox.listing import filters_shown
from kokebok.desk.models import SavedFilter
from kokebok.inputs.actions.note_words import note_words
from kokebok.inputs.models import Door, Input, Kind, State
from kokebok.journal.models import Entry
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.desk.conftest import Giver
from tests.world import InputFactory, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


def left(**wanted: Any) -> list[int]:
    """The keys of what is left for an editor."""
    editor = make_person("filter@example.no", "Frida Filter", RoleName.EDITOR)
    found = narrowed(Input.objects.all(), InboxFilter(**wanted), editor)
    return list(found.order_by("pk").values_list("pk", flat=True))


def counts(person: Person, name: str, wanted: InboxFilter) -> dict[str, int]:
    """The choices of a filter that have inputs."""
    shown = next(one for one in filters_shown(person, wanted) if one.name == name)
    return {option.value: option.count for option in shown.options if option.count}


def test_each_filter_leaves_what_it_says(give: Giver) -> None:
    now = timezone.now()
    plain = give(received_at=now - timedelta(days=40))
    paper = give(door=Door.PAPER, received_at=now - timedelta(days=10))
    nynorsk = give(language="nn", received_at=now - timedelta(hours=2))
    question = give(kind=Kind.QUESTION, received_at=now - timedelta(days=3))
    settled = give(State.REFUSED, received_at=now)
    assert left() == [plain.pk, paper.pk, nynorsk.pk, question.pk]
    assert left(state="refused") == [settled.pk]
    assert left(door="paper") == [paper.pk]
    assert left(language="nn") == [nynorsk.pk]
    assert left(kind="question") == [question.pk]
    assert [left(age=age) for age in ("1d", "7d", "over7d", "over14d", "over30d")] == [
        [nynorsk.pk], [nynorsk.pk, question.pk], [plain.pk, paper.pk], [plain.pk], [plain.pk],
    ]  # fmt: skip


def test_an_input_whose_language_nobody_knows_is_found_as_such(give: Giver, berit: Person) -> None:
    give(language="nb")
    unknown = give()
    Input.objects.filter(pk=unknown.pk).update(language="")
    assert left(language="unknown") == [unknown.pk]
    assert counts(berit, "language", InboxFilter()) == {"": 2, "nb": 1, "unknown": 1}


def test_pages_are_counted_with_their_paragraphs_and_the_whole_cookbook_is_one_of_them(
    book: Cookbook, give: Giver, berit: Person
) -> None:
    other = make_recipe(book, slug="annet", steps=0, situation="Du lurer på noe annet.")
    here = give()
    InputFactory.create(paragraph=paragraph_saying("noe annet"))
    InputFactory.create(page=other)
    whole = InputFactory.create()
    assert counts(berit, "about", InboxFilter()) == {
        "": 4, str(here.paragraph.page_id): 1, str(other.pk): 2, "0": 1,
    }  # fmt: skip
    assert left(about="0") == [whole.pk]


def test_each_choice_says_how_many_inputs_it_has_under_the_other_choices(give: Giver, berit: Person) -> None:
    give(kind=Kind.QUESTION, text="Om lefser")
    give(kind=Kind.QUESTION, state=State.WAITING, door=Door.EMAIL)
    give(kind=Kind.COMMENT, text="En lefse til")
    note_words()
    assert counts(berit, "state", InboxFilter(kind="question")) == {"": 2, "waiting": 1, "open": 1, "all": 2}
    assert counts(berit, "kind", InboxFilter(state="open")) == {"": 2, "question": 1, "comment": 1}
    assert counts(berit, "kind", InboxFilter(q="lefse")) == {"": 2, "question": 1, "comment": 1}
    assert counts(berit, "door", InboxFilter(kind="question")) == {"": 2, "page": 1, "email": 1}
    assert counts(berit, "age", InboxFilter(kind="comment")) == {
        "": 1,
        "over7d": 1,
        "over14d": 1,
        "over30d": 1,
    }


def test_the_resource_group_is_offered_no_status_that_it_may_not_see(give: Giver, rana: Person) -> None:
    give(State.OPEN)
    give(State.WAITING)
    assert counts(rana, "state", InboxFilter()) == {"": 1, "open": 1, "all": 1}
    shown = next(one for one in filters_shown(rana, InboxFilter()) if one.name == "state")
    assert [option.value for option in shown.options] == ["", "open", "answered", "all"]


@pytest.mark.parametrize(
    ("query", "chips", "is_open"),
    [
        ("", [], False),
        ("?state=open&about=0", [("About the whole text", "?state=open")], False),
        (
            "?kind=question&holder=none",
            [("Question", "?holder=none"), ("Nobody has", "?kind=question")],
            True,
        ),
    ],
)
def test_what_is_chosen_can_be_taken_away_and_what_is_folded_opens_when_it_is_on(
    as_berit: Client, give: Giver, query: str, chips: list[tuple[str, str]], *, is_open: bool
) -> None:
    as_berit.cookies["kokebok_language"] = "en"
    page = as_berit.get(f"/redaksjon/innspill/{query}").content.decode()
    links = lxml_html.fromstring(page).xpath('//a[@class="chip"]')
    shown = [(link.text_content().split(": ")[1].split(" ×")[0], link.get("href")) for link in links]
    assert shown == [(said, f"/redaksjon/innspill/{without}") for said, without in chips]
    assert ('<details class="narrow-more" open>' in page) == is_open


def test_a_chosen_page_keeps_its_title_when_nothing_about_it_is_left(give: Giver, berit: Person) -> None:
    given = give()
    shown = filters_shown(berit, InboxFilter(about=given.paragraph.page_id, state="answered"))
    assert next(one.said for one in shown if one.name == "about") == "Ta det første møtet"


def test_every_filter_has_an_address_of_its_own_and_says_so_both_ways() -> None:
    names = [one.name for one in FILTERS]
    assert len(set(names)) == len(names)
    wanted = InboxFilter(
        q="å være", state="all", kind="question", about=7, door="paper", age="7d", language="unknown"
    )
    query = wanted.as_query
    assert query == "?q=%C3%A5+v%C3%A6re&state=all&kind=question&about=7&door=paper&age=7d&language=unknown"
    assert wanted_in(wanted.values) == wanted
    assert (
        wanted.but(q="", state="", about="").as_query == "?kind=question&door=paper&age=7d&language=unknown"
    )


def test_a_search_on_the_page_finds_what_came_in_a_moment_ago(as_berit: Client, give: Giver) -> None:
    give(text="Vi trenger flere møteplasser.")
    give(text="Noe annet.")
    page = as_berit.get("/redaksjon/innspill/?q=m%C3%B8teplass")
    assert [row.given.text for row in page.context["rows"]] == ["Vi trenger flere møteplasser."]


def test_a_filter_is_saved_shown_as_a_link_and_removed(as_berit: Client, give: Giver, berit: Person) -> None:
    give(kind=Kind.QUESTION)
    address = "/redaksjon/innspill/?kind=question"
    done = as_berit.post("/redaksjon/innspill/filter/?kind=question&page=2", {"name": " Mine  spørsmål "})
    assert done["Location"] == address
    saved = SavedFilter.objects.get()
    assert (saved.person, saved.name, saved.query) == (berit, "Mine spørsmål", "kind=question")
    page = as_berit.get(address)
    assert 'href="/redaksjon/innspill/?kind=question"' in page.content.decode()
    assert page.context["is_saved"]
    as_berit.post(f"/redaksjon/innspill/filter/{saved.pk}/fjern/")
    assert not SavedFilter.objects.exists()


def test_a_double_click_saves_one_and_the_same_name_again_is_another_choice(db: None, berit: Person) -> None:
    for kind in ("question", "question", "comment"):
        save_filter(InboxFilter(kind=kind), name="Min", by=berit)
    assert list(SavedFilter.objects.values_list("name", "query")) == [("Min", "kind=comment")]


def test_nobody_removes_or_sees_the_filters_of_another(
    as_egil: Client, give: Giver, berit: Person, egil: Person
) -> None:
    give()
    saved = save_filter(InboxFilter(kind="question"), name="Berits", by=berit)
    as_egil.post(f"/redaksjon/innspill/filter/{saved.pk}/fjern/")
    assert list(SavedFilter.objects.all()) == [saved]
    assert "Berits" not in as_egil.get("/redaksjon/innspill/").content.decode()
    assert not remove_filter(saved.pk, by=egil)


@pytest.mark.parametrize(
    ("query", "name"), [("?kind=question", "  "), ("", "Alt"), ("?kind=nonsense", "Feil")]
)
def test_a_filter_without_a_name_or_a_choice_is_not_saved_and_the_page_says_so(
    as_berit: Client, give: Giver, query: str, name: str
) -> None:
    give()
    answer = as_berit.post(f"/redaksjon/innspill/filter/{query}", {"name": name})
    assert (answer.status_code, SavedFilter.objects.count()) == (422, 0)
    assert answer.context["save_form"].errors


def test_one_has_room_for_so_many_filters_and_is_told(db: None, berit: Person) -> None:
    for number in range(MOST):
        save_filter(InboxFilter(kind="question"), name=f"Nummer {number}", by=berit)
    with pytest.raises(Refused):
        save_filter(InboxFilter(kind="question"), name="En til", by=berit)
    assert save_filter(InboxFilter(kind="comment"), name="Nummer 3", by=berit).query == "kind=comment"


def test_the_database_refuses_two_filters_of_one_name_and_one_without(db: None, berit: Person) -> None:
    SavedFilter.objects.create(person=berit, name="A", query="kind=question")
    for name in ("A", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedFilter.objects.create(person=berit, name=name, query="kind=question")


def test_saving_and_removing_stand_in_the_journal(db: None, berit: Person) -> None:
    saved = save_filter(InboxFilter(kind="question"), name="A", by=berit)
    remove_filter(saved.pk, by=berit)
    remove_filter(saved.pk, by=berit)
    assert list(Entry.objects.filter(act__startswith="filter").values_list("act", flat=True)) == [
        "filter.saved", "filter.removed",
    ]  # fmt: skip


def test_of_apps_that_are_left_out_the_inbox_asks_nothing_but_by_what_door_inputs_have_come(
    give: Giver, berit: Person, settings: Any
) -> None:
    give(door=Door.ROUND)
    settings.WITHOUT = {"rounds", "calls", "review", "themes", "clusters", "doors"}
    shown = {one.name: [each.value for each in one.options] for one in filters_shown(berit, InboxFilter())}
    assert shown.keys() == {"state", "kind", "about", "door", "holder", "age", "language"}
    assert shown["door"] == ["", "page", "round", "paper", "blog", "api"]
    assert wanted_in({"round": "1", "theme": "1", "kind": "comment"}) == InboxFilter(kind="comment")
