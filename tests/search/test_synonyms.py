"""What editors say means the same, at the desk, and what readers then find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.journal.models import Entry
from kokebok.people.models import RoleName
from kokebok.search.models import Synonyms
from kokebok.starter.loading import load_starter
from tests.another import FOLDER
from tests.world import make_fact, make_person

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db
DESK = "/redaksjon/sokeord/"
LAW = "lov om offentlige anskaffelser, anskaffelsesloven, LOA"


@pytest.fixture
def editor(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    return client


def found(asked: str) -> list[str]:
    return [hit.title for hit in Client().get("/sok/", {"q": asked}).context["hits"]]


def test_words_that_mean_the_same_find_one_another_once_an_editor_says_so(
    editor: Client, book: Cookbook
) -> None:
    make_fact(book, "<p>Etter anskaffelsesloven.</p>", title="Kort", slug="kort")
    make_fact(
        book, "<p>Lov om offentlige anskaffelser gjelder.</p>", title="Lang", slug="lang", question="Hva?"
    )
    questions = ("LOA", "anskaffelsesloven", "lov om offentlige anskaffelser")
    before = {asked: found(asked) for asked in questions}
    assert editor.post(DESK, {"words": LAW}).status_code == 302
    assert before == {
        "LOA": [],
        "anskaffelsesloven": ["Kort", "Lang"],
        "lov om offentlige anskaffelser": ["Lang"],
    }
    assert {asked: found(asked) for asked in questions} == {
        "LOA": ["Kort", "Lang"],
        "anskaffelsesloven": ["Kort", "Lang"],
        "lov om offentlige anskaffelser": ["Lang", "Kort"],
    }
    group = Synonyms.objects.get()
    assert LAW in editor.get(DESK).content.decode()
    editor.post(f"{DESK}{group.pk}/", {"words": "LOA, anskaffelsesloven", "seen": LAW})
    assert found("LOA") == ["Kort"]
    editor.post(f"{DESK}{group.pk}/slett/", {"seen": "LOA, anskaffelsesloven"})
    assert found("LOA") == []
    acts = ["synonyms.added", "synonyms.changed", "synonyms.removed"]
    assert list(Entry.objects.filter(act__in=acts).values_list("act", flat=True)) == acts
    assert "Sa hvilke ord som betyr det samme i søket" in editor.get("/redaksjon/journal/").content.decode()


def test_any_form_of_the_words_finds_the_others_in_either_written_norwegian(
    editor: Client, book: Cookbook
) -> None:
    make_fact(book, "<p>Innkjøpet må være åpent.</p>", title="Innkjøp", slug="innkjop")
    make_fact(book, "<p>Om anbodet.</p>", title="Anbod", slug="anbod", question="Kva?")
    make_fact(book, "<p>En hackdag i mai.</p>", title="Hack", slug="hack", question="Når?")
    editor.post(DESK, {"words": "anbud, innkjøp"})
    editor.post(DESK, {"words": "hackdag, ideverksted"})
    asked = ("anbud", "anbudet", "anbod", "anbodet", "anboda", "innkjøpet", "innkjøpa")
    assert {one: sorted(found(one)) for one in asked} == {one: ["Anbod", "Innkjøp"] for one in asked}
    unknown = ("ideverksted", "ideverkstedet", "idéverkstad", "ideverkstaden", "ideverkstader")
    assert {one: found(one) for one in unknown} == {one: ["Hack"] for one in unknown}


def test_what_is_no_group_is_refused_and_so_is_what_a_colleague_has_changed(editor: Client) -> None:
    for words in ("pilot", "pilot, piloter", " , ", "", "a" * 301):
        assert editor.post(DESK, {"words": words}).status_code == 422
    editor.post(DESK, {"words": "pilot, prøve"})
    assert editor.post(DESK, {"words": "pilot, prøve"}).status_code == 422
    group = Synonyms.objects.get()
    Synonyms.objects.update(words="pilot, forsøk")
    late = editor.post(f"{DESK}{group.pk}/", {"words": "pilot, test", "seen": "pilot, prøve"})
    assert (late.status_code, "Noen har nettopp endret dette" in late.content.decode()) == (422, True)
    editor.post(f"{DESK}{group.pk}/slett/", {"seen": "pilot, prøve"})
    assert [one.words for one in Synonyms.objects.all()] == ["pilot, forsøk"]


def test_the_starter_comes_with_synonyms_that_an_editor_may_change_and_another_subject_with_none(
    editor: Client,
) -> None:
    load_starter()
    groups = list(Synonyms.objects.values_list("words", flat=True))
    assert 30 <= len(groups) == len(set(groups))
    listed = BeautifulSoup(editor.get(DESK).content, "lxml").select(".lists-rows a")
    assert [row.get_text() for row in listed] == groups
    both = [set(found(asked)) for asked in ("moms", "merverdiavgift")]
    assert both[0] == both[1] != set()
    nav = Synonyms.objects.get(words__startswith="NAV,")
    assert editor.post(f"{DESK}{nav.pk}/", {"words": "NAV, Nav-kontor", "seen": nav.words}).status_code == 302
    assert Synonyms.objects.get(pk=nav.pk).words == "NAV, Nav-kontor"


def test_a_cookbook_on_another_subject_has_no_synonyms() -> None:
    load_starter(FOLDER)
    assert not Synonyms.objects.exists()


def test_only_those_who_keep_the_text_say_so(client: Client, book: Cookbook) -> None:
    client.force_login(make_person("vert@example.no", "Vera Vert", RoleName.HOST))
    assert client.post(DESK, {"words": "pilot, prøve"}).status_code == 403
    assert not Synonyms.objects.exists()
