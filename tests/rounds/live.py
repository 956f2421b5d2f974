"""The live addresses in this process, asked as a server asks them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client

from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.people.models import Person, RoleName
from kokebok.rounds.actions.lead import go_to, open_round
from kokebok.rounds.live.app import Live
from kokebok.rounds.live.cached_pages import CachedPages
from kokebok.rounds.live.limits import Limits
from kokebok.rounds.models import Prompt, Round, Visibility
from kokebok.web.answers import HttpAnswer as Answered
from kokebok.web.answers import send_answer
from kokebok.web.request_head import Receive, Scope, Send, understood
from tests.world import make_cookbook, make_person


class Server:
    """A live server with limits of its own. `pages` answers 200 to what is passed on to Django."""

    def __init__(self) -> None:
        self.live = Live()
        self.live.limits = Limits()
        self.kept = CachedPages(Fine(), self.live.hub, self.live.limits)

    async def ask(
        self, method: str, path: str, body: bytes = b"", *, address: str = "10.0.0.1", **headers: str
    ) -> Answer:
        """What is answered to one request, to its end."""
        where, _mark, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": where,
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
            "client": (address, 1),
            "scheme": "http",
        }
        answer = Answer()

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0)
            return {"type": "http.request", "body": body, "more_body": False}

        known = understood(scope, behind_proxy=settings.BEHIND_PROXY)
        app = self.live if path.startswith("/live/") else self.kept
        await app(known, receive, answer.take)
        return answer

    async def send(self, code: str, what: Any, **more: Any) -> Answer:
        """Post a message as a phone does."""
        body = what if isinstance(what, bytes) else json.dumps(what).encode()
        return await self.ask("POST", f"/live/{code}/send", body, **more)


class Answer:
    """What came back."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""

    async def take(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]

    @property
    def said(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    @property
    def cookie(self) -> str:
        return self.headers.get("set-cookie", "").split(";", 1)[0]


class Fine:
    """Pages that are all alike."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send, /) -> None:
        await send_answer(await self.answer(scope, receive), scope, receive, send)

    async def answer(self, _scope: Scope, _receive: Receive, /) -> Answered:
        return Answered(200, [], b"fine", 4)


def on_a_server(act: Callable[[Server], Coroutine[Any, Any, Any]]) -> Any:
    """What an act gives that runs in a loop with a server of its own."""

    async def run() -> Any:
        server = Server()
        try:
            return await act(server)
        finally:
            await server.live.close()

    try:
        return asyncio.run(run())
    finally:
        connections.close_all()


def cookie_of(person: Person) -> str:
    """The cookie of a browser in which somebody is signed in."""
    browser = Client()
    browser.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


def make_round(**fields: Any) -> tuple[Round, Prompt, Person]:
    """An open round with an open prompt whose inputs are direct, and its host. For a committed database."""
    make_cookbook()
    begin_with_starter_list(by=None)
    vera = make_person("vera@example.no", "Vera Vert", RoleName.HOST)
    round_ = Round.objects.create(title="Innspill", host=vera, **{"seconds_between": 2, **fields})
    prompt = Prompt.objects.create(
        round=round_, order=1, title="Hva mangler?", visibility=Visibility.DIRECT, minutes=0
    )
    return go_to(open_round(round_, by=vera), prompt, by=vera), prompt, vera
