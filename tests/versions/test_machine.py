"""A machine's draft in the other written standard, where Apertium is installed; without it there is no door."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, FactChapter, Recipe
from kokebok.journal.models import Entry
from kokebok.journal.queries import latest_on
from kokebok.lib import apertium
from kokebok.people.models import Person, RoleName
from kokebok.versions.queries import waiting_draft
from tests.pen import fact_form, press
from tests.world import make_fact, make_person, make_recipe, publish, step

pytestmark = pytest.mark.django_db
with_apertium = pytest.mark.skipif(
    not apertium.can("nb", "nn"), reason="needs Apertium with nob-nno (apertium-nno-nob)"
)
HTML = (
    '<p data-block-key="a1">Jeg vet ikke hvor <b>mye</b> dere gjør, se <a linktype="page" id="7">siden</a> &amp; '
    '<a href="https://x.no/hva-er?a=1&amp;b=2">lenken</a>.<br/>Ny linje.</p><ul><li data-block-key="b2">Hvem?</li></ul>'
)


@pytest.fixture
def desk(client: Client, book: Cookbook, berit: Person) -> Client:
    """An editor at the desk and in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A machine that has no Apertium; a program put in the folder is found."""
    monkeypatch.setenv("PATH", f"{tmp_path}")
    apertium.installed.cache_clear()
    yield tmp_path
    apertium.installed.cache_clear()


def put_program(folder: Path, says: str) -> None:
    """An Apertium that has both pairs and does what is said."""
    program = folder / "apertium"
    program.write_text(f'#!/bin/sh\nif [ "$1" = "-l" ]; then echo nob-nno; echo nno-nob; exit; fi\n{says}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def ask(desk: Client, page: Any, language: str = "nn") -> Any:
    return desk.post(f"/redaksjon/versjoner/{page.pk}/maskin/{language}/")


@with_apertium
def test_a_draft_in_nynorsk_is_made_by_the_machine_and_published_only_when_a_person_has_approved_it(
    desk: Client, book: Cookbook
) -> None:
    page = make_fact(
        book, html=HTML, title="Hva er det?", question="Hva gjør dere?", responsible_body="Direktoratet"
    )
    shown = desk.get(f"/redaksjon/versjoner/{page.pk}/").content.decode()
    assert "Lag et nynorsk utkast" in shown
    assert ask(desk, page).status_code == 302
    made = FactChapter.objects.get(slug="hva-nn")
    assert (made.language, made.live, made.title, made.question) == (
        "nn",
        False,
        "Kva er det?",
        "Kva gjer de?",
    )
    assert made.responsible_body == "Direktoratet"
    line = latest_on(made, "version.drafted_by_machine")
    assert line is not None
    assert (line.by and line.by.email, line.what) == (
        "berit@example.no",
        {"title": "Hva er det?", "other": "Kva er det?"},
    )
    assert made.get_latest_revision_as_object().body[0].value.source == (
        '<p data-block-key="a1">Eg veit ikkje kor <b>mykje</b> de gjer, sjå <a linktype="page" id="7">sida</a> &amp; '
        '<a href="https://x.no/hva-er?a=1&amp;b=2">lenkja</a>.<br/>Ny linje.</p>'
        '<ul><li data-block-key="b2">Kven?</li></ul>'
    ).replace("sida</a>", "sidan</a>")
    assert "Maskinens utkast" in desk.get("/redaksjon/versjoner/").content.decode()
    assert "maskinens utkast" in desk.get(f"/admin/pages/{made.pk}/edit/").content.decode()
    form = fact_form(made, ("a1", "Eg veit ikkje."), language="nn")
    assert press(desk, made, form)["Location"] == f"/redaksjon/versjoner/{made.pk}/"
    assert not FactChapter.objects.get(pk=made.pk).live
    assert approve(desk, made).status_code == 302
    assert press(desk, made, form).status_code == 302
    assert FactChapter.objects.get(pk=made.pk).live
    assert "Eg veit ikkje." in Client().get("/fakta/hva-nn/").content.decode()


@with_apertium
def test_steps_and_all_else_of_a_recipe_are_put_into_bokmal_and_the_other_way(
    desk: Client, book: Cookbook
) -> None:
    page = make_recipe(book, language="nn", situation="Du veit ikkje kor du skal byrje.")
    said = step("Ring tre familiar", "<p>Spør kven det gjeld.</p>", stop="Ikkje gjer det.")
    page.steps = json.dumps([said])
    publish(page)
    assert ask(desk, page, "nb").status_code == 302
    made = Recipe.objects.get(slug="moete-nb")
    value = made.steps[0].value
    assert (value["what"], value["stop"]) == ("Ring tre familier", "Ikke gjør det.")
    assert made.situation.startswith("Du vet ikke hvor")


def approve(desk: Client, page: Any) -> Any:
    """Press the button that the page of versions has."""
    form = BeautifulSoup(desk.get(f"/redaksjon/versjoner/{page.pk}/").content.decode(), "lxml").select_one(
        'form[action$="/godkjenn/"]'
    )
    assert form is not None
    sent = {one["name"]: one["value"] for one in form.select("input[name=seen]")}
    return desk.post(str(form["action"]), sent)


@pytest.fixture
def draft(desk: Client, book: Cookbook, without: Path) -> FactChapter:
    """A nynorsk draft by a machine that knows two words."""
    put_program(without, "/bin/sed 's/Jeg vet/Eg veit/'")
    page = make_fact(book, html='<p data-block-key="a1">Jeg vet ikke.</p>')
    assert ask(desk, page).status_code == 302
    return FactChapter.objects.get(slug="hva-nn")


def test_a_machines_draft_is_published_only_when_a_person_has_approved_it(
    desk: Client, draft: FactChapter
) -> None:
    assert draft.get_latest_revision_as_object().body[0].value.source == (
        '<p data-block-key="a1">Eg veit ikke.</p>'
    )
    form = fact_form(draft, ("a1", "Eg veit ikkje."), language="nn")
    assert press(desk, draft, form)["Location"] == f"/redaksjon/versjoner/{draft.pk}/"
    assert not FactChapter.objects.get(pk=draft.pk).live
    assert approve(desk, draft).status_code == 302
    assert press(desk, draft, form).status_code == 302
    assert "Eg veit ikkje." in Client().get("/fakta/hva-nn/").content.decode()


def test_what_a_colleague_saves_after_the_page_was_opened_is_not_approved_unseen(
    desk: Client, draft: FactChapter
) -> None:
    address = f"/redaksjon/versjoner/{draft.pk}/"
    opened = BeautifulSoup(desk.get(address).content.decode(), "lxml").select_one("input[name=seen]")
    assert opened is not None
    colleague = make_person("ola@example.no", "Ola", RoleName.EDITOR)
    draft.get_latest_revision_as_object().save_revision(user=colleague)
    answer = desk.post(f"{address}godkjenn/", {"seen": opened["value"]}, follow=True)
    assert "Noen har endret utkastet" in answer.content.decode()
    assert waiting_draft(draft) is not None
    answer = desk.post(f"{address}godkjenn/", {"seen": "tull"}, follow=True)
    assert waiting_draft(draft) is not None
    approve(desk, draft)
    assert waiting_draft(draft) is None


def test_approving_where_nothing_waits_says_so(desk: Client, draft: FactChapter) -> None:
    first = desk.get(approve(desk, draft)["Location"]).content.decode()
    assert "Utkastet er godkjent" in first
    again = desk.post(f"/redaksjon/versjoner/{draft.pk}/godkjenn/", follow=True).content.decode()
    assert ("Utkastet er godkjent" in again, "Det ligger ikke noe maskinutkast her" in again) == (False, True)
    assert Entry.objects.filter(act="version.draft_approved").count() == 1


def test_without_apertium_the_door_is_not_there(desk: Client, book: Cookbook, without: Path) -> None:
    page = make_fact(book)
    assert "utkast med" not in desk.get(f"/redaksjon/versjoner/{page.pk}/").content.decode()
    assert "/maskin/" not in desk.get(f"/redaksjon/versjoner/{page.pk}/").content.decode()
    assert ask(desk, page).status_code == 404


@pytest.mark.parametrize(
    "says", ["/bin/sleep 60 | /bin/cat", "exit 1", "echo tull"], ids=["hangs", "fails", "babbles"]
)
def test_a_machine_that_hangs_or_fails_is_told_of_and_nothing_is_made(
    desk: Client, book: Cookbook, without: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    put_program(without, says)
    monkeypatch.setattr(apertium, "PATIENCE", 0.3)
    page = make_fact(book)
    answer = desk.post(f"/redaksjon/versjoner/{page.pk}/maskin/nn/", follow=True)
    assert "Maskinen klarte ikke å lage utkastet." in answer.content.decode()
    assert FactChapter.objects.count() == 1
    assert waiting_draft(page) is None


def test_a_text_whose_tags_the_machine_moves_stays_in_its_own_words(without: Path) -> None:
    put_program(without, "/bin/sed 's/<b>en/<i>ein/; s/to/tvo/'")
    assert apertium.put_into("nn", ["<b>en</b> ting", "to ting"], source="nb") == [
        "<b>en</b> ting",
        "tvo ting",
    ]
