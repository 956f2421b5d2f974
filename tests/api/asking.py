"""Asking the API as programs do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from kokebok.editions.actions.freeze import freeze
from tests.world import SIGNED

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

PROBLEM = "application/problem+json"


def got(client: Client, name: str, *args: object, **asked: Any) -> Any:
    """What an address answers, as data."""
    answer = client.get(reverse(f"api:{name}", args=args), asked)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    return answer.json()


def refused(answer: Any) -> tuple[int, str, str]:
    """The status of a refusal, what it is told to be, and what it says."""
    return answer.status_code, answer.headers["Content-Type"], answer.json()["title"]


def frozen(book: Cookbook, number: str, *, by: Person) -> Edition:
    """The text as an edition."""
    return freeze(book, number=number, title="Veier", foreword="", on=date(2026, 1, 2), by=by, signed=SIGNED)
