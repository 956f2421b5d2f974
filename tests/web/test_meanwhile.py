"""Two who have the same form open: what one has saved is not lost when the other saves something else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from kokebok.calls.actions.prepare import make_call, set_phase
from kokebok.moderation.models import Reason
from kokebok.people.models import RoleName
from kokebok.rounds.models import Round
from tests.world import make_person

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook

LINES = "Først dette.\r\nSå dette."


@pytest.fixture
def ada(book: Cookbook) -> Client:
    client = Client()
    client.force_login(make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR))
    book.deadline = timezone.now() + timedelta(days=3)
    book.save()
    return client


@pytest.fixture
def forms(ada: Client, book: Cookbook) -> dict[str, tuple[str, Any, str, str]]:
    """Addresses of forms; what they change; two fields of it."""
    call = make_call(
        by=book_host(), slug="a", title="A", gathers="example", purpose=LINES, decides="Vi.", criteria="K.",
        what_next="H.",
    )  # fmt: skip
    said = {
        f"{part}_{language}": "Reklame"
        for part in ("title", "explanation")
        for language in ("nb", "nn", "en")
    }
    reason = Reason.objects.create(code="reklame", **said)
    round_ = Round.objects.create(title="R", words=LINES, host=call.made_by)
    return {
        "settings": ("/redaksjon/innstillinger/kokeboken/", book, "lead", "deadline_note"),
        "call": (f"/redaksjon/etterlysninger/{call.pk}/endre/", call, "title", "criteria"),
        "reason": (f"/redaksjon/moderering/grunner/{reason.pk}/", reason, "title_nb", "title_en"),
        "round": (f"/redaksjon/runder/{round_.pk}/endre/", round_, "title", "place"),
    }


def book_host() -> Any:
    return make_person("vera@example.no", "Vera", RoleName.HOST)


def opened(client: Client, address: str) -> dict[str, Any]:
    """The fields of the form of a page, as a browser sends them."""
    return sent_by(client.get(address).content.decode())


def sent_by(page: str) -> dict[str, Any]:
    """What a browser sends of the form of a page, when nothing more is typed."""
    fields = html.fromstring(page).xpath(
        '//form[.//*[@name="title" or @name="title_nb" or @name="colour"]]//*[@name]'
    )
    return {
        field.get("name"): field.value or ""
        for field in fields
        if field.tag != "button"
        and field.get("type") != "file"
        and getattr(field, "checked", True) is not False
    }


@pytest.mark.parametrize("which", ["settings", "call", "round", "reason"])
def test_what_a_colleague_has_saved_meanwhile_stays_when_one_saves_something_else(
    ada: Client, forms: dict[str, tuple[str, Any, str, str]], which: str
) -> None:
    address, thing, one, other = forms[which]
    first, second = opened(ada, address), opened(ada, address)
    assert ada.post(address, {**first, one: "Nytt ord"}).status_code == 302
    assert ada.post(address, {**second, other: "Noe annet"}).status_code == 302
    thing.refresh_from_db()
    assert (getattr(thing, one), getattr(thing, other)) == ("Nytt ord", "Noe annet")


@pytest.mark.parametrize("which", ["settings", "call", "round", "reason"])
def test_where_both_change_the_same_field_the_second_is_told_and_nothing_typed_is_lost(
    ada: Client, forms: dict[str, tuple[str, Any, str, str]], which: str
) -> None:
    address, thing, one, _other = forms[which]
    first, second = opened(ada, address), opened(ada, address)
    ada.post(address, {**first, one: "Nytt ord"})
    answer = ada.post(address, {**second, one: "Mitt ord"})
    thing.refresh_from_db()
    assert (answer.status_code, getattr(thing, one)) == (422, "Nytt ord")
    assert "Nå står det: «Nytt ord»" in answer.content.decode()
    again = sent_by(answer.content.decode())
    assert again[one].strip() == "Mitt ord"
    assert ada.post(address, again).status_code == 302
    thing.refresh_from_db()
    assert getattr(thing, one) == "Mitt ord"


def test_the_same_form_saved_untouched_changes_nothing_of_what_a_colleague_did(
    ada: Client, book: Cookbook
) -> None:
    address = "/redaksjon/innstillinger/utseende/"
    first, second = opened(ada, address), opened(ada, address)
    ada.post(address, {**first, "colour": "#7a0000"})
    ada.post(address, second)
    book.refresh_from_db()
    assert book.colour == "#7a0000"


def test_a_deadline_that_a_colleague_has_moved_stays_when_one_gives_the_phase_another_title(
    ada: Client, book: Cookbook
) -> None:
    by, now = book_host(), timezone.now()
    call = make_call(
        by=by,
        slug="a",
        title="A",
        gathers="example",
        purpose="P.",
        decides="Vi.",
        criteria="K.",
        what_next="H.",
    )
    times = {"opens_at": now, "closes_at": now + timedelta(days=9)}
    phase = set_phase(call, None, by=by, title="Første", **times)
    address = f"/redaksjon/etterlysninger/{call.pk}/fase/{phase.pk}/"
    first, second = opened(ada, address), opened(ada, address)
    later = (now + timedelta(days=30)).strftime("%Y-%m-%dT12:00")
    assert ada.post(address, {**first, "closes": later}).status_code == 302
    assert ada.post(address, {**second, "title": "Noen få setninger"}).status_code == 302
    phase.refresh_from_db()
    assert (phase.title, phase.closes_there.strftime("%Y-%m-%dT%H:%M")) == ("Noen få setninger", later)
