"""The rules of axe, asked of a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NOT_THERE = "/finnes-ikke/"


def faults(page: Page) -> list[str]:
    """What axe finds wrong on the page: the rule, where, and what it says."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert found["passes"], "axe looked at nothing"
    return [
        f"{page.url} {rule['id']}: {place['target']} {place['failureSummary']}"
        for rule in found["violations"]
        for place in rule["nodes"]
    ]


def faults_on(page: Page, *addresses: str) -> list[str]:
    """What axe finds wrong on any of these."""
    found = []
    for address in addresses:
        came = page.goto(address)
        assert came is not None
        assert came.status == (404 if address == NOT_THERE else 200), address
        found += faults(page)
    return found
