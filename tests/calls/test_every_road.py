"""Whatever road a tip comes by, it becomes a page with consent and credit, by the pages and their buttons alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.actions.publish_due import publish_due
from kokebok.book.models import Cookbook, Page
from kokebok.calls.models import Call, Making
from kokebok.inputs.models import Input
from kokebok.lib.named_parties import named_parties
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.people.models import Person, RoleName
from kokebok.rounds.actions.lead import go_to, open_round
from kokebok.rounds.actions.prepare import add_prompt, make_round
from kokebok.rounds.models import PromptKind
from kokebok.versions.actions.tie import join
from kokebok.versions.models import Version
from tests.calls.conftest import asked, send
from tests.calls.test_take_in import in_the_editor
from tests.doors.conftest import letter, put
from tests.files import xlsx
from tests.inputs.conftest import slip_on
from tests.versions.test_machine import put_program, without  # noqa: F401 (a fixture)
from tests.world import make_example, make_person

WHAT = "Pårørende fikk melding når de kunne komme på besøk."
WHO, BODY = "Ingrid Solheim", "Solheim verksted"
PARTIES = "Malvik kommune, post@malvik.example\nVentefri AS"


@dataclass(frozen=True)
class World:
    """What is there before somebody tells of something."""

    reader: Client
    editor: Client
    berit: Person
    commit: Any


@pytest.fixture
def world(book: Cookbook, berit: Person, as_berit: Client, django_capture_on_commit_callbacks: Any) -> World:
    """A cookbook whose editor may open the page editor, and somebody who reads it."""
    allow_page_editor(book)
    if not Call.objects.exists():
        begin_with_starter_list(by=None)
    return World(Client(), as_berit, berit, django_capture_on_commit_callbacks)


def by_the_tip_form(world: World) -> None:
    at = "/tips/example/"
    world.reader.post(at, {
        "what": WHAT, "parties": PARTIES, "name": WHO, "on_behalf_of": BODY, "may_be_named": "on",
        "licence": "on", "slip": slip_on(world.reader, at),
    })  # fmt: skip


def by_a_call(world: World) -> None:
    call = Call.objects.get()
    _happened, where = asked(call)
    send(world.reader, call, WHAT, name=WHO, on_behalf_of=BODY, may_be_named="on",
         **{f"q{where.pk}": PARTIES})  # fmt: skip


def in_a_round(world: World) -> None:
    host = make_person("vera@example.no", "Vera Vert", RoleName.HOST)
    round_ = make_round(by=host, host=host, code="abc234", title="Salen")
    prompt = add_prompt(round_, by=host, fields={"title": "Hva bør andre høre om?", "kind": PromptKind.TIP})
    go_to(open_round(round_, by=host), prompt, by=host)
    answer = {"prompt": prompt.pk, "text": WHAT, "name": f"{WHO}, {BODY}", "may_be_named": "on"}
    world.reader.post("/r/abc234/svar/", answer)


def by_email(world: World) -> None:
    raw = letter(WHAT, subject="Et eksempel", From=f"{WHO} <ingrid@solheim.example>")
    with world.commit(execute=True):
        world.editor.post(f"{put(world.editor, 'post.eml', raw)}ta-inn/", {"state": "waiting"})


def on_paper(world: World) -> None:
    at = "/redaksjon/skriv-inn/"
    world.editor.post(at, {
        "door": "paper", "kind": "example", "text": WHAT, "name": WHO, "on_behalf_of": BODY, "may_be_named": "on",
        "language": "nb", "licence": "on", "slip": slip_on(world.editor, at),
    })  # fmt: skip


def in_a_spreadsheet(world: World) -> None:
    rows: list[list[object]] = [["Navn", "På vegne av", "Type", "Tekst", "Kan nevnes"]]
    rows.append([WHO, BODY, "Eksempel", WHAT, "ja"])
    with world.commit(execute=True):
        world.editor.post(f"{put(world.editor, 'svar.xlsx', xlsx(rows))}ta-inn/")


ROADS: dict[str, Callable[[World], None]] = {
    "tip form": by_the_tip_form,
    "call": by_a_call,
    "round": in_a_round,
    "e-mail": by_email,
    "paper": on_paper,
    "spreadsheet": in_a_spreadsheet,
}
NAMES_PARTIES = {"tip form", "call"}
SAYS_WHAT_IT_IS = {"tip form", "call", "round", "paper", "spreadsheet"}


def press(client: Client, at: str, **more: str) -> Any:
    """Press the one button of this value on a page, with what its form holds."""
    page = BeautifulSoup(client.get(at).content, "html.parser")
    button = page.select_one(f"button[name=act][value={more['act']}]")
    assert button is not None, f"no button {more['act']} on {at}"
    form = button.find_parent("form")
    assert form is not None
    return client.post(str(form.get("action") or at), more)


def save(world: World, making: Making, **more: str) -> Any:
    """What the page editor's form sends, with what only an editor knows filled in."""
    page: Any = Page.objects.get(pk=making.page_id).specific.get_latest_revision_as_object()
    filled = in_the_editor(world.editor, page)
    rich = {"need": "Ingen visste når.", "happened": WHAT, "result": "Færre ventet."}
    blocks = {
        name: json.dumps({"entityMap": {}, "blocks": [
            {"key": "a", "text": said, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
        ]}) for name, said in rich.items()
    }  # fmt: skip
    told_by = page.sources[0].value["title"]
    source = {"id": "", "deleted": "", "order": "0", "type": "source", "value-title": told_by, "value-url": "",
              "value-year": "", "value-checked": ""}  # fmt: skip
    filled |= {"sources-count": "1", **{f"sources-0-{name}": value for name, value in source.items()}}
    return world.editor.post(
        f"/admin/pages/{page.pk}/edit/",
        {**filled, "title": "Bedre besøk", "form": "pilotavtale", "evidence": "told", **blocks, **more},
    )


@pytest.mark.parametrize("road", ROADS)
def test_a_tip_becomes_a_page_when_all_who_are_named_agree_and_not_before(
    call: Call, world: World, road: str
) -> None:
    if road == "call":
        type(asked(call)[1]).objects.filter(fills="places").update(fills="parties", kind="long", most=400)
    ROADS[road](world)
    given = Input.objects.get()
    desk = f"/redaksjon/innspill/{given.pk}/til-boka/"
    assert desk in world.editor.get(f"/redaksjon/innspill/{given.pk}/").content.decode()

    press(world.editor, desk, act="begin" if road in SAYS_WHAT_IT_IS else "begin-example")
    making = Making.objects.get()
    named = [*named_parties(PARTIES)] if road in NAMES_PARTIES else ["Malvik kommune"]
    if road not in NAMES_PARTIES:
        press(world.editor, desk, act="party", name="Malvik kommune", email="post@malvik.example")
    assert [*making.parties.filter(is_sender=False).values_list("name", flat=True)] == named

    save(world, making)
    with world.commit(execute=True):
        press(world.editor, desk, act="ask")
    assert "post@malvik.example" in [to for sent in mail.outbox for to in sent.to]
    receipt = Client().get(f"/kvittering/{given.code}/").content.decode()
    sender, *others = making.parties.all()
    assert f"/etterlysninger/tekst/{sender.token}/" in receipt
    for party in [sender, *others]:
        assert_blocked_at_the_desk(world, making, desk)
        agree(f"/etterlysninger/tekst/{party.token}/")
    press(world.editor, desk, act="publish", reply="Takk!")

    page = Page.objects.get(pk=making.page_id)
    shown = Client().get(page.get_url()).content.decode()
    assert (page.live, "Færre ventet." in shown, WHO in shown) == (True, True, road != "e-mail")
    receipt = Client().get(f"/kvittering/{given.code}/").content.decode()
    assert (page.get_url() in receipt, "Takk!" in receipt) == (True, True)


def test_no_road_of_the_page_editor_passes_those_who_are_asked(world: World) -> None:
    by_the_tip_form(world)
    desk = f"/redaksjon/innspill/{Input.objects.get().pk}/til-boka/"
    press(world.editor, desk, act="begin")
    making = Making.objects.get()
    page: Any = Page.objects.get(pk=making.page_id)
    hour = timezone.localtime() + timedelta(days=1)
    told = [
        save(world, making, **{"action-publish": "yes"}),
        save(world, making, **{"action-publish": "yes", "go_live_at": hour.strftime("%Y-%m-%d %H:%M")}),
        world.editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {}),
        world.editor.post(f"/admin/pages/{page.pk}/copy/", {"new_title": "Kopi", "new_slug": "kopi"}),
    ]
    assert [one.headers.get("Location") for one in told] == [desk] * 4
    assert publish_due(at=hour + timedelta(days=1)) == []
    page.refresh_from_db()
    assert (page.live, Page.objects.filter(slug="kopi").exists()) == (False, False)

    press(world.editor, desk, act="ask")
    for party in making.parties.all():
        assert_blocked_at_the_desk(world, making, desk)
        agree(f"/etterlysninger/tekst/{party.token}/")
    press(world.editor, desk, act="publish", reply="Takk!")
    page.refresh_from_db()
    assert page.live  # at once, though an hour was set in the page editor
    assert Client().get(page.get_url()).status_code == 200


def make_version(world: World, page: Any, *, slug: str = "tip") -> Any:
    """Fill in the form of a version in English, and send it."""
    at = f"/redaksjon/versjoner/{page.pk}/"
    form = BeautifulSoup(world.editor.get(at).content, "html.parser").select_one('form[action$="/ny/"]')
    assert form is not None
    return world.editor.post(str(form["action"]), {"language": "en", "title": "A tip", "slug": slug})


def test_words_that_wait_for_a_yes_become_no_version_on_any_road_and_a_withdrawn_tip_yields_none(
    world: World,
    without: Path,  # noqa: F811 (the fixture)
) -> None:
    by_the_tip_form(world)
    given = Input.objects.get()
    desk = f"/redaksjon/innspill/{given.pk}/til-boka/"
    press(world.editor, desk, act="begin")
    page: Any = Page.objects.get(pk=Making.objects.get().page_id)
    ordinary = make_example(Cookbook.objects.get(), slug="annet", language="en")
    put_program(without, "cat")

    def tried() -> list[Any]:
        at = f"/redaksjon/versjoner/{page.pk}/"
        return [
            make_version(world, page),
            world.editor.post(f"{at}maskin/nn/"),
            world.editor.post(f"{at}knytt/", {"other": ordinary.pk}),
            world.editor.post(f"/redaksjon/versjoner/{ordinary.pk}/knytt/", {"other": page.pk}),
        ]

    before = Page.objects.count()
    told = tried()
    world.reader.post(f"/kvittering/{given.code}/trekk/")
    told += tried()
    assert [one.headers.get("Location") for one in told] == [desk] * 8
    assert (Page.objects.count(), Version.objects.count()) == (before, 0)
    assert Input.objects.get().state == "withdrawn"


def test_a_version_of_a_page_that_waits_for_a_yes_is_not_published(world: World) -> None:
    by_the_tip_form(world)
    desk = f"/redaksjon/innspill/{Input.objects.get().pk}/til-boka/"
    press(world.editor, desk, act="begin")
    page: Any = Page.objects.get(pk=Making.objects.get().page_id).specific
    version = make_example(Cookbook.objects.get(), slug="version", language="en")
    version.unpublish()
    join(page, version)  # as it was before such words were held back
    told = world.editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={version.pk}", {})
    version.refresh_from_db()
    assert (told.headers.get("Location"), version.live) == (desk, False)


def agree(link: str) -> None:
    """Open a link from a letter, and press the button that says yes."""
    client = Client()
    page = client.get(link)
    client.post(link, {"seen": page.context["form"].initial["seen"], "agree": "yes"})


def assert_blocked_at_the_desk(world: World, making: Making, desk: str) -> None:
    """The button to publish says no, and nothing is published or answered."""
    world.editor.post(desk, {"act": "publish", "reply": "", "anyway": ""})
    live, settled = Page.objects.get(pk=making.page_id).live, Input.objects.get().settled_at
    assert (live, settled) == (False, None)
