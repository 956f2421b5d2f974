"""An editor ties versions of a text, and sees which lags behind; a reader is offered the others."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import FactChapter, Paragraph
from kokebok.editions.actions.freeze import freeze
from kokebok.journal.models import Entry
from kokebok.outlets.composing import manuscript_of
from kokebok.people.models import Person, RoleName
from kokebok.versions.models import Version
from kokebok.versions.showing import versions_shown
from tests.pen import fact_form, press
from tests.world import (
    InputFactory,
    make_example,
    make_fact,
    make_person,
    make_recipe,
    make_tool,
    paragraph_saying,
)

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook

pytestmark = pytest.mark.django_db
BLOCK = "11111111-1111-1111-1111-111111111111"


@pytest.fixture
def desk(client: Client, book: Cookbook, berit: Person) -> Client:
    """An editor at the desk and in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


@pytest.fixture
def original(book: Cookbook) -> FactChapter:
    """A published page in bokmål of two paragraphs."""
    return make_fact(
        book, html='<p data-block-key="a">Første avsnitt.</p><p data-block-key="b">Andre avsnitt.</p>'
    )


def soup(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content.decode(), "lxml")


def text_of(client: Client, path: str) -> str:
    return " ".join(soup(client, path).get_text(" ").split())


def send(desk: Client, page: Any, act: str, **fields: str) -> Any:
    """Press the button of the form with this end of its address, as the page of versions has it."""
    shown = soup(desk, f"/redaksjon/versjoner/{page.pk}/")
    form = shown.select_one(f'form[action$="/{act}/"]')
    assert form is not None, act
    kept = {
        one["name"]: one.get("value", "")
        for one in form.select("input[name]")
        if one["name"] != "csrfmiddlewaretoken"
    }
    chosen = {
        one["name"]: "".join(o["value"] for o in one.select("option[selected]"))
        for one in form.select("select")
    }
    return desk.post(form["action"], {**kept, **chosen, **fields})


def make(desk: Client, page: Any, language: str = "nn", **fields: str) -> Any:
    """A version of the page, made at the desk."""
    answer = send(desk, page, "ny", **{"language": language, "slug": f"hva-{language}", **fields})
    assert answer.status_code == 302, answer.context["making"].errors
    return FactChapter.objects.get(slug=f"hva-{language}")


def write(
    desk: Client, page: Any, first: str, second: str, *, language: str, weight: str = "meaning"
) -> None:
    form = fact_form(page, ("a", first), ("b", second), language=language, change_weight=weight)
    assert press(desk, page, form).status_code == 302


def test_a_version_is_made_at_the_desk_written_in_the_pen_and_offered_to_readers_in_its_own_name(
    desk: Client, original: FactChapter
) -> None:
    made = make(desk, original, title="Kva er det?")
    assert (made.language, made.title, made.live) == ("nn", "Kva er det?", False)
    assert Client().get("/fakta/hva-nn/").status_code == 404
    assert soup(Client(), "/fakta/hva/").select("a[hreflang]") == []
    write(desk, made, "Fyrste avsnitt.", "Andre avsnitt.", language="nn")
    offered = {
        path: [
            (a["href"], a["lang"], a["hreflang"], a.text)
            for a in soup(Client(), path).select("main a[hreflang]")
        ]
        for path in ("/fakta/hva/", "/fakta/hva-nn/")
    }
    assert offered == {
        "/fakta/hva/": [("/fakta/hva-nn/", "nn", "nn", "Nynorsk")],
        "/fakta/hva-nn/": [("/fakta/hva/", "nb", "nb", "Bokmål")],
    }
    alternates = {
        one["hreflang"]: one["href"] for one in soup(Client(), "/fakta/hva/").select("head link[hreflang]")
    }
    assert alternates == {
        "nb": "http://localhost:8000/fakta/hva/",
        "nn": "http://localhost:8000/fakta/hva-nn/",
    }
    assert {p.text for p in Paragraph.objects.standing().on(original)} & {"Første avsnitt."}


def test_a_version_that_is_a_draft_can_be_copied_and_published_with_others(
    desk: Client, original: FactChapter
) -> None:
    draft = make(desk, original)
    shelf = draft.get_parent()
    copy = reverse("wagtailadmin_pages:copy", args=[draft.pk])
    sent = {"new_title": "Ei til", "new_slug": "ei-til", "new_parent_page": shelf.pk}
    assert [desk.get(copy).status_code, desk.post(copy, sent).status_code] == [200, 302]
    several = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert desk.post(f"{several}?id={draft.pk}").status_code == 302
    draft.refresh_from_db()
    assert (draft.live, FactChapter.objects.get(slug="ei-til").live) == (True, False)


def test_each_kind_of_page_can_have_a_version(desk: Client, book: Cookbook) -> None:
    for page in (make_recipe(book), make_example(book), make_tool(book)):
        answer = send(desk, page, "ny", language="en", slug=f"{page.slug}-en")
        assert answer.status_code == 302
        assert desk.get(answer["Location"]).status_code == 200
        made = type(page).objects.get(slug=f"{page.slug}-en")
        assert (made.language, made.version.tie_id) == ("en", page.version.tie_id)


def test_two_pages_that_are_there_are_tied_and_untied(
    desk: Client, book: Cookbook, original: FactChapter
) -> None:
    english = make_fact(book, slug="what", title="What is it?", language="en")
    make_fact(book, slug="annet", title="Annet", language="nb")
    offered = [o.text for o in soup(desk, f"/redaksjon/versjoner/{original.pk}/").select("#id_other option")]
    assert offered == ["–", "What is it? (English)"]
    assert send(desk, original, "knytt", other=str(english.pk)).status_code == 302
    assert [a["href"] for a in soup(Client(), "/fakta/what/").select("main a[hreflang]")] == ["/fakta/hva/"]
    assert send(desk, english, "los").status_code == 302
    assert soup(Client(), "/fakta/what/").select("a[hreflang]") == []
    assert Version.objects.count() == 0
    assert list(
        Entry.objects.filter(act__startswith="version.").order_by("pk").values_list("act", flat=True)
    ) == [
        "version.tied",
        "version.untied",
    ]


def test_the_address_is_that_of_the_page_with_the_language_after_it_where_none_is_said(
    desk: Client, original: FactChapter
) -> None:
    assert send(desk, original, "ny", language="se").status_code == 302
    assert FactChapter.objects.get(language="se").slug == "hva-se"


def test_a_page_whose_other_version_is_deleted_is_a_text_of_its_own_and_can_be_tied_again(
    desk: Client, book: Cookbook, original: FactChapter
) -> None:
    make(desk, original).delete()
    assert Version.objects.get().page_id == original.pk
    assert soup(desk, "/redaksjon/versjoner/").select(".versions-rows") == []
    english = make_fact(book, slug="what", title="What is it?", language="en")
    assert send(desk, english, "knytt", other=str(original.pk)).status_code == 302
    assert [a["href"] for a in soup(Client(), "/fakta/what/").select("main a[hreflang]")] == ["/fakta/hva/"]


def test_an_edition_has_both_versions_each_with_its_own_numbers(
    desk: Client, book: Cookbook, original: FactChapter, berit: Person
) -> None:
    made = make(desk, original, title="Kva er det?")
    write(desk, made, "Fyrste avsnitt.", "Andre avsnitt.", language="nn")
    book = type(book).objects.get(pk=book.pk)
    edition = freeze(book, number="1.0", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    chapters = [(one.number, one.page.title, one.page.language) for one in manuscript_of(edition).chapters]
    assert [one for one in chapters if one[1].endswith("det?")] == [
        (2, "Hva er det?", "nb"),
        (3, "Kva er det?", "nn"),
    ]
    assert "Fyrste avsnitt." in Client().get("/utgave/1.0/fakta/hva-nn/").content.decode()


def test_there_are_never_two_versions_in_one_language(
    desk: Client, book: Cookbook, original: FactChapter
) -> None:
    make(desk, original)
    address = f"/redaksjon/versjoner/{original.pk}/"
    again = desk.post(f"{address}ny/", {"language": "nn", "title": "Ordrett tittel", "slug": "en-til"})
    assert again.status_code == 422
    assert "Ordrett tittel" in again.content.decode()
    other = make_fact(book, slug="annet", language="nn")
    assert desk.post(f"{address}knytt/", {"other": other.pk}).status_code == 422
    assert Version.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slug", "hva"),
        ("slug", "ikke ord!"),
        ("language", "xx"),
        ("title", "x" * 300),
        ("title", "\x00"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    desk: Client, original: FactChapter, name: str, value: str
) -> None:
    said = {"language": "nn", "title": "Kva er det?", "slug": "kva", name: value}
    answer = desk.post(f"/redaksjon/versjoner/{original.pk}/ny/", said)
    assert answer.status_code == 422
    assert list(answer.context["making"].errors) == [name]
    assert FactChapter.objects.count() == 1


def test_a_version_cannot_take_the_language_of_another(desk: Client, original: FactChapter) -> None:
    made = make(desk, original)
    form = fact_form(made, ("a", "Nytt."), language="nb")
    answer = press(desk, made, form)
    assert answer["Location"] == f"/redaksjon/versjoner/{made.pk}/"
    assert not FactChapter.objects.get(pk=made.pk).live
    assert press(desk, made, fact_form(made, ("a", "New."), language="en")).status_code == 302
    assert Version.objects.get(page=made.pk).language == "en"


def test_an_editor_sees_which_paragraphs_of_the_other_have_changed_until_the_version_is_marked_as_up_to_date(
    desk: Client, original: FactChapter
) -> None:
    made = make(desk, original)
    write(desk, made, "Fyrste avsnitt.", "Andre avsnitt.", language="nn")
    assert "å følge opp" not in text_of(desk, "/redaksjon/versjoner/")
    write(desk, original, "Første avsnitt.", "Andre avsnitt er skrevet om.", language="nb")
    listed = [" ".join(li.text.split()) for li in soup(desk, "/redaksjon/versjoner/").select("main li")]
    assert ["å følge opp" in one for one in listed] == [False, True]
    told = soup(desk, f"/redaksjon/etter-publisering/{original.pk}/").select(".versions-rows li")
    assert ["å følge opp" in li.text for li in told] == [False, True]
    page = soup(desk, f"/redaksjon/versjoner/{made.pk}/")
    assert [li.ins.text.split(":")[-1].strip() for li in page.select("section li")] == ["er skrevet om"]
    told = text_of(desk, reverse("wagtailadmin_pages:edit", args=[made.pk]))
    assert "Bokmål" in told
    assert (
        f"/redaksjon/versjoner/{made.pk}/"
        in desk.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).content.decode()
    )
    assert send(desk, made, f"oppdatert/{original.pk}").status_code == 302
    assert "å følge opp" not in text_of(desk, "/redaksjon/versjoner/")


def test_of_three_versions_one_that_is_brought_up_to_date_does_not_hide_that_the_third_is_not(
    desk: Client, original: FactChapter
) -> None:
    nynorsk, english = make(desk, original), make(desk, original, "en")
    write(desk, original, "Første avsnitt er nytt.", "Andre avsnitt.", language="nb")
    assert send(desk, nynorsk, f"oppdatert/{original.pk}").status_code == 302
    behind = {one.language: one.behind for one in versions_shown(english)}
    assert behind == {"nb": 0, "nn": 0, "en": 1}


def test_a_small_correction_asks_nothing_of_the_other_version(desk: Client, original: FactChapter) -> None:
    make(desk, original)
    write(desk, original, "Første avsnitt!", "Andre avsnitt.", language="nb", weight="small")
    assert "å følge opp" not in text_of(desk, "/redaksjon/versjoner/")


def test_what_changes_while_the_editor_reads_is_not_marked_with_the_rest(
    desk: Client, original: FactChapter
) -> None:
    made = make(desk, original)
    write(desk, original, "Første avsnitt er nytt.", "Andre avsnitt.", language="nb")
    seen = soup(desk, f"/redaksjon/versjoner/{made.pk}/").select_one("input[name=seen]")
    write(desk, original, "Første avsnitt er nytt.", "Andre avsnitt er også nytt.", language="nb")
    assert seen is not None
    desk.post(f"/redaksjon/versjoner/{made.pk}/oppdatert/{original.pk}/", {"seen": seen["value"]})
    shown = soup(desk, f"/redaksjon/versjoner/{made.pk}/").select("section li")
    assert [" ".join(li.a.text.split()) for li in shown] == ["¶ 3"]


def test_what_is_published_in_the_version_before_it_is_marked_is_nothing_the_other_lacks(
    desk: Client, original: FactChapter
) -> None:
    made = make(desk, original)
    write(desk, made, "Fyrste avsnitt.", "Andre avsnitt.", language="nn")
    write(desk, original, "Første avsnitt er nytt.", "Andre avsnitt.", language="nb")
    seen = soup(desk, f"/redaksjon/versjoner/{made.pk}/").select_one("input[name=seen]")
    assert seen is not None
    write(desk, made, "Fyrste avsnitt er nytt.", "Andre avsnitt.", language="nn")
    desk.post(f"/redaksjon/versjoner/{made.pk}/oppdatert/{original.pk}/", {"seen": seen["value"]})
    assert {one.language: one.behind for one in versions_shown(original)} == {"nb": 0, "nn": 0}


@pytest.mark.parametrize("seen", ["", "i går", "2026-13-45T00:00:00Z", "2999-01-01T00:00:00+00:00"])
def test_no_moment_in_the_form_makes_trouble(desk: Client, original: FactChapter, seen: str) -> None:
    made = make(desk, original)
    answer = desk.post(f"/redaksjon/versjoner/{made.pk}/oppdatert/{original.pk}/", {"seen": seen})
    assert answer.status_code == 302
    write(desk, original, "Endret etterpå.", "Andre avsnitt.", language="nb")
    assert "å følge opp" in text_of(desk, "/redaksjon/versjoner/")


def test_inputs_name_the_version_they_were_given_on(desk: Client, original: FactChapter) -> None:
    made = make(desk, original)
    write(desk, made, "Fyrste avsnitt.", "Andre avsnitt.", language="nn")
    given: Any = InputFactory(paragraph=paragraph_saying("Fyrste"), text="Eit innspel.")
    said = "gitt på den nynorske versjonen"
    nb = Client(headers={"accept-language": "nb"})
    nb.cookies["kokebok_language"] = "nb"
    assert said in text_of(desk, f"/redaksjon/innspill/{given.pk}/")
    assert said in text_of(nb, "/innspill/")
    assert said in text_of(nb, f"/innspill/{given.pk}/")
    assert said in text_of(nb, f"/kvittering/{given.code}/")
    assert said in nb.get("/innspill/fil/csv/").getvalue().decode()
    about = json.loads(nb.get("/innspill/fil/json/").getvalue())["inputs"][0]["about"]
    assert about["language"] == "nn"


def test_inputs_on_a_page_whose_other_version_is_deleted_name_no_version_anywhere(
    desk: Client, original: FactChapter
) -> None:
    made = make(desk, original)
    given: Any = InputFactory(paragraph=paragraph_saying("Første"), text="Et innspill.")
    places = ("/redaksjon/", f"/redaksjon/innspill/{given.pk}/", "/innspill/", f"/innspill/{given.pk}/")
    said = "gitt på bokmålsversjonen"
    assert [said in text_of(desk, place) for place in places[1:]] == [True] * 3
    made.delete()
    assert [said in text_of(desk, place) for place in places] == [False] * 4
    file = json.loads(Client().get("/innspill/fil/json/").getvalue())["inputs"][0]["about"]
    assert file["language"] == "nb"
    shown = soup(desk, f"/redaksjon/versjoner/{original.pk}/")
    assert shown.select('.versions-rows, form[action$="/los/"]') == []


def test_a_list_has_one_version_of_each_text_in_the_readers_language_where_it_is_there(
    desk: Client, book: Cookbook, original: FactChapter
) -> None:
    made = make(desk, original)
    make_fact(book, slug="annet", title="Bare på bokmål")
    write(desk, made, "Fyrste avsnitt.", "Andre avsnitt.", language="nn")
    found = {}
    for language in ("nb", "nn", "en"):
        reader = Client()
        reader.cookies["kokebok_language"] = language
        found[language] = [a["href"] for a in soup(reader, "/fakta/").select("main h2 a, main h3 a")]
    assert found == {
        "nb": ["/fakta/hva/", "/fakta/annet/"],
        "nn": ["/fakta/hva-nn/", "/fakta/annet/"],
        "en": ["/fakta/hva/", "/fakta/annet/"],
    }


def test_only_editors_keep_versions_and_what_has_none_is_not_found(
    book: Cookbook, original: FactChapter, desk: Client
) -> None:
    assert desk.get(f"/redaksjon/versjoner/{book.pk}/").status_code == 404
    assert desk.get("/redaksjon/versjoner/999999/").status_code == 404
    member = Client()
    member.force_login(make_person("rana@example.no", "Rana", RoleName.RESOURCE))
    assert member.get("/redaksjon/versjoner/").status_code == 403
    assert member.post(f"/redaksjon/versjoner/{original.pk}/los/").status_code == 403
    assert Client().get("/redaksjon/versjoner/").status_code == 302


@pytest.mark.parametrize("texts", [1, 6])
def test_the_list_of_texts_takes_the_same_number_of_queries_however_many_they_are(
    desk: Client, book: Cookbook, texts: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(texts):
        page = make_fact(book, slug=f"tekst-{number}")
        assert send(desk, page, "ny", language="en", slug=f"text-{number}").status_code == 302
    desk.get("/redaksjon/versjoner/")
    with django_assert_max_num_queries(17):
        assert desk.get("/redaksjon/versjoner/").content.decode().count('<ul class="versions-rows"') == texts


def test_the_page_of_versions_fetches_them_once(
    desk: Client, original: FactChapter, django_assert_max_num_queries: Any
) -> None:
    made = make(desk, original)
    write(desk, original, "Første avsnitt er nytt.", "Andre avsnitt.", language="nb")
    desk.get(f"/redaksjon/versjoner/{made.pk}/")
    with django_assert_max_num_queries(23):
        assert "1 avsnitt å følge opp" in text_of(desk, f"/redaksjon/versjoner/{made.pk}/")
