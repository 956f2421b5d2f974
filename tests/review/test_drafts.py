"""The resource group reads a draft that nobody else sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from kokebok.book.models import FactChapter, PageKind
from kokebok.book.queries import is_referred_to
from kokebok.journal.models import Entry
from kokebok.review.actions.give import ReadingRequest, close_reading, give_reading
from kokebok.review.actions.say_of_draft import say_of_draft
from kokebok.review.models import DraftPage, DraftVerdict, Reading, Says
from kokebok.review.queries import open_readings
from tests.desk.conftest import queries_of
from tests.pictures import in_library, said
from tests.review.drafts import (
    BLOCK,
    FIRST,
    NEW,
    SECOND,
    THIRD,
    WHY,
    address_of,
    begin_draft,
    body,
    make_draft,
    overview_of,
    passage,
    press,
    published,
    say,
    sent,
)

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person


def test_a_member_reads_the_draft_in_place_and_what_they_say_reaches_the_editors(
    as_rana: Client, as_berit: Client, draft: DraftPage
) -> None:
    assert address_of(draft) in as_rana.get(f"/redaksjon/lesing/{draft.reading_id}/").content.decode()
    page = as_rana.get(address_of(draft)).content.decode()
    assert [words in page for words in (FIRST, SECOND, THIRD)] == [True] * 3
    assert page.count('class="verdict"') == draft.passages.count()
    first, after = draft.passages.all()[:2]
    went = press(as_rana, draft, f"approve:{first.pk}:{draft.pk}")
    assert went.headers["Location"] == f"{address_of(draft)}#p-{after.pk}"
    say(as_rana, draft, FIRST, WHY, what="object")
    heard = as_berit.get(overview_of(draft)).content.decode()
    assert [words in heard for words in (FIRST, WHY, "Rana Ressurs")] == [True] * 3
    listed = as_berit.get("/redaksjon/lesinger/").content.decode()
    assert ("1 utkast" in listed, "1 innvending" in listed) == (True, True)
    assert overview_of(draft) in as_berit.get(f"/redaksjon/lesinger/{draft.reading_id}/").content.decode()
    lines = [one.act for one in Entry.objects.filter(act__startswith="draft_verdict").order_by("pk")]
    assert lines == ["draft_verdict.given"] * 2


def test_all_read_the_same_words_though_the_draft_is_written_on(
    as_rana: Client, chapter: FactChapter, draft: DraftPage
) -> None:
    chapter.body = body("Helt andre ord.")
    chapter.save_revision(clean=False)
    page = as_rana.get(address_of(draft)).content.decode()
    assert (FIRST in page, "Helt andre ord." in page) == (True, False)
    assert draft.revision < FactChapter.objects.get().latest_revision_id


def test_a_draft_is_absent_to_everyone_else(
    client: Client, as_rana: Client, as_berit: Client, draft: DraftPage, signe: Person
) -> None:
    address, overview = address_of(draft), overview_of(draft)
    assert client.get(address).status_code == 302  # to sign in
    assert Client().get("/fakta/hemmelig/").status_code == 404
    client.force_login(signe)
    absent = [client.get(one).status_code for one in (address, f"{address[:-1]}9/", overview)]
    assert absent[:2] == [404, 404]
    assert absent[2] in {403, 404}
    assert client.post(address, {"do": "rest"}).status_code == 404
    assert as_rana.get(overview).status_code in {403, 404}
    assert (as_rana.get(address).status_code, as_berit.get(overview).status_code) == (200, 200)


@pytest.mark.parametrize(
    "open_to_all", ["/", "/sok/?q=hemmelig", "/folg/atom/", "/innspill/", "/innspill/atom/"]
)
def test_nothing_of_a_draft_is_found_where_everyone_reads(
    as_rana: Client, draft: DraftPage, open_to_all: str
) -> None:
    say(as_rana, draft, FIRST, WHY)
    answer = Client().get(open_to_all)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [words in page for words in ("Hemmelig kapittel", FIRST, WHY)] == [False] * 3


def test_a_picture_of_a_draft_is_shown_to_those_who_read_it_alone(
    book: Cookbook, berit: Person, rana: Person, signe: Person, client: Client
) -> None:
    as_rana = Client()
    as_rana.force_login(rana)
    picture = {"type": "picture", "id": BLOCK.replace("1", "2"), "value": said(in_library())}
    chapter = make_draft(book, body=body(FIRST, more=(picture,)))
    reading = give_reading(ReadingRequest("Bilde", [], [rana], drafts=[chapter]), by=berit)
    name = reading.drafts.get().pictures[0]
    assert f"/bilde/{name}" in as_rana.get(address_of(reading.drafts.get())).content.decode()
    assert as_rana.get(f"/bilde/{name}").status_code == 200
    assert client.get(f"/bilde/{name}").status_code == 404
    client.force_login(signe)
    assert client.get(f"/bilde/{name}").status_code == 404


def test_the_rest_is_approved_with_one_press_and_taken_back_with_one(
    as_rana: Client, draft: DraftPage, rana: Person
) -> None:
    say(as_rana, draft, FIRST, WHY)
    total = draft.passages.count()
    assert [one.left for one in open_readings(rana)] == [total - 1]
    press(as_rana, draft, "rest")
    assert [one.left for one in open_readings(rana)] == [0]
    key = DraftVerdict.objects.exclude(together=None)[0].together
    press(as_rana, draft, f"undo:{key}")
    assert [(one.says, one.text) for one in DraftVerdict.objects.all()] == [(Says.COMMENT, WHY)]


@pytest.mark.parametrize("what", ["comment", "object"])
def test_who_owes_words_is_told_there_and_all_that_is_written_stays(
    as_rana: Client, draft: DraftPage, what: str
) -> None:
    other = passage(draft, SECOND)
    of = passage(draft, FIRST)
    answer = press(as_rana, draft, f"{what}:{of.pk}:{draft.pk}", **{f"text-{other.pk}": "Halvveis."})
    page = answer.content.decode()
    assert (answer.status_code, DraftVerdict.objects.count()) == (422, 0)
    assert f'id="error-{of.pk}"' in page
    assert ">Halvveis.</textarea>" in page


@pytest.mark.parametrize("do", ["", "x", "approve", "approve:x", "approve:99999999", "undo:x", "comment:9:9"])
def test_a_button_that_is_not_there_is_absent(as_rana: Client, draft: DraftPage, do: str) -> None:
    assert as_rana.post(address_of(draft), {"do": do}).status_code == 404


def test_in_a_closed_reading_nothing_more_is_said_and_what_was_typed_stays(
    as_rana: Client, draft: DraftPage, berit: Person
) -> None:
    of = passage(draft, FIRST)
    close_reading(draft.reading, by=berit)
    sent = {"do": f"comment:{of.pk}:{draft.pk}", f"text-{of.pk}": WHY}
    answer = as_rana.post(address_of(draft), sent)
    assert (answer.status_code, DraftVerdict.objects.count()) == (409, 0)
    assert WHY in answer.content.decode()


def test_a_draft_that_is_published_meanwhile_is_not_chosen_and_what_is_typed_stays(
    as_berit: Client, chapter: FactChapter, rana: Person
) -> None:
    form = sent(as_berit, chapter, member=rana)
    published(chapter, FIRST)
    answer = as_berit.post(NEW, {**form, "greeting": "Hei, alle!"})
    page = answer.content.decode()
    assert (answer.status_code, Reading.objects.count(), DraftPage.objects.count()) == (422, 0, 0)
    assert ("er publisert i mellomtiden" in page, "Hei, alle!" in page) == (True, True)


def test_a_draft_without_text_is_not_given(as_berit: Client, book: Cookbook, rana: Person) -> None:
    empty = make_draft(book, body="[]", question="")
    answer = as_berit.post(NEW, sent(as_berit, empty, member=rana))
    assert (answer.status_code, Reading.objects.count()) == (422, 0)
    assert "ingen tekst å lese" in answer.content.decode()


def test_a_begun_draft_of_each_kind_is_read_though_much_is_lacking(
    book: Cookbook, as_berit: Client, as_rana: Client, rana: Person
) -> None:
    made = [begin_draft(book, kind) for kind in PageKind]
    book.about = "<p>Snart mer.</p>"
    book.save_revision(clean=False)
    sending = sent(as_berit, *made, book, member=rana)
    assert as_berit.post(NEW, sending).status_code == 302
    drafts = DraftPage.objects.all()
    assert {one.page_id for one in drafts} == {one.pk for one in [*made, book]}
    assert {as_rana.get(address_of(one)).status_code for one in drafts} == {200}


def test_what_is_ticked_stays_when_paragraphs_are_chosen_by_hand(
    as_berit: Client, chapter: FactChapter, recipe: Recipe, rana: Person
) -> None:
    form = {**sent(as_berit, chapter, member=rana), "pages": [str(recipe.pk)], "do": "choose"}
    page = as_berit.post(NEW, form)
    assert page.context["drafts"] == {chapter.pk}


def test_the_pages_take_the_same_few_queries_however_long_the_draft_is(
    as_rana: Client, as_berit: Client, book: Cookbook, draft: DraftPage, rana: Person
) -> None:
    def of(one: DraftPage) -> list[int]:
        mine = f"/redaksjon/lesing/{one.reading_id}/"
        return [
            queries_of(as_rana, address_of(one)),
            queries_of(as_rana, mine),
            queries_of(as_berit, overview_of(one)),
        ]

    say(as_rana, draft, FIRST, WHY)
    few = of(draft)
    long = make_draft(book, slug="langt", body=body(*(f"Avsnitt nummer {n}." for n in range(200))))
    reading = give_reading(ReadingRequest("Langt", [], [rana], drafts=[long]), by=draft.reading.by)
    large = reading.drafts.get()
    for one in large.passages.all()[:50]:
        say_of_draft(one, Says.COMMENT, "Fint.", by=rana)
    assert of(large) == few
    assert max(few) <= 20


def test_a_page_whose_draft_the_group_is_asked_to_read_is_not_deleted(
    draft: DraftPage, recipe: Recipe
) -> None:
    assert (is_referred_to([draft.page]), is_referred_to([recipe])) == (True, False)
