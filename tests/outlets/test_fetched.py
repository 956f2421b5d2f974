"""How often files are fetched: a number for each file and day, and nothing of who it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.utils.timezone import localdate

from kokebok.editions.actions.freeze import freeze
from kokebok.outlets.actions.render import render
from kokebok.outlets.models import Copy, FetchedOn
from tests.world import SIGNED

DAY = date(2026, 3, 1)


def test_the_desk_sees_how_often_each_file_is_fetched_day_by_day(client: Any, recipe, book, berit) -> None:
    edition = freeze(book, number="0.1", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    web, text = (render(Copy.objects.create(edition=edition, form=form)) for form in ("html", "md"))
    for form in ("html", "html", "md"):
        answer = client.get(f"/utgave/0.1/fil/{form}/")
        assert b"".join(answer.streaming_content)
        assert not answer.cookies
    today = localdate()
    FetchedOn.objects.create(copy=web, day=today - timedelta(days=2), times=7)
    FetchedOn.objects.create(copy=text, day=today - timedelta(days=100), times=9)
    client.force_login(berit)
    page = BeautifulSoup(client.get("/redaksjon/utgaver/0.1/").content.decode(), "lxml")
    part = page.select_one('[aria-labelledby="fetched-title"]')
    assert part is not None
    rows = [[one.text.strip() for one in row.select("td")] for row in part.select("tbody tr")]
    assert rows == [["2", "1", "3"], ["7", "0", "7"]]
    assert [one["height"] for one in part.select("svg rect")] == ["80", "34"]
    assert [field.name for field in FetchedOn._meta.fields] == ["id", "copy", "day", "times"]
