"""Inline HTML as runs: what is kept, what is made safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kokebok.outlets.formats.inline import TextRun, as_xhtml, runs_of, safe_href


def test_emphasis_links_and_breaks_become_runs():
    assert runs_of(
        "Et <b>fett <i>og skrått</i></b> ord<br>og <a href='/a/abc/'>en lenke</a>", "https://x.no/"
    ) == (
        TextRun("Et "),
        TextRun("fett ", bold=True),
        TextRun("og skrått", bold=True, italic=True),
        TextRun(" ord"),
        TextRun("\n"),
        TextRun("og "),
        TextRun("en lenke", href="https://x.no/a/abc/"),
    )


def test_what_looks_like_markup_stays_a_text_and_scripts_are_silent():
    assert runs_of("#let x = 1 &lt;b&gt; <script>alert(1)</script>") == (TextRun("#let x = 1 <b>"),)


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("https://ks.no/a b", "https://ks.no/a%20b"),
        ("mailto:a@b.no", "mailto:a@b.no"),
        ("/oppskrifter/", "https://x.no/oppskrifter/"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://[::1", ""),
    ],
)
def test_only_addresses_of_the_web_and_of_a_mailbox_are_links(href, leads_to):
    assert safe_href(href, "https://x.no/" if href.startswith("/") else "") == leads_to


@given(st.text())
def test_any_text_at_all_becomes_well_formed_inline_html(text):
    assert etree.fromstring(f"<p>{as_xhtml(runs_of(text))}</p>").tag == "p"
