"""The editors ask, see who said what of which wording, and let chosen remarks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kokebok.inputs.models import Door, Input, Kind, Place, State
from kokebok.inputs.rules import TooLate
from kokebok.inputs.seen import seen_by_all
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from kokebok.review.actions.release import release
from kokebok.review.actions.say import set_naming
from kokebok.review.models import Reading, Says, Verdict
from kokebok.review.overview import heard, portions_of, said_about
from kokebok.review.queries import find_reader
from tests.at_once import at_once
from tests.desk.conftest import queries_of
from tests.review.conftest import WORDS, Asker, change, committed_portion, portion_of, says
from tests.world import InputFactory, make_person, make_recipe, paragraph_saying, publish

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

OTHER = "Spør alle det gjelder."
WHY = "Hvem er «dem»?"


def test_a_reading_of_whole_pages_has_all_their_paragraphs(
    as_berit: Client, recipe: Recipe, rana: Person
) -> None:
    page = as_berit.get("/redaksjon/lesinger/ny/")
    ticket = str(page.context["form"]["ticket"].value())
    sent = {"title": "Møtet", "members": [str(rana.pk)], "pages": [str(recipe.pk)], "ticket": ticket}
    first, again = (as_berit.post("/redaksjon/lesinger/ny/", sent) for _n in range(2))
    reading = Reading.objects.get()
    assert {first.headers["Location"], again.headers["Location"]} == {f"/redaksjon/lesinger/{reading.pk}/"}
    assert [one.paragraph for one in reading.portions.all()] == list(
        recipe.paragraphs.standing().order_by("order")
    )


def test_paragraphs_are_chosen_by_hand_and_nothing_typed_is_lost(
    as_berit: Client, recipe: Recipe, rana: Person
) -> None:
    typed = {"title": "Møtet", "members": [str(rana.pk)], "pages": [str(recipe.pk)], "greeting": "Hei!"}
    choosing = as_berit.post("/redaksjon/lesinger/ny/", {**typed, "do": "choose"})
    form = choosing.context["form"]
    assert (choosing.status_code, Reading.objects.count()) == (200, 0)
    assert [form[name].value() for name in ("title", "members", "greeting")] == [
        "Møtet",
        [str(rana.pk)],
        "Hei!",
    ]
    one = paragraph_saying(WORDS)
    sent = {**typed, "by_hand": "yes", "paragraphs": [str(one.pk)], "ticket": str(form["ticket"].value())}
    nothing = as_berit.post("/redaksjon/lesinger/ny/", {**sent, "paragraphs": []})
    assert (nothing.status_code, nothing.context["by_hand"], nothing.context["chosen"]) == (422, True, set())
    as_berit.post("/redaksjon/lesinger/ny/", sent)
    assert [portion.paragraph for portion in Reading.objects.get().portions.all()] == [one]


def test_disagreement_is_shown_with_who_said_what_of_which_wording(
    as_berit: Client, ask: Asker, rana: Person, signe: Person, berit: Person
) -> None:
    reading = ask(rana, signe)
    portion = portion_of(reading)
    says(portion, Says.OBJECT, rana, WHY)
    change(paragraph_saying(WORDS), OTHER, berit)
    says(portion, Says.APPROVE, signe)
    first, *rest = heard(reading, portions_of(reading, only_remarks=False))
    assert [(v.verdict.person, v.verdict.says, v.is_older, v.stands) for v in first.voices] == [
        (rana, Says.OBJECT, True, False), (signe, Says.APPROVE, False, True),
    ]  # fmt: skip
    assert (first.disagrees, first.silent) == (True, [])
    assert [(one.disagrees, one.silent) for one in rest] == [(False, [rana, signe])] * 2
    page = as_berit.get(f"/redaksjon/lesinger/{reading.pk}/?vis=merknader")
    assert [one.portion for one in page.context["heard"]] == [portion]


def test_who_has_changed_their_mind_no_longer_disagrees(
    ask: Asker, rana: Person, signe: Person, berit: Person
) -> None:
    reading = ask(rana, signe)
    portion = portion_of(reading)
    says(portion, Says.OBJECT, rana, WHY)
    says(portion, Says.APPROVE, signe)
    change(paragraph_saying(WORDS), OTHER, berit)
    says(portion, Says.APPROVE, rana)
    found = heard(reading, [portion])[0]
    assert (found.disagrees, [number for _label, number in found.counts]) == (False, [2])
    assert [v.verdict.says for v in found.voices] == [Says.OBJECT, Says.APPROVE, Says.APPROVE]
    assert [v.verdict.says for v in said_about(portion.paragraph)] == [Says.APPROVE, Says.APPROVE]


def test_remarks_are_nowhere_in_public_until_they_are_released(
    client: Client, as_berit: Client, ask: Asker, rana: Person, signe: Person
) -> None:
    reading = ask(rana, signe)
    verdict = says(portion_of(reading), Says.OBJECT, rana, WHY)
    hidden = says(portion_of(reading, "Ring tre"), Says.COMMENT, signe, "Ikke dette.")
    assert WHY not in client.get("/oppskrifter/moete/").content.decode()
    sent = {"verdict": [str(verdict.pk)]}
    for _n in range(2):
        assert as_berit.post(f"/redaksjon/lesinger/{reading.pk}/slipp/", sent).status_code == 302
    page = client.get("/oppskrifter/moete/").content.decode()
    assert (WHY in page, "Ikke dette." in page, "Rana" in page) == (True, False, False)
    hidden.refresh_from_db()
    assert (Input.objects.count(), hidden.released_as) == (1, None)


def test_a_released_remark_is_an_ordinary_input_at_its_wording_with_the_name_of_who_agreed(
    ask: Asker, rana: Person, berit: Person
) -> None:
    reading = ask()
    portion = portion_of(reading)
    verdict = says(portion, Says.OBJECT, rana, WHY)
    set_naming(find_reader(rana, reading), agrees=True, by=rana)
    change(paragraph_saying(WORDS), OTHER, berit)
    [given] = release([verdict], by=berit)
    assert (given.kind, given.door, given.state, given.text) == (Kind.COMMENT, Door.GROUP, State.OPEN, WHY)
    assert (given.paragraph, given.wording, seen_by_all(given).name) == (
        portion.paragraph, verdict.wording, "Rana Ressurs",
    )  # fmt: skip
    verdict.refresh_from_db()
    assert verdict.released_as == given
    assert acts_on(verdict) == ["verdict.given", "verdict.released"]


def test_what_is_released_can_no_longer_be_changed_by_its_writer(
    ask: Asker, rana: Person, berit: Person
) -> None:
    portion = portion_of(ask())
    release([says(portion, Says.OBJECT, rana, WHY)], by=berit)
    with pytest.raises(TooLate):
        says(portion, Says.APPROVE, rana)
    assert Verdict.objects.get().text == WHY


def test_an_approval_without_words_is_passed_over_and_the_group_releases_nothing(
    ask: Asker, rana: Person, berit: Person
) -> None:
    verdict = says(portion_of(ask()), Says.APPROVE, rana)
    assert release([verdict], by=berit) == []
    with pytest.raises(Refused):
        release([verdict], by=rana)
    with pytest.raises(Refused):
        release([verdict], by=make_person("mo@example.no", "Mo", RoleName.MODERATOR))


def test_a_remark_to_words_that_have_left_the_text_is_released_as_having_lost_its_place(
    ask: Asker, rana: Person, berit: Person, recipe: Recipe
) -> None:
    verdict = says(portion_of(ask(), "Besøk to"), Says.COMMENT, rana, "Bra.")
    recipe.steps = recipe.steps.stream_block.to_python([])
    publish(recipe)
    [given] = release([verdict], by=berit)
    assert given.place == Place.DETACHED


@pytest.mark.usefixtures("committed")
def test_two_editors_who_release_the_same_remark_make_one_input() -> None:
    portion, rana, berit = committed_portion()
    egil = make_person("egil@example.no", "Egil Redaktør", RoleName.EDITOR)
    verdict = says(portion, Says.OBJECT, rana, WHY)
    ends = at_once(*(lambda by=by: str(len(release([verdict], by=by))) for by in (berit, egil)))
    assert ends == ["0", "1"]
    assert Input.objects.count() == 1


def test_a_remark_of_another_reading_is_not_released_from_this_one(
    as_berit: Client, ask: Asker, rana: Person
) -> None:
    mine, other = ask(), ask(title="En annen")
    verdict = says(portion_of(other), Says.OBJECT, rana, WHY)
    as_berit.post(f"/redaksjon/lesinger/{mine.pk}/slipp/", {"verdict": [str(verdict.pk), "x"]})
    assert Input.objects.count() == 0


def test_beside_an_opened_input_editors_see_what_the_group_says_of_its_paragraph(
    as_berit: Client, client: Client, ask: Asker, rana: Person
) -> None:
    portion = portion_of(ask())
    says(portion, Says.OBJECT, rana, WHY)
    given = InputFactory.create(paragraph=portion.paragraph)
    client.force_login(make_person("mo@example.no", "Mo", RoleName.MODERATOR))
    address = f"/redaksjon/innspill/{given.pk}/"
    pages = [browser.get(address).content.decode() for browser in (as_berit, client)]
    assert [WHY in page for page in pages] == [True, False]


def test_the_overview_takes_the_same_few_queries_for_one_voice_and_for_many(
    as_berit: Client, ask: Asker, book: Cookbook, rana: Person, signe: Person
) -> None:
    small = ask()
    says(portion_of(small), Says.COMMENT, rana, "Fint.")
    addresses = ["/redaksjon/lesinger/", f"/redaksjon/lesinger/{small.pk}/", "/redaksjon/lesinger/ny/"]
    few = [queries_of(as_berit, address) for address in addresses]
    page = make_recipe(book, slug="lang", steps=9)
    large = ask(rana, signe, paragraphs=list(page.paragraphs.standing().order_by("order")))
    for portion in large.portions.all():
        for person in (rana, signe):
            says(portion, Says.OBJECT, person, "Nei.")
    addresses[1] = f"/redaksjon/lesinger/{large.pk}/"
    assert [queries_of(as_berit, address) for address in addresses] == few
    assert max(few) <= 24


def test_with_nobody_in_the_group_the_page_says_where_bodies_and_members_are_made(
    as_berit: Client, book: Cookbook
) -> None:
    for path in ("/redaksjon/lesinger/", "/redaksjon/lesinger/ny/"):
        page = as_berit.get(path).content.decode()
        assert "Ingen er med i ressursgruppen ennå." in page
        assert "inviteres av en administrator" in page
    assert "/redaksjon/lesinger/ny/" not in as_berit.get("/redaksjon/lesinger/").content.decode()
    admin = Client()
    admin.force_login(make_person("alma@example.no", "Alma", RoleName.ADMINISTRATOR))
    told = BeautifulSoup(admin.get("/redaksjon/lesinger/").content, "html.parser")
    ways = {str(one["href"]) for one in told.select("main ol a")}
    assert ways == {reverse("wagtailsnippets_people_body:add"), "/redaksjon/folk/inviter/"}
    make_person("rana@example.no", "Rana", RoleName.RESOURCE)
    assert "Ingen er med" not in as_berit.get("/redaksjon/lesinger/").content.decode()
