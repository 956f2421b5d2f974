"""After each form that anybody may send there is one, a page that is kept and held to be right is the one made now.

The same as test_kept_after_every_act, of readers: they come by the links of the pages, fill in what is empty, and send
each kind of form once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django import forms
from django.core.signing import get_cookie_signer
from django.db import transaction
from django.test import Client

from kokebok.inputs.sender import COOKIE, SALT, name_of
from tests.roads.forms import Press, offers_of
from tests.roads.test_every_door import STAFF
from tests.roads.test_every_road import _is_page, _kind
from tests.roads.test_kept_after_every_act import KeepingWalk
from tests.world import InputFactory

pytestmark = pytest.mark.usefixtures("in_silence")

OF_A_KIND = {"wagtail_serve": 9, "reading:input": 12}  # pages that are opened; else two
NOT_FOR_READERS = (*STAFF, "static/", "demo/")
KEY = "k" * 24
LEFT_EMPTY = {"website", "slip", "csrfmiddlewaretoken"}  # a trap, and what the form knows itself by
SAID = {
    forms.BooleanField: "on",
    forms.EmailField: "leser@example.no",
    forms.URLField: "https://leser.example.no/",
    forms.IntegerField: "3",
}


def filled(press: Press, form: Any) -> dict[str, list[str]]:
    """What is sent when all that is empty is filled in, and the first is chosen where none is."""
    data = dict(press.data)
    for name, field in (form.fields if form else {}).items():
        if name not in LEFT_EMPTY and not any(data.get(name, [])):
            data[name] = [said_in(field)]
    return data


def said_in(field: forms.Field) -> str:
    """What somebody writes in a field, ticks or chooses."""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(value) for value, _label in choices if value), "")
    words = "Dette savner vi i kommunen vår."[: getattr(field, "max_length", None)]
    return next((said for kind, said in SAID.items() if isinstance(field, kind)), words)


@dataclass
class ReadersWalk(KeepingWalk):
    """A walk of all that anybody comes to."""

    def everywhere(self) -> None:
        """Follow all links from the front page, and send each kind of form once."""
        waiting = ["/"]
        while waiting:
            waiting += self._read(waiting.pop(0))

    def _read(self, address: str) -> list[str]:
        where = urlsplit(address)
        path, kind = where.path + (f"?{where.query}" if where.query else ""), _kind(where.path)
        is_ours = (
            not where.netloc and path.startswith("/") and not path.lstrip("/").startswith(NOT_FOR_READERS)
        )
        if path in self.seen or not is_ours or self.of_a_kind[kind] >= OF_A_KIND.get(kind, 2):
            return []
        self.seen.add(path)
        self.of_a_kind[kind] += 1
        answer: Any = self.client.get(path)
        if not _is_page(answer):
            return [answer.headers["Location"]] if "Location" in answer.headers else []
        offers = offers_of(answer.content.decode(), path)
        for press in offers.presses:
            if press.method == "post" and _kind(urlsplit(press.address).path) != "reading:set_language":
                self._send(press, path, (answer.context or {}).get("form"))
        return offers.links

    def _send(self, press: Press, where: str, form: Any) -> None:
        same = (_kind(urlsplit(where).path), _kind(urlsplit(press.address).path), *press.button)
        self.pressed[same] += 1
        if self.pressed[same] > 1:
            return
        earlier, self.acts = self.acts, set()  # each form is looked at, also where another has the same act
        with transaction.atomic():
            self._sent(f"“{press.words}” on {where}", "post", press.address, filled(press, form))
            transaction.set_rollback(True)
        self.acts |= earlier
        self.client = known_browser()


def known_browser() -> Client:
    """Somebody whose inputs are let out at once, since an earlier one was."""
    client = Client()
    client.cookies[COOKIE] = get_cookie_signer(salt=COOKIE + SALT).sign(KEY)
    return client


def test_after_what_readers_send_a_page_held_to_be_right_is_the_page_one_would_make_now(
    demo: None, settings: Any
) -> None:
    settings.SECONDS_TO_WRITE = 0
    with transaction.atomic():
        InputFactory.create(page=None, paragraph=None, sender=name_of(KEY))
        walk = ReadersWalk(known_browser())
        walk.pages.keep_some()
        walk.everywhere()
        transaction.set_rollback(True)
    assert (walk.wrong, walk.stale) == ([], [])
    assert walk.acts == {"input.sent", "input.supported", "callanswer.handed_in"}
    assert walk.presses >= 10
    assert len(walk.pages.others) >= 5
