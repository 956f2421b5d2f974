"""What the privacy page says is what happens: downloads are counted, and a name is public only where one ticks."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_page_says_that_downloads_are_counted_and_when_a_name_is_public(book: Any) -> None:
    page = BeautifulSoup(Client().get("/personvern/").content, "lxml")
    said = " ".join(page.get_text(" ").split())
    assert "Vi teller hvor mange ganger hver fil blir lastet ned fra dag til dag" in said
    assert "Navnet ditt og virksomheten din er offentlige bare hvis du krysser av for det." in said
    assert "Ingenting måles" not in said
    cells = [" ".join(cell.get_text().split()) for cell in page.select("tbody th, tbody td")]
    assert [cell for cell in cells if cell[:1].islower()] == []
    assert "Så lenge nettstedet finnes" in cells
