"""After a publishing: what became of the inputs that wait, and moving them by hand."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from kokebok.book.models import Cookbook, FactChapter
from kokebok.book.models.splitting import Split
from kokebok.inputs.models import Input, Place
from kokebok.people.models import Person
from tests.world import InputFactory, make_fact, paragraph_saying, publish

pytestmark = pytest.mark.django_db

FIRST = "Kommunen kan snakke med leverandører før den lyser ut en anskaffelse."
SECOND = "Skriv et kort referat, og legg det i saken."


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A chapter of two paragraphs."""
    return make_fact(book, f"<p>{FIRST}</p><p>{SECOND}</p>")


def rewrite(chapter: FactChapter, html: str) -> FactChapter:
    """The page with other rich text, published."""
    chapter.body = json.dumps([{"type": "text", "id": chapter.body[0].id, "value": html}])
    return publish(chapter)


def test_after_publishing_the_editor_sees_the_inputs_whose_words_are_changed_or_gone(
    client: Client, chapter: FactChapter, berit: Person
) -> None:
    changed, gone = (InputFactory.create(paragraph=paragraph_saying(words)) for words in (FIRST, SECOND))
    InputFactory.create(paragraph=paragraph_saying("Hva er det?"))
    after = FIRST.replace("kan snakke", "kan gjerne snakke")
    rewrite(chapter, f"<p>{after}</p>")
    client.force_login(berit)
    rows = client.get(f"/redaksjon/etter-publisering/{chapter.pk}/").context["rows"]
    assert [(row.given, row.before) for row in rows] == [(changed, FIRST), (gone, SECOND)]
    assert ("added", "gjerne ") in rows[0].change
    assert (rows[1].change, len(rows[1].proposals)) == ([], 2)


def test_after_publishing_one_reads_what_happened_and_goes_on_to_the_page_or_to_the_pen(
    client: Client, chapter: FactChapter, berit: Person
) -> None:
    rewrite(chapter, f"<p>{FIRST} Og litt til.</p>")
    client.force_login(berit)
    page = client.get(f"/redaksjon/etter-publisering/{chapter.pk}/")
    assert (page.context["done"], page.context["rows"]) == (Split(paragraphs=2, new=0, changed=1, gone=1), [])
    shown = page.content.decode()
    assert all(
        f'href="{address}"' in shown for address in ("/fakta/hva/", f"/admin/pages/{chapter.pk}/edit/")
    )


def test_detached_inputs_are_a_worklist_and_are_moved_by_hand(
    client: Client, chapter: FactChapter, berit: Person
) -> None:
    given = InputFactory.create(paragraph=paragraph_saying(SECOND))
    rewrite(chapter, f"<p>{FIRST}</p>")
    client.force_login(berit)
    assert [row.given for row in client.get("/redaksjon/uten-plass/").context["rows"]] == [given]
    anchor = paragraph_saying(FIRST).anchor
    address = f"/redaksjon/innspill/{given.pk}/flytt/"
    back = {"next": "/redaksjon/uten-plass/"}
    wrong = client.post(address, {"to": "other", "anchor": "finnesikke", **back}, follow=True)
    assert (
        "No paragraph has this address" in wrong.content.decode() or "Ingen avsnitt" in wrong.content.decode()
    )
    client.post(address, {"to": "other", "anchor": f"http://localhost/a/{anchor}/", **back})
    given.refresh_from_db()
    assert (given.paragraph, given.place) == (paragraph_saying(FIRST), Place.MOVED)
    assert client.get("/redaksjon/uten-plass/").context["rows"] == []


def test_an_input_whose_words_stand_on_another_page_is_offered_that_place_with_one_press(
    chapter: FactChapter, book: Cookbook, berit: Person
) -> None:
    given = InputFactory.create(paragraph=paragraph_saying(SECOND))
    other = make_fact(book, f"<p>{SECOND}</p>", slug="annen", title="Etterpå", question="Hva nå?")
    rewrite(chapter, f"<p>{FIRST}</p>")
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(berit)
    page = desk.get("/redaksjon/uten-plass/").content.decode()
    assert ("De samme ordene står på «Etterpå»." in page, "Flytt det til «Etterpå»" in page) == (True, True)
    form = page[page.index('<form class="buttons"') :]
    said = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    address = re.search(r'action="([^"]+)"', form)
    assert address
    answer = desk.post(address[1], said)
    assert answer.headers["Location"] == "/redaksjon/uten-plass/"
    given.refresh_from_db()
    assert (given.paragraph.page_id if given.paragraph else 0, given.place) == (other.pk, Place.MOVED)
    assert "Etterpå" not in desk.get("/redaksjon/uten-plass/").content.decode()


def test_what_stands_on_a_page_nobody_reads_is_not_offered(
    client: Client, chapter: FactChapter, book: Cookbook, berit: Person
) -> None:
    InputFactory.create(paragraph=paragraph_saying(SECOND))
    make_fact(book, f"<p>{SECOND}</p>", slug="annen", title="Annen", question="Hva nå?").unpublish()
    rewrite(chapter, f"<p>{FIRST}</p>")
    client.force_login(berit)
    assert [row.elsewhere for row in client.get("/redaksjon/uten-plass/").context["rows"]] == [[]]


def test_an_input_can_be_kept_with_the_page(client: Client, chapter: FactChapter, berit: Person) -> None:
    given = InputFactory.create(paragraph=paragraph_saying(SECOND))
    rewrite(chapter, f"<p>{FIRST}</p>")
    client.force_login(berit)
    client.post(f"/redaksjon/innspill/{given.pk}/flytt/", {"to": "page", "next": "https://example.com/"})
    kept = Input.objects.get(pk=given.pk)
    assert (kept.paragraph, kept.page_id) == (None, chapter.pk)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    client: Client, chapter: FactChapter, berit: Person, count: int, django_assert_num_queries: object
) -> None:
    InputFactory.create_batch(count, paragraph=paragraph_saying(SECOND))
    rewrite(chapter, f"<p>{FIRST}</p>")
    client.force_login(berit)
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get("/redaksjon/uten-plass/")
