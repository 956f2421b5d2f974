"""The single HTML file and the e-book."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from lxml import etree, html

from kokebok.lib.text import passages_of
from kokebok.outlets.formats import epub
from kokebok.outlets.formats import html as one_file
from tests.outlets.epub_faults import faults
from tests.outlets.sample import SAMPLE

ANCHORS = {p.anchor for chapter in SAMPLE.chapters for p in passages_of(chapter.page)}
XHTML = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    return html.document_fromstring(one_file.render(SAMPLE))


@pytest.fixture(scope="module")
def book() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(epub.render(SAMPLE)))


def test_the_html_file_needs_nothing_from_outside(page):
    assert page.xpath("//script | //img | //link | //iframe | //object") == []
    assert "url(" not in page.xpath("string(//style)")
    assert page.xpath("string(//meta[@http-equiv]/@content)").startswith("default-src 'none'")


def test_the_html_file_has_each_paragraph_under_its_anchor_once(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(ids) >= ANCHORS


def test_links_within_the_html_file_lead_to_a_place_in_it(page):
    targets = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert len(targets) > 10
    assert set(targets) <= set(page.xpath("//@id"))


def test_headings_of_the_html_file_are_never_skipped(page):
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_chapter_of_another_language_says_so(page):
    assert page.get("lang") == "nb-NO"
    assert page.xpath("string(//article[@id='c3']/@lang)") == "nn-NO"
    assert page.xpath("string(//article[@id='c3']//section[@class='sources']/*[1])") == "Kjelder"


def test_a_help_text_stands_with_its_question(page):
    field = page.xpath("//div[contains(@class, 'field')][p[contains(., 'Problemet i én setning')]]")[0]
    assert field.xpath("string(p[@class='hint'])") == "Uten å nevne løsningen."
    assert page.xpath("//section[contains(@class, 'worksheet')]//dt/text()") == ["Materiell"]


def test_hostile_words_are_shown_as_words(page):
    assert "<script>alert(1)</script>" in page.text_content()
    assert "\u202e" not in page.text_content()


def test_epubcheck_finds_nothing_to_say_about_the_e_book(tmp_path):
    assert faults(epub.render(SAMPLE), tmp_path) == []


def test_the_e_book_tells_what_it_is_and_how_it_can_be_read(book):
    package = book.read("book/package.opf").decode()
    assert book.namelist()[0] == "mimetype"
    assert "<dc:language>nb-NO</dc:language><dc:language>nn-NO</dc:language>" in package
    assert 'property="schema:accessibilitySummary">Boken har overskrifter' in package
    assert 'property="dcterms:modified">2026-12-03T00:00:00Z' in package
    assert 'id="conformance">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>' in package
    assert f'refines="#conformance">{SAMPLE.publisher}</meta>' in package


def test_each_file_of_the_e_book_has_its_own_title_and_language(book):
    chapter = etree.fromstring(book.read("book/c3.xhtml"))
    assert (
        chapter.findtext(".//h:title", namespaces=XHTML)
        == "3 Trondheim prøvde ut eit verktøy på to institusjonar"
    )
    assert chapter.get("lang") == chapter.get("{http://www.w3.org/XML/1998/namespace}lang") == "nn-NO"


def test_the_contents_of_the_e_book_hold_chapters_under_their_parts(book):
    contents = etree.fromstring(book.read("book/nav.xhtml"))
    part = contents.xpath(
        "//h:nav[@epub:type='toc']/h:ol/h:li[h:a='Verktøy']/h:ol/h:li/h:a/text()", namespaces=XHTML
    )
    assert part == ["4 Arbeidsark: Problemet i én setning", "5 Tabell: Plan for måling"]
