"""A phone's pages with scripts off, and the pages of those who lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokebok.inputs.models import Input
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.rounds.actions.lead import close_round
from kokebok.rounds.live.cached_pages import _language
from kokebok.rounds.models import (
    Participant,
    Prompt,
    PromptKind,
    Round,
    RoundInput,
    Statement,
    Vote,
    WallStanding,
)
from kokebok.rounds.queries import find_round_by_code
from tests.rounds.conftest import Send, ask

if TYPE_CHECKING:
    from kokebok.people.models import Person


@pytest.fixture
def as_vera(vera: Person) -> Client:
    client = Client()
    client.force_login(vera)
    return client


def test_a_phone_without_scripts_answers_by_a_plain_form_and_the_same_words_twice_are_one_input(
    prompt: Prompt,
) -> None:
    phone = Client()
    address = f"/r/{prompt.round.code}/"
    assert "Hva mangler?" in phone.get(address).content.decode()
    form = {"prompt": prompt.pk, "text": "Si hvem man ringer.", "name": "Ola"}
    for _n in range(2):
        told = phone.post(f"{address}svar/", form)
        assert (told.status_code, "Det er mottatt" in told.content.decode()) == (200, True)
    given = Input.objects.get()
    assert (given.text, given.name) == ("Si hvem man ringer.", "Ola")
    link = Participant.objects.get().link
    assert "Si hvem man ringer." in phone.get(f"/r/min/{link}/").content.decode()


def test_an_empty_answer_is_told_at_the_field_and_the_name_is_kept(prompt: Prompt) -> None:
    told = Client().post(f"/r/{prompt.round.code}/svar/", {"prompt": prompt.pk, "text": " ", "name": "Ola"})
    assert (told.status_code, 'value="Ola"' in told.content.decode()) == (422, True)


def test_a_form_sent_from_another_site_is_turned_away(prompt: Prompt) -> None:
    told = Client().post(
        f"/r/{prompt.round.code}/svar/",
        {"prompt": prompt.pk, "text": "Hei"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert (told.status_code, Input.objects.count()) == (404, 0)


def test_stances_and_scales_are_sent_without_scripts(prompt: Prompt) -> None:
    phone = Client()
    stance = ask(prompt, PromptKind.STANCE)
    statement = Statement.objects.create(prompt=stance, order=1, text="Svar innen en uke.")
    address = f"/r/{prompt.round.code}/svar/"
    phone.post(address, {"prompt": stance.pk, f"s{statement.pk}": "1", "s999": "1"})
    scale = ask(prompt, PromptKind.SCALE)
    phone.post(address, {"prompt": scale.pk, "scale": "4"})
    assert list(Vote.objects.order_by("pk").values_list("value", flat=True)) == [1, 4]


def test_a_code_is_found_however_it_is_written_and_a_draft_is_hidden_like_one_that_is_none(
    prompt: Prompt, vera: Person
) -> None:
    code = prompt.round.code
    phone = Client()
    assert phone.get("/r/", {"code": f" {code[:3].upper()} {code[3:]}"}).headers["Location"] == f"/r/{code}/"
    draft = Round.objects.create(title="Skjult", host=vera)
    answers = [phone.get("/r/", {"code": wrong}) for wrong in (draft.code, "zzzzzz")]
    assert [one.status_code for one in answers] == [404, 404]
    assert phone.get(f"/r/{draft.code}/").status_code == 404


def test_when_the_round_is_over_the_page_says_so(prompt: Prompt, vera: Person) -> None:
    close_round(Round.objects.get(pk=prompt.round_id), by=vera)
    page = Client().get(f"/r/{prompt.round.code}/").content.decode()
    assert ("Runden er over" in page, "<textarea" in page) == (True, False)


def test_the_host_goes_on_and_a_second_host_who_saw_the_earlier_prompt_is_told(
    as_vera: Client, prompt: Prompt
) -> None:
    second = Prompt.objects.create(round=prompt.round, order=2, title="Og så?")
    address = f"/redaksjon/runder/{prompt.round_id}/styr/"
    assert "Neste: Og så?" in as_vera.get(address).content.decode()
    pressed = {"act": "go", "prompt": second.pk, "seen": prompt.pk}
    as_vera.post(address, pressed)
    told = as_vera.post(address, pressed, follow=True).content.decode()
    assert "Runden har gått videre i mellomtiden" in told
    assert find_round_by_code(prompt.round.code).prompt == second


def test_the_queue_shows_hides_and_blocks(as_vera: Client, prompt: Prompt, send: Send) -> None:
    for number in range(3):
        send(prompt, f"Innspill {number}", sender=str(number))
    rows = list(RoundInput.objects.order_by("pk"))
    address = f"/redaksjon/runder/{prompt.round_id}/ko/"
    as_vera.post(address, {"act": "show", "row": rows[0].pk})
    as_vera.post(address, {"act": "hide", "row": rows[1].pk})
    as_vera.post(address, {"act": "block", "device": rows[2].participant_id})
    standings = list(RoundInput.objects.order_by("pk").values_list("standing", flat=True))
    assert standings == [WallStanding.SHOWN, WallStanding.HIDDEN, WallStanding.BLOCKED]


def test_only_what_is_shown_is_on_the_wall_and_what_is_written_is_never_code(
    as_vera: Client, prompt: Prompt, send: Send
) -> None:
    send(prompt, "<script>alert(1)</script>")
    send(prompt, "Venter ennå")
    row = RoundInput.objects.order_by("pk").first()
    assert row is not None
    as_vera.post(f"/redaksjon/runder/{prompt.round_id}/ko/", {"act": "show", "row": row.pk})
    as_vera.post(f"/redaksjon/runder/{prompt.round_id}/styr/", {"act": "wall", "wall": "inputs"})
    page = Client().get(f"/r/{prompt.round.code}/vegg/").content.decode()
    assert ("&lt;script&gt;" in page, "<script>alert" in page, "Venter ennå" in page) == (True, False, False)


@pytest.mark.parametrize(
    ("shows", "fields", "is_there"),
    [
        ("prompt", {}, True),
        ("inputs", {}, True),
        ("result", {}, True),
        ("groups", {}, True),
        ("join", {}, False),  # there it is large
        ("nothing", {}, False),
        ("prompt", {"joining": False}, False),
    ],
)
def test_the_way_in_stands_in_a_corner_of_the_wall_while_one_can_join(
    prompt: Prompt, shows: str, fields: dict[str, bool], is_there: bool
) -> None:
    Round.objects.filter(pk=prompt.round_id).update(wall=shows, **fields)
    page = Client().get(f"/r/{prompt.round.code}/vegg/").content.decode()
    assert ("wall-corner" in page) == is_there
    close_round(Round.objects.get(pk=prompt.round_id), by=prompt.round.host)
    assert "wall-corner" not in Client().get(f"/r/{prompt.round.code}/vegg/").content.decode()


@pytest.mark.parametrize("page", ["ko", "styr", ""])
def test_the_pages_of_those_who_lead_are_not_for_everybody(prompt: Prompt, rana: Person, page: str) -> None:
    other = Client()
    address = f"/redaksjon/runder/{prompt.round_id}/{page}/".replace("//", "/")
    assert other.get(address).status_code == 302
    other.force_login(rana)
    assert other.get(address).status_code == 403


def test_the_queue_takes_as_many_queries_for_thirty_as_for_one(
    as_vera: Client, prompt: Prompt, send: Send
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert as_vera.get(f"/redaksjon/runder/{prompt.round_id}/ko/").status_code == 200
        return len(caught)

    send(prompt, "Innspill")
    queries()
    one = queries()
    for number in range(29):
        send(prompt, f"Innspill {number}", sender=str(number))
    assert queries() == one


def test_a_run_sheet_is_made_changed_and_put_in_order(as_vera: Client, book: object, vera: Person) -> None:
    begin_with_starter_list(by=vera)
    made = as_vera.post(
        "/redaksjon/runder/ny/",
        {"title": "Konferansen", "host": vera.pk, "language": "nb", "seconds_between": "2"},
    )
    address = made.headers["Location"]
    common = {
        "minutes": "5",
        "visibility": "moderated",
        "tip_about": "example",
        "most_choices": "3",
        "scale_steps": "5",
    }
    for title, kind, more in (
        ("Hva mangler?", "open", {}),
        ("Enig?", "stance", {"statements": "Svar fort.\n\nSvar alle."}),
    ):
        as_vera.post(f"{address}sporsmal/ny/", {**common, "title": title, "kind": kind, **more})
    _first, second = Prompt.objects.order_by("order")
    assert [one.text for one in second.statements.all()] == ["Svar fort.", "Svar alle."]
    as_vera.post(f"{address}sporsmal/{second.pk}/ordne/", {"act": "up"})
    assert [one.title for one in Prompt.objects.order_by("order")] == ["Enig?", "Hva mangler?"]
    as_vera.post(f"{address}apne-eller-avslutt/", {"act": "open"})
    assert Round.objects.get().state == "open"


def test_a_prompt_says_at_the_field_what_its_kind_cannot_be_without(as_vera: Client, prompt: Prompt) -> None:
    common = {
        "title": "?",
        "minutes": "5",
        "visibility": "moderated",
        "tip_about": "example",
        "most_choices": "3",
    }
    address = f"/redaksjon/runder/{prompt.round_id}/sporsmal/ny/"
    for kind, steps in (("paragraph", "5"), ("prioritise", "5"), ("stance", "5"), ("scale", "99")):
        told = as_vera.post(address, {**common, "kind": kind, "scale_steps": steps})
        assert (kind, told.status_code) == (kind, 422)
    assert Prompt.objects.count() == 1


@pytest.mark.parametrize(
    ("cookie", "own", "language"),
    [
        ("", "nn", "nn"),
        ("", "se", "nb"),  # we have no interface in it yet
        ("kokebok_language=en", "nn", "en"),
        ('prefs={"a":1}; kokebok_language=en', "nn", "en"),
        ("a@b=1", "nn", "nn"),
        ("kokebok_language=klingon", "nn", "nn"),
    ],
)
def test_a_phones_page_is_in_the_language_chosen_however_the_cookies_are_written(
    cookie: str, own: str, language: str
) -> None:
    assert _language({"headers": [(b"cookie", cookie.encode())]}, own) == language
