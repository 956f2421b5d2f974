"""The lists at the desk, and what an editor puts in them in the page editor and on readers' pages."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import FactChapter, Recipe
from kokebok.journal.words import detail_for, words_for
from kokebok.lists.models import Entry
from kokebok.people.models import Body, RoleName
from tests.pen import example_form, fact_form, press, recipe_form
from tests.world import make_example, make_fact, make_person, make_recipe, make_tool

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook

pytestmark = pytest.mark.django_db
SCHOOL = {"nb": "Skolelag", "nn": "Skulelag", "en": "School team", "se": ""}
HOSTILE = '"><script>alert(1)</script>{{ 7|add:7 }} \u202esnudd'


def new_entry(desk: Client, which: str, **names: str) -> Entry:
    answer = desk.post(f"/redaksjon/lister/{which}/nytt/", {**SCHOOL, **names})
    assert answer.status_code == 302, answer.context["adding"].errors
    return Entry.objects.latest("pk")


def rename(desk: Client, entry: Entry, **names: str) -> Any:
    now = Entry.objects.get(pk=entry.pk)
    seen = {f"seen_{language}": getattr(now, language) for language in ("nb", "nn", "en", "se")}
    kept = {language: getattr(now, language) for language in ("nb", "nn", "en", "se")}
    return desk.post(f"/redaksjon/lister/{now.of.key}/{now.pk}/navn/", {**seen, **kept, **names})


def do(desk: Client, entry: Entry, act: str) -> Any:
    return desk.post(f"/redaksjon/lister/{entry.of.key}/{entry.pk}/{act}/", follow=True)


def read(path: str, language: str = "") -> str:
    client = Client()
    if language:
        client.cookies["kokebok_language"] = language
    return html.unescape(client.get(path).content.decode())


def options_of(path: str, name: str, language: str) -> list[str]:
    """What a filter on a reader's page offers."""
    page = BeautifulSoup(read(path, language), "lxml")
    return [one.get_text(strip=True) for one in page.select(f"select[name={name}] option")][1:]


def in_form(desk: Client, page: Any, name: str) -> list[str]:
    """What a field of the page editor offers."""
    shown = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    soup = BeautifulSoup(shown, "lxml")
    boxes = [box.get_text(strip=True) for box in soup.select(f"#id_{name} label")]
    return boxes or [one.get_text(strip=True) for one in soup.select(f"select[name={name}] option")]


@pytest.fixture
def writer(book: Cookbook, desk: Client) -> Client:
    """An editor at the desk and in the page editor."""
    allow_page_editor(book)
    return desk


def test_an_entry_made_at_the_desk_is_chosen_in_the_pen_and_found_by_readers_in_each_language(
    writer: Client, book: Cookbook
) -> None:
    made = new_entry(writer, "malgrupper")
    pages = {}
    for language in ("nb", "nn", "en"):
        page = make_fact(book, language=language, slug=f"hva-{language}", title=language, question=language)
        assert "Skolelag" in in_form(writer, page, "audience")
        form = {**fact_form(page, ("k", "Nytt."), language=language), "audience": [made.key, "stat"]}
        assert press(writer, page, form).status_code == 302
        pages[language] = FactChapter.objects.get(pk=page.pk)
    assert [page.audience for page in pages.values()] == [["skolelag", "stat"]] * 3
    for language, name in (
        ("nb", "Skolelag, Statlig"),
        ("nn", "Skulelag, Statleg"),
        ("en", "School team, State"),
    ):
        assert name in read(f"/fakta/hva-{language}/")
    assert {language: options_of("/fakta/", "hvem", language) for language in ("nb", "nn", "en")} == {
        "nb": ["Statlig virksomhet", "Skolelag"],
        "nn": ["Statleg verksemd", "Skulelag"],
        "en": ["State body", "School team"],
    }
    assert "hva-nn" in read("/fakta/?hvem=skolelag")


def test_each_list_is_offered_where_it_is_chosen_from_and_shown_where_it_was(
    writer: Client, book: Cookbook
) -> None:
    keys = {
        which: new_entry(writer, which).key for which in ("former", "etterpa", "ingredienser", "tilfeller")
    }
    example, recipe = make_example(book), make_recipe(book)
    assert "Skolelag" in in_form(writer, example, "form")
    form = example_form(example, form=keys["former"], after=keys["etterpa"])
    assert press(writer, example, form).status_code == 302
    form = recipe_form(recipe, ingredient=keys["ingredienser"], case=keys["tilfeller"])
    assert press(writer, recipe, form).status_code == 302
    shown = BeautifulSoup(read("/eksempler/trondheim/"), "lxml")
    facts = {one.get_text(strip=True): one.find_next("dd").get_text(strip=True) for one in shown.select("dt")}  # type: ignore[union-attr]
    assert (facts["Samarbeidsform"], facts["Etter piloten"]) == ("Skolelag", "Skolelag")
    headings = [
        one.get_text(strip=True).rstrip(":")
        for one in BeautifulSoup(read("/oppskrifter/moete/"), "lxml").select("h3, h4, b")
    ]
    assert headings.count("Skolelag") == 2
    tool = make_tool(book, form=new_entry(writer, "verktoy").key)
    assert "Skolelag" in read(f"/verktoy/{tool.slug}/")


def test_the_kind_of_an_actor_is_chosen_from_the_list_and_shown_in_the_directory(
    writer: Client, book: Cookbook
) -> None:
    kind = new_entry(writer, "aktorer").key
    address = reverse("wagtailsnippets_people_body:add")
    offered = BeautifulSoup(writer.get(address).content.decode(), "lxml").select("select[name=kind] option")
    assert [one.get_text() for one in offered][-2:] == ["Skolelag", "Annet"]
    said = {"name": "Lia vel", "slug": "lia", "kind": kind, "themes": "[]", "merged_into": ""}
    assert writer.post(address, said).status_code == 302
    body = Body.objects.get(slug="lia")
    make_example(
        book, parties=json.dumps([{"type": "party", "id": "p", "value": {"actor": body.pk, "role": ""}}])
    )
    assert "Skulelag" in read("/aktorer/", "nn")
    assert "School team" in read("/aktorer/lia/", "en")


def test_a_new_name_is_shown_at_once_and_no_text_is_touched(writer: Client, book: Cookbook) -> None:
    made = new_entry(writer, "malgrupper")
    page = make_fact(book, audience=[made.key])
    before = FactChapter.objects.get(pk=page.pk).last_published_at
    assert rename(writer, made, nb="Elevråd").status_code == 302
    assert ("Elevråd" in read("/fakta/hva/"), "Skolelag" in read("/fakta/hva/")) == (True, False)
    assert FactChapter.objects.get(pk=page.pk).last_published_at == before


def test_a_new_title_of_the_list_is_shown_on_pages_in_forms_and_in_filters(
    writer: Client, book: Cookbook
) -> None:
    page = make_fact(book, audience=["stat"])
    make_fact(book, audience=["kommune"], slug="b", title="b", question="b")
    seen = {"seen_nb": "For", "seen_nn": "For", "seen_en": "For", "seen_se": ""}
    titles = {"title-nb": "Skrevet til", "title-nn": "Skrive til", "title-en": "Written for", "title-se": ""}
    assert writer.post("/redaksjon/lister/malgrupper/tittel/", {**seen, **titles}).status_code == 302
    assert "Skrevet til" in read("/fakta/hva/")
    assert "Skrive til" in read("/fakta/", "nn")
    assert "Skrevet til" in writer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    told = writer.post("/redaksjon/lister/malgrupper/tittel/", {**seen, **titles, "title-nb": "Til"})
    assert told.status_code == 422


def test_a_retired_entry_is_hidden_from_forms_but_where_it_was_chosen_and_not_from_pages(
    writer: Client, book: Cookbook
) -> None:
    made, form_made = new_entry(writer, "malgrupper"), new_entry(writer, "former")
    with_it = make_fact(book, audience=[made.key])
    without = make_fact(book, slug="b", title="b", question="b")
    example = make_example(book, form=form_made.key)
    other = make_example(book, slug="annen", title="Annen")
    for entry in (made, form_made):
        do(writer, entry, "ta-ut")
    assert "Skolelag" in read("/fakta/hva/")
    assert (
        "Skolelag" in in_form(writer, with_it, "audience"),
        "Skolelag" in in_form(writer, without, "audience"),
    ) == (
        True,
        False,
    )
    assert ("Skolelag" in in_form(writer, example, "form"), "Skolelag" in in_form(writer, other, "form")) == (
        True,
        False,
    )
    assert press(writer, example, example_form(example, form=form_made.key)).status_code == 302
    do(writer, made, "ta-inn")
    assert "Skolelag" in in_form(writer, without, "audience")


def test_a_retired_ingredient_is_offered_only_on_the_recipe_that_has_it(
    writer: Client, book: Cookbook
) -> None:
    made = new_entry(writer, "ingredienser", nb="Sykkelpumpe")
    block = [{"type": "ingredient", "id": "i", "value": {"kind": made.key, "text": "En."}}]
    with_it = make_recipe(book, ingredients=json.dumps(block))
    without = make_recipe(book, slug="b", title="b")
    do(writer, made, "ta-ut")
    shown = [
        "Sykkelpumpe" in writer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        for page in (with_it, without)
    ]
    assert shown == [True, False]
    form = recipe_form(with_it, ingredient=made.key, case="small")
    assert press(writer, with_it, form).status_code == 302
    assert Recipe.objects.get(pk=with_it.pk).ingredients[0].value["kind"] == made.key


def test_a_key_that_is_in_no_list_is_shown_and_kept_and_never_an_error(
    writer: Client, book: Cookbook
) -> None:
    page = make_fact(book, audience=["fra-for-i-tiden"])
    example = make_example(book, form="ukjent-form")
    assert "fra-for-i-tiden" in read("/fakta/hva/")
    assert "ukjent-form" in read("/eksempler/trondheim/")
    form = {**fact_form(page, ("k", "Nytt.")), "audience": ["fra-for-i-tiden"]}
    assert press(writer, page, form).status_code == 302
    assert FactChapter.objects.get(pk=page.pk).audience == ["fra-for-i-tiden"]
    refused = press(writer, example, example_form(example, form="noe-helt-nytt"))
    assert refused.status_code == 200
    assert "form" in refused.context["form"].errors


def test_two_versions_of_a_page_are_compared_by_names_and_not_by_keys(writer: Client, book: Cookbook) -> None:
    example = make_example(book, audience=["stat"])
    press(writer, example, {**example_form(example, form="driftsavtale"), "audience": ["frivillig"]})
    compared = reverse("wagtailadmin_pages:revisions_compare", args=[example.pk, "earliest", "latest"])
    shown = BeautifulSoup(writer.get(compared).content.decode(), "lxml").get_text(" ")
    for name in ("Pilotavtale", "Driftsavtale", "Statlig", "Frivillig"):
        assert name in shown


def test_the_desk_counts_pages_and_drafts_and_deletes_only_what_nothing_has(
    writer: Client, book: Cookbook
) -> None:
    made = new_entry(writer, "malgrupper")
    make_fact(book, audience=[made.key])
    drafted = make_fact(book, slug="b", title="b", question="b")
    press(writer, drafted, {**fact_form(drafted, ("k", "Nytt.")), "audience": [made.key]}, publish=False)
    rows = {entry.key: uses for entry, uses in writer.get("/redaksjon/lister/malgrupper/").context["rows"]}
    assert (rows["skolelag"], rows["stat"]) == (2, 0)
    told = do(writer, made, "slett")
    assert "Skolelag" in str(next(iter(told.context["messages"])))
    unused = new_entry(writer, "malgrupper", nb="Til overs")
    do(writer, unused, "slett")
    assert list(Entry.objects.filter(pk__in=[made.pk, unused.pk])) == [made]


def test_themes_are_free_words_and_the_list_suggests_some_in_the_language_of_the_page(
    writer: Client, book: Cookbook
) -> None:
    page = make_fact(book, language="nn", themes=["heilt eige ord", "anskaffingar"])
    shown = writer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "anskaffingar, demens" in shown
    form = fact_form(page, ("k", "Nytt."), themes="heilt eige ord, medverknad", language="nn")
    assert press(writer, page, form).status_code == 302
    assert FactChapter.objects.get(pk=page.pk).themes == ["heilt eige ord", "medverknad"]
    rows = {entry.key: uses for entry, uses in writer.get("/redaksjon/lister/temaer/").context["rows"]}
    assert (rows["medvirkning"], rows["anskaffelser"]) == (1, 0)


def test_hostile_names_are_shown_as_they_are_everywhere(writer: Client, book: Cookbook) -> None:
    made = new_entry(writer, "malgrupper", nb=HOSTILE, nn=HOSTILE, en=HOSTILE)
    page = make_fact(book, audience=[made.key])
    make_fact(book, audience=["stat"], slug="b", title="b", question="b")
    addresses = ("/fakta/hva/", "/fakta/", "/redaksjon/lister/", "/redaksjon/lister/malgrupper/")
    entry = f"/redaksjon/lister/malgrupper/{made.pk}/"
    pen = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for address in (*addresses, entry, pen):
        raw = writer.get(address).content.decode()
        assert ("<script>alert(1)" in raw, "alert(1)" in raw) == (False, True), address
    assert "{{ 7|add:7 }}" in read("/fakta/hva/")
    assert "\u202e" not in read("/fakta/hva/")
    long = writer.post("/redaksjon/lister/malgrupper/nytt/", {**SCHOOL, "nb": "x" * 5000})
    empty = writer.post("/redaksjon/lister/malgrupper/nytt/", {**SCHOOL, "nb": "\u200b\x00"})
    assert (long.status_code, empty.status_code) == (422, 422)


def test_the_second_who_renames_is_told_and_keeps_what_was_written(writer: Client, book: Cookbook) -> None:
    made = new_entry(writer, "malgrupper")
    seen = {"seen_nb": "Skolelag", "seen_nn": "Skulelag", "seen_en": "School team", "seen_se": ""}
    rename(writer, made, nb="Elevråd")
    address = f"/redaksjon/lister/malgrupper/{made.pk}/navn/"
    told = writer.post(address, {**seen, **SCHOOL, "nb": "Foreldrelag"})
    assert (told.status_code, told.context["form"]["nb"].value()) == (422, "Foreldrelag")
    assert Entry.objects.get(pk=made.pk).nb == "Elevråd"


def test_each_act_is_told_in_the_journal_in_words(writer: Client, book: Cookbook) -> None:
    made = new_entry(writer, "malgrupper")
    rename(writer, made, nb="Elevråd")
    for act in ("opp", "ta-ut", "ta-inn", "slett"):
        do(writer, made, act)
    from kokebok.journal.models import Entry as Line

    lines = Line.objects.filter(act__startswith="entry.").order_by("pk")
    assert [(words_for(line.act), detail_for(line.act, line.what)) for line in lines] == [
        ("La til et valg i en liste", "Hvem en side er for: Skolelag"),
        ("Endret hva et valg i en liste heter", "Hvem en side er for: «Skolelag» er nå «Elevråd»"),
        ("Flyttet et valg i listen", "Hvem en side er for: Elevråd"),
        ("Tok et valg i en liste ut av bruk", "Hvem en side er for: Elevråd"),
        ("Tok et valg i en liste i bruk igjen", "Hvem en side er for: Elevråd"),
        ("Slettet et valg i en liste", "Hvem en side er for: Elevråd"),
    ]


@pytest.mark.parametrize("role", list(RoleName))
def test_editors_and_administrators_keep_the_lists_and_others_do_not(client: Client, role: RoleName) -> None:
    client.force_login(make_person("noen@example.no", "Noen", role))
    entry = Entry.objects.get(of__key="malgrupper", key="annet")
    addresses = [
        "/redaksjon/lister/",
        "/redaksjon/lister/malgrupper/",
        f"/redaksjon/lister/malgrupper/{entry.pk}/",
    ]
    posts = ["nytt/", "tittel/", f"{entry.pk}/navn/", f"{entry.pk}/slett/"]
    found = {client.get(address).status_code for address in addresses}
    pressed = {client.post(f"/redaksjon/lister/malgrupper/{post}", SCHOOL).status_code for post in posts}
    may = role in {RoleName.ADMINISTRATOR, RoleName.EDITOR}
    assert found == ({200} if may else {403})
    assert (403 in pressed) is not may
    assert Client().get("/redaksjon/lister/").status_code == 302


@pytest.mark.parametrize(
    "path", ["finnes-ikke/", "temaer/{annet}/", "malgrupper/999999/", "malgrupper/{annet}/"]
)
def test_what_is_not_there_answers_as_what_never_was(desk: Client, path: str) -> None:
    annet = Entry.objects.get(of__key="malgrupper", key="annet").pk
    expected = 200 if path == "malgrupper/{annet}/" else 404
    assert desk.get("/redaksjon/lister/" + path.format(annet=annet)).status_code == expected
    assert desk.post(f"/redaksjon/lister/malgrupper/{annet}/noe-annet/").status_code == 404


def test_the_desk_s_page_of_a_list_takes_no_more_queries_however_many_pages_there_are(
    writer: Client, book: Cookbook, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = []
    for number in (1, 12):
        for at in range(number):
            make_recipe(book, slug=f"o-{number}-{at}", audience=["stat"])
        with CaptureQueriesContext(connection) as asked:
            writer.get("/redaksjon/lister/malgrupper/")
        counted.append(len(asked))
    assert counted[0] == counted[1]
