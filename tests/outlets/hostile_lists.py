"""A text whose lists, headings and words try every format, and what all of them are to say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kokebok.book.outline.parts import rich
from kokebok.lib.richtext import keyed
from kokebok.lib.text import PageText, Section, named, passages_of
from kokebok.outlets.manuscript import Manuscript, ManuscriptChapter, ManuscriptPart
from tests.outlets.sample import SAMPLE

LONG = "a" + "bcdefghij" * 13 + "zå"
ADDRESS = "https://kokebok.example.no/" + "en-adresse-uten-mellomrom/" * 6 + LONG
SOURCE = f"""
<h3>Først overskriften</h3><h4>så en under den</h4>
<ol>
  <li>én<ul><li>punkt i tall<ol><li>tall i punkt i tall</li><li>og to</li></ol></li><li>nytt punkt</li></ul></li>
  <li>to<p>mer under to</p></li>
  <li>tre<ol><li>tre, første</li><li>tre, andre</li></ol>etter listen i tre</li>
  <li>fire</li>
</ol>
<ol><li>en ny liste</li><li>dens andre</li></ol>
<p>Et avsnitt mellom.</p>
<ol><li>begynner forfra</li></ol>
<ul><li>punkt<ol><li>tall i punkt</li></ol></li><li>neste punkt<ol><li>forfra her også</li></ol></li></ul>
<h4>Bare en overskrift</h4>
<h3>Og en til</h3>
<ul><li><ul><li>rett inn på andre nivå</li></ul></li></ul>
<p>{LONG} og <a href="{ADDRESS}">{ADDRESS}</a></p>
"""
OUTLINE = [
    ("heading", 3, "", "Først overskriften"),
    ("heading", 4, "", "så en under den"),
    ("list", 1, "1.", "én"),
    ("list", 2, "•", "punkt i tall"),
    ("list", 3, "1.", "tall i punkt i tall"),
    ("list", 3, "2.", "og to"),
    ("list", 2, "•", "nytt punkt"),
    ("list", 1, "2.", "to"),
    ("list", 1, "", "mer under to"),
    ("list", 1, "3.", "tre"),
    ("list", 2, "1.", "tre, første"),
    ("list", 2, "2.", "tre, andre"),
    ("list", 1, "", "etter listen i tre"),
    ("list", 1, "4.", "fire"),
    ("list", 1, "1.", "en ny liste"),
    ("list", 1, "2.", "dens andre"),
    ("text", 0, "", "Et avsnitt mellom."),
    ("list", 1, "1.", "begynner forfra"),
    ("list", 1, "•", "punkt"),
    ("list", 2, "1.", "tall i punkt"),
    ("list", 1, "•", "neste punkt"),
    ("list", 2, "1.", "forfra her også"),
    ("heading", 4, "", "Bare en overskrift"),
    ("heading", 3, "", "Og en til"),
    ("list", 2, "•", "rett inn på andre nivå"),
    ("text", 0, "", f"{LONG} og {ADDRESS}"),
]
SECTION = Section("body", "Alt som er vondt", passages=tuple(rich("body", keyed(SOURCE))))
PAGE = PageText("vondt", "fact", "Vondt", "nb", "", (), (SECTION,), ())
NAMED = named(PAGE, {passage.path: f"vondt{n:02}" for n, passage in enumerate(passages_of(PAGE))})
HOSTILE: Manuscript = replace(
    SAMPLE,
    date=date(2026, 1, 1),
    parts=(ManuscriptPart("", (ManuscriptChapter(1, NAMED, "https://kokebok.example.no/vondt/", ""),)),),
    changes=(),
    credits=(),
    values=(),
    foreword=(),
)
