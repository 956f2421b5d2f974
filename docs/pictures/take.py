"""Take the pictures again, from a running demo: `.venv/bin/python docs/pictures/take.py [address]`."""  # noqa: INP001

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

RECIPE = "/oppskrifter/svar-pa-en-henvendelse/"
TO_THE_STEP = """
    const count = document.querySelector(".page .say-count")
    const step = count.closest(".passage").parentElement.closest("li") ?? count
    window.scrollTo({ top: step.getBoundingClientRect().top + window.scrollY - 40, behavior: "instant" })
"""


def main(site: str = "http://localhost:8000") -> None:
    """The step of a recipe that has an input, with its margin, in a window of 1200 by 820 pixels."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("KOKEBOK_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(
            viewport={"width": 1200, "height": 820}, locale="nb-NO", reduced_motion="reduce"
        )
        page.goto(site + RECIPE, wait_until="networkidle")
        page.evaluate(TO_THE_STEP)
        page.wait_for_timeout(500)
        page.screenshot(path=Path(__file__).with_name("recipe.png"))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
