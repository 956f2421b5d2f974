"""What is asked of every page: the rules of axe, and that nothing lies on top of what one presses."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NOT_THERE = "/finnes-ikke/"
COVERED = """() => {
  const was = scrollY
  const controls = document.querySelectorAll("a[href], button, input, select, textarea, summary")
  const covered = [...controls].flatMap(one => {
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return []
    one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" })
    const box = [...one.getClientRects()].find(each => each.width > 2 && each.height > 2)
    const there = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const belongs = [one, ...(one.labels || [])]
    if (!there || there.contains(one) || belongs.some(each => each.contains(there))) return []
    return [`${one.outerHTML.slice(0, 90)} lies under ${there.outerHTML.slice(0, 90)}`]
  })
  scrollTo({ top: was, behavior: "instant" })
  return covered
}"""


def faults(page: Page) -> list[str]:
    """What axe finds wrong on the page, the rule, where, and what it says; and what cannot be pressed with a mouse."""
    return faults_by_axe(page) + [f"{page.url} {covered}" for covered in page.evaluate(COVERED)]


def faults_by_axe(page: Page) -> list[str]:
    """What axe alone finds wrong, where something is meant to lie on top of the rest, such as an open menu."""
    page.wait_for_load_state()  # a page that is still coming has no root that axe can begin at
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
