"""Those who would disturb a round, guess its code, or read what is not theirs; and a hall that does none of it."""

from __future__ import annotations

import asyncio
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from kokebok.inputs.models import Input
from kokebok.inputs.sender import sender_of
from kokebok.people.models import RoleName
from kokebok.rounds.live.devices import cookie_for, staff_token
from kokebok.rounds.live.limits import WRONG_CODES, WRONG_CODES_OF_A_DEVICE, Limits
from kokebok.rounds.models import Participant, Prompt, Round, RoundState
from tests.rounds.conftest import Send
from tests.rounds.live import Server, cookie_of, make_round, on_a_server
from tests.world import make_person


def wrong(n: int) -> str:
    """A code as codes are, that is none."""
    return f"{n + 222222:06d}".translate(str.maketrans("01", "bc"))


def ticket() -> str:
    return str(uuid.uuid4())


def test_a_hall_of_three_hundred_phones_behind_one_address_trips_over_no_limit(committed: None) -> None:
    round_, prompt, _vera = make_round()

    async def hall(server: Server) -> list[str]:
        async def phone(number: int) -> list[str]:
            wrong = await server.ask("GET", f"/live/bbbb{number % 7 + 2}{number % 5 + 2}/state")
            assert wrong.status == 404
            first = await server.send(round_.code, {"ticket": ticket()})
            said = [first.said["status"]]
            for n in range(5):
                text = {"ticket": ticket(), "prompt": prompt.pk, "text": f"Innspill {number}.{n}"}
                said.append((await server.send(round_.code, text, cookie=first.cookie)).said["status"])
            return said

        found = await asyncio.gather(*(phone(number) for number in range(300)))
        return [status for one in found for status in one]

    assert set(on_a_server(hall)) == {"received"}
    assert (Participant.objects.count(), Input.objects.count()) == (300, 1500)


def test_a_phone_in_haste_is_asked_to_wait_and_the_others_are_not(committed: None) -> None:
    round_, prompt, _vera = make_round()

    async def two(server: Server) -> tuple[list[int], int]:
        cookies = [(await server.send(round_.code, {"ticket": ticket()})).cookie for _n in range(2)]

        async def say(cookie: str) -> int:
            text = {"ticket": ticket(), "prompt": prompt.pk, "text": "Hei"}
            return (await server.send(round_.code, text, cookie=cookie)).status

        return [await say(cookies[0]) for _n in range(8)], await say(cookies[1])

    hasty, other = on_a_server(two)
    assert (hasty[0], hasty[-1], other) == (200, 429, 200)


def test_without_scripts_the_same_limit_holds_and_what_was_written_is_shown(prompt: Prompt) -> None:
    Round.objects.filter(pk=prompt.round_id).update(seconds_between=60)
    phone = Client()
    told = [
        phone.post(f"/r/{prompt.round.code}/svar/", {"prompt": prompt.pk, "text": f"Innspill nummer {n}"})
        for n in range(8)
    ]
    assert [one.status_code for one in told] == [200] * 6 + [409] * 2
    page = told[-1].content.decode()
    assert ("Innspill nummer 7" in page, "raskere enn verten har bedt om" in page) == (True, True)


@pytest.mark.parametrize(
    "way",
    ["/live/{}/state", "/r/{}/", "/r/{}/vegg/", "/r/{}/svar/", "/r/?code={}", "/r/?code={}-", "/r/?code=+{}"],
)
def test_one_who_guesses_codes_is_stopped_whichever_way_the_code_is_written(
    committed: None, way: str
) -> None:
    round_, _prompt, _vera = make_round()

    async def guess(server: Server) -> tuple[int, int, int]:
        for n in range(WRONG_CODES):
            await server.ask("GET", way.format(wrong(n)))
        right = way.format(round_.code)
        here = await server.ask("GET", right)
        elsewhere = await server.ask("GET", right, address="10.9.9.9")
        return here.status, elsewhere.status, len(server.live.limits.wrong)

    here, elsewhere, _networks = on_a_server(guess)
    assert (here, elsewhere) == (429, 200)


@pytest.mark.parametrize(
    "way", ["/live/{}/state", "/live/{}/stream", "/r/{}/", "/r/{}/vegg/", "/r/{}/svar/", "/r/?code={}"]
)
def test_one_who_guesses_with_a_fresh_device_each_time_is_stopped_and_so_is_one_who_has_a_round_to_join(
    committed: None, settings: Any, way: str
) -> None:
    settings.BEHIND_PROXY = True
    round_, _prompt, vera = make_round()
    own = Round.objects.create(title="Min egen", host=vera, state=RoundState.OPEN, opened_at=timezone.now())
    where: dict[str, Any] = {"x_forwarded_for": "192.0.2.7"}

    def fresh() -> str:
        return cookie_for(sender_of(HttpRequest())).split(";", 1)[0]

    async def guess(server: Server) -> list[int]:
        joined = (await server.send(own.code, {"ticket": ticket()}, **where)).cookie
        for n in range(WRONG_CODES):
            await server.ask("GET", way.format(wrong(n)), cookie=fresh(), **where)
        right = way.format(round_.code)
        tries: list[dict[str, Any]] = [{"cookie": fresh()}, {"cookie": joined}, {}]
        return [
            (await server.ask("HEAD" if "stream" in way else "GET", right, **one, **where)).status
            for one in tries
        ]

    assert on_a_server(guess) == [429] * 3


def test_codes_tried_all_at_the_same_moment_are_counted_one_by_one(committed: None) -> None:
    make_round()

    async def guess(server: Server) -> int:
        codes = [f"zz{n + 2222}" for n in range(WRONG_CODES + 50)]
        told = await asyncio.gather(*(server.ask("GET", f"/live/{code}/state") for code in codes))
        return sum(one.status == 404 for one in told)

    assert on_a_server(guess) == WRONG_CODES


def test_a_network_is_not_forgotten_because_many_devices_are_remembered(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kokebok.rounds.live.limits.MOST_KEPT", 50)
    limits = Limits()
    for n in range(WRONG_CODES):
        limits.note_wrong_code("nettet", f"telefon {n}")
    assert (limits.guesses_too_much("nettet"), len(limits.wrong_of_devices)) == (True, 50)


def test_those_who_are_in_go_on_when_somebody_on_their_net_guesses_codes(committed: None) -> None:
    round_, prompt, _vera = make_round()

    async def both(server: Server) -> tuple[str, int]:
        inside = (await server.send(round_.code, {"ticket": ticket()})).cookie
        guesser = (await server.send(round_.code, {"ticket": ticket()})).cookie
        for n in range(WRONG_CODES_OF_A_DEVICE):
            await server.ask("GET", f"/live/{wrong(n)}/state", cookie=guesser)
        for n in range(WRONG_CODES):
            await server.ask("GET", f"/live/{wrong(n)}/state")
        text = {"ticket": ticket(), "prompt": prompt.pk, "text": "Jeg er inne."}
        said = await server.send(round_.code, text, cookie=inside)
        return said.said["status"], (
            await server.ask("GET", f"/live/{round_.code}/state", cookie=guesser)
        ).status

    assert on_a_server(both) == ("received", 429)


@pytest.mark.parametrize(
    ("where", "networks"),
    [
        ((False, "2001:db8:1:{n:x}::1", ""), 1),  # one household has a whole /48
        ((False, "2001:db8:{n:x}::1", ""), 4),
        ((True, "127.0.0.1", "10.1.{n}.1"), 4),
        ((True, "127.0.0.1", "10.1.{n}.1, 192.0.2.7"), 1),  # only the last is what our own proxy saw
        ((False, "192.0.2.7", "10.1.{n}.1"), 1),  # without a proxy anyone can write the header
    ],
)
def test_a_network_is_told_by_what_nobody_can_make_up(
    committed: None, settings: Any, where: tuple[bool, str, str], networks: int
) -> None:
    settings.BEHIND_PROXY, address, forwarded = where
    make_round()

    async def guess(server: Server) -> int:
        for n in range(4):
            said = forwarded.format(n=n)
            await server.ask("GET", "/live/zzzzzz/state", address=address.format(n=n), x_forwarded_for=said)
        return len(server.live.limits.wrong)

    assert on_a_server(guess) == networks


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"ticket"',
        b"[" * 15_000,
        b"\xff\xfe",
        b'{"ticket": 1}',
        b'{"ticket": "%s", "prompt": true}',
        b'{"ticket": "%s", "prompt": 1.5}',
        b'{"ticket": "%s", "prompt": 99999999999}',
        b'{"ticket": "%s", "text": ["a"]}',
        b'{"ticket": "%s", "text": null}',
        b'{"ticket": "%s", "votes": [1]}',
        b'{"ticket": "%s", "votes": {"s1": "1"}}',
        b'{"ticket": "%s", "votes": {"s1": 99}}',
    ],
)
def test_what_is_no_message_is_refused_and_nothing_is_written(committed: None, raw: bytes) -> None:
    round_, _prompt, _vera = make_round()
    whole = raw.replace(b"%s", ticket().encode())
    told = on_a_server(lambda server: server.send(round_.code, whole))
    assert (told.status, told.said["status"]) == (400, "refused")
    assert Participant.objects.count() == 0


def test_more_than_a_message_can_be_is_refused_and_odd_moments_are_no_fault(committed: None) -> None:
    round_, prompt, _vera = make_round()

    async def both(server: Server) -> tuple[int, list[str]]:
        large = await server.send(round_.code, b" " * 20_000)
        said = []
        for written in (b"NaN", b"1e999", b"-1e30", b'"now"', b"true"):
            raw = b'{"ticket": "%s", "prompt": %d, "text": "Hei", "written": %s, "age": %s}'
            body = raw % (ticket().encode(), prompt.pk, written, written)
            said.append((await server.send(round_.code, body)).said["status"])
        return large.status, said

    assert on_a_server(both) == (413, ["received"] * 5)


def test_half_a_letter_does_not_hold_up_what_others_send_in_the_same_commit(committed: None) -> None:
    round_, prompt, _vera = make_round()

    async def together(server: Server) -> list[str]:
        texts = ["Hei \ud83d", "Hei fra en annen"]
        messages = [{"ticket": ticket(), "prompt": prompt.pk, "text": text, "name": text} for text in texts]
        told = await asyncio.gather(*(server.send(round_.code, one) for one in messages))
        return [one.said["status"] for one in told]

    assert on_a_server(together) == ["received"] * 2
    assert sorted(Input.objects.values_list("text", flat=True)) == ["Hei", "Hei fra en annen"]


def test_a_ticket_played_again_from_another_device_gives_neither_receipt_nor_link(
    prompt: Prompt, send: Send
) -> None:
    same = uuid.uuid4()
    first = send(prompt, "Mitt innspill.", ticket=same, sender="min")
    send(prompt, sender="annen")
    again = send(prompt, "Mitt innspill.", ticket=same, sender="annen")
    mine = send(prompt, "Mitt innspill.", ticket=same, sender="min")
    assert (again.status, again.code, again.link) == ("already", "", "")
    assert (mine.status, mine.code, mine.link) == ("already", first.code, first.link)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://localhost", "host": "localhost"}, 200),
        ({"origin": "http://ondt.example", "host": "ondt.example"}, 403),  # a name of theirs that leads here
        ({"origin": "https://ondt.example", "host": "localhost"}, 403),
        ({"origin": "null", "host": "localhost"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
    ],
)
def test_a_post_from_another_site_is_turned_away(
    committed: None, headers: dict[str, str], status: int
) -> None:
    round_, _prompt, _vera = make_round()
    assert (
        on_a_server(lambda server: server.send(round_.code, {"ticket": ticket()}, **headers)).status == status
    )


@pytest.mark.parametrize("origin", ["https://ondt.example", "null"])
def test_a_form_with_a_foreign_origin_is_turned_away_also_in_an_old_browser(
    prompt: Prompt, origin: str
) -> None:
    told = Client().post(
        f"/r/{prompt.round.code}/svar/", {"prompt": prompt.pk, "text": "Hei"}, headers={"origin": origin}
    )
    assert (told.status_code, Input.objects.count()) == (404, 0)


def test_a_token_of_the_staff_is_good_for_its_round_and_its_day_and_its_persons_role(committed: None) -> None:
    round_, _prompt, vera = make_round()
    other = Round.objects.create(title="En annen", host=vera, state=RoundState.OPEN, opened_at=timezone.now())
    token, own = staff_token(round_.code, vera), cookie_of(vera)
    others = cookie_of(make_person("mona@example.no", "Mona Moderator", RoleName.MODERATOR))

    async def ask(server: Server) -> list[int]:
        tries = [
            (round_, token, own),
            (other, token, own),
            (round_, "", own),
            (round_, signing.dumps(round_.code, salt="rounds.staff"), own),
            (round_, token, ""),
            (round_, token, others),
        ]
        return [
            (await server.ask("GET", f"/live/{one.code}/queue?token={word}", cookie=cookie)).status
            for one, word, cookie in tries
        ]

    assert on_a_server(ask) == [200, 404, 404, 404, 404, 404]
    vera.roles.all().delete()
    assert on_a_server(ask)[0] == 404


def test_a_round_that_is_long_over_holds_no_stream(committed: None) -> None:
    round_, _prompt, _vera = make_round()
    Round.objects.filter(pk=round_.pk).update(
        state=RoundState.CLOSED, closed_at=timezone.now() - timedelta(hours=2)
    )
    told = on_a_server(lambda server: server.ask("GET", f"/live/{round_.code}/stream"))
    assert (told.status, told.body) == (204, b"")


def test_a_process_that_holds_all_the_streams_it_can_tells_a_phone_to_ask_instead(committed: None) -> None:
    round_, _prompt, _vera = make_round()

    async def full(server: Server) -> tuple[int, str]:
        server.live.limits.streams = 20_000
        stream = await server.ask("GET", f"/live/{round_.code}/stream")
        state = await server.ask("GET", f"/live/{round_.code}/state")
        return stream.status, json.loads(state.body)["state"]

    assert on_a_server(full) == (503, "open")


@pytest.mark.parametrize("text", ["\u200b\u200d", "\u202e\u2066", "\ufeff \u00ad", "\u0301"])
def test_what_nobody_can_see_is_no_input(prompt: Prompt, send: Send, text: str) -> None:
    assert (send(prompt, text).status, Input.objects.count()) == ("refused", 0)


def test_a_thousand_emoji_is_a_full_input(prompt: Prompt, send: Send) -> None:
    assert [send(prompt, "😀" * number).status for number in (1000, 1001)] == ["received", "refused"]


NASTY = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u202etfarksnoy tekst \u2066uten slutt",
    "Z\u0351\u036b\u0343\u036a" * 60,
    "a" * 1000,
    "skjult\u200btekst & \"hermetegn' {{ round.title }}",
]


@pytest.mark.parametrize("text", NASTY)
def test_the_wall_the_queue_and_the_phone_show_what_is_written_as_text_and_by_itself(
    prompt: Prompt, send: Send, text: str
) -> None:
    from django.utils.html import escape

    from kokebok.rounds.actions.lead import show_on_wall
    from kokebok.rounds.actions.moderate import show
    from kokebok.rounds.models import RoundInput, WallShows

    host = Client()
    host.force_login(prompt.round.host)
    told = send(prompt, text, name="\u202enavn", may_be_named=True)
    queue = host.get(f"/redaksjon/runder/{prompt.round_id}/ko/").content.decode()
    show(list(RoundInput.objects.select_related("given", "prompt")), by=prompt.round.host)
    show_on_wall(Round.objects.get(pk=prompt.round_id), WallShows.INPUTS, by=prompt.round.host)
    wall = Client().get(f"/r/{prompt.round.code}/vegg/").content.decode()
    mine = Client().get(f"/r/min/{told.link}/").content.decode()
    for page in (queue, wall, mine):
        assert escape(text) in page
        assert "<script>alert" not in page
        assert 'dir="auto"' in page
    assert ">\u202enavn</bdi>" in wall
    assert ">\u202enavn</bdi>" in queue
