"""Pages that are hard to get onto paper: what an editor, or a table pasted from a spreadsheet, can really bring."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image

from kokebok.lib.text import PageText, Passage, Picture, PictureSize, Section
from kokebok.outlets.manuscript import Manuscript, ManuscriptPart
from tests.outlets.sample import SAMPLE, items, page, passage, placed, section

LONG_WORD = ("minoritetsspråklighetskompetanseutviklingsprosjekt" * 3)[:120]
LONG_TITLE = (
    "Slik får dere med dere alle som bor i nabolaget, også dem som aldri har vært på et møte, " * 3
)[:250]
LONG_CELL = ("Skriv ned hva dere ble enige om, og hvem som gjør hva til neste gang. " * 29)[:2000]
ARABIC = "هذا نص عربي طويل يجب أن يقرأ من اليمين إلى اليسار في الورقة"
CHINESE = "这是一段没有空格的中文文字用来看看长行能不能正确换行" * 6
HEADS = ("Hva", "Hvem", "Når", "Hvor", "Hvorfor", "Kostnad", "Risiko", "Status")


def table(*rows: tuple[str, ...]) -> Section:
    return section("table", "Plan", passage("", "table", rows=rows), shape="table")


def checklist(count: int) -> Section:
    points = items(
        *(f"Punkt {n}: Avtal tid og sted med dem det gjelder" for n in range(1, count + 1)), kind="check"
    )
    return section("checklist", "Husk", *points, shape="checklist")


def worksheet(*questions: str) -> Section:
    return section("worksheet", "Arket", *(passage(one, "field") for one in questions), shape="worksheet")


HARD: dict[str, tuple[Section, ...]] = {
    "table of eight columns": (table(HEADS, *((f"Oppgave {n}", *("",) * 7) for n in range(12))),),
    "table of eight full columns": (table(HEADS, *((f"Oppgave {n}, som er lang",) * 8 for n in range(12))),),
    "checklist of sixty points": (checklist(60),),
    "cell of two thousand characters": (
        table(HEADS[:4], ("Lang", LONG_CELL, "", ""), ("", "", "", LONG_CELL)),
    ),
    "long words": (
        table(HEADS, *((LONG_WORD,) * 8,) * 2),
        worksheet(LONG_WORD),
        section("checklist", LONG_WORD, *items(LONG_WORD, kind="check"), shape="checklist"),
        section(
            "text",
            "Tekst",
            LONG_WORD,
            f"[{LONG_WORD[:60]}]",
            *items(LONG_WORD),
            *items(LONG_WORD, kind="numbered"),
        ),
    ),
    "other scripts": (
        worksheet(ARABIC, CHINESE),
        table(("什么", "من"), (CHINESE, ARABIC), ("", "")),
        section("text", ARABIC, CHINESE, ARABIC * 4),
    ),
}
"""What stands in the body of a page, by what is hard in it."""


def hard(kind: str, *parts: Section, title: str = "Arket", lead: str = "Fyll ut sammen.") -> Manuscript:
    """A page of this kind with these parts, in no edition."""
    when = section("use_when", "Bruk det når", "Nå.")
    made = page("arket", kind, title, lead, when, section("body", "Selve verktøyet", parts=parts))
    return replace(SAMPLE, parts=(ManuscriptPart("", (placed(1, made),)),), number="")


def pictured(kind: str, width: int, height: int) -> Manuscript:
    """A page with a picture of so many dots, between two questions."""
    drawn = BytesIO()
    Image.new("RGB", (width, height), "#0c6672").save(drawn, "PNG")
    shown = Picture(sizes=(PictureSize("a.png", width, height),), alt="Et kart", caption=LONG_CELL[:300])
    seen = Passage(path="p", kind="picture", html="Et kart", text="Et kart", picture=shown)
    manuscript = hard(kind, worksheet("Hva ser dere?"))
    chapter = next(manuscript.chapters)
    text: PageText = chapter.page
    sections = (*text.sections, section("body", "Bildet", seen))
    made = replace(chapter, page=replace(text, sections=sections))
    parts = (ManuscriptPart("", (made,)),)
    return replace(manuscript, parts=parts, pictures={"a.png": drawn.getvalue()})
