"""The Word document: real styles, header rows, bookmarks, languages."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from kokebok.lib.text import passages_of
from kokebok.outlets.formats import docx
from kokebok.outlets.formats.wordprocessing import bookmark_name
from tests.outlets.sample import SAMPLE


@pytest.fixture(scope="module")
def document():
    return Document(io.BytesIO(docx.render(SAMPLE)))


def found(document, name):
    return list(document.element.body.iter(qn(name)))


def test_headings_are_real_headings_and_none_is_skipped(document):
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_document_says_its_title_and_languages(document):
    assert document.core_properties.title == "Veier til samarbeid · Utgave 0.2"
    assert document.core_properties.language == "nb-NO"
    assert document.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "nb-NO"
    assert {lang.get(qn("w:val")) for lang in found(document, "w:lang")} == {"nn-NO"}


def test_header_rows_are_repeated_on_every_page(document):
    assert len(document.tables) == 3
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


def test_each_paragraph_can_be_found_by_the_name_of_its_anchor(document):
    names = [mark.get(qn("w:name")) for mark in found(document, "w:bookmarkStart")]
    anchors = {bookmark_name(p.anchor) for chapter in SAMPLE.chapters for p in passages_of(chapter.page)}
    assert len(names) == len(set(names))
    assert set(names) >= anchors


def test_links_within_lead_to_bookmarks_and_links_out_have_an_address(document):
    names = {mark.get(qn("w:name")) for mark in found(document, "w:bookmarkStart")}
    links = found(document, "w:hyperlink")
    within = {link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))}
    assert len(within) > 5
    assert within <= names
    targets = [document.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))]
    assert all(target.startswith("https://") for target in targets)


def test_lists_have_list_styles_and_each_numbered_list_starts_at_one(document):
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    assert len(numbered) == 5
    lists = {p._p.pPr.numPr.numId.val for p in numbered}
    assert lists == {3}
    assert sum(p.style.name == "Checkbox" for p in document.paragraphs) == 5


def test_hostile_words_are_shown_as_words(document):
    text = "\n".join(p.text for p in document.paragraphs)
    assert "#let x = 1; *ikke fet*" in text
    assert "<script>alert(1)</script>" in text


def test_every_part_of_the_package_is_declared_and_well_formed():
    from lxml import etree

    package = zipfile.ZipFile(io.BytesIO(docx.render(SAMPLE)))
    declared = package.read("[Content_Types].xml").decode()
    for name in package.namelist():
        etree.fromstring(package.read(name))
        assert name.endswith(".rels") or name == "[Content_Types].xml" or f'"/{name}"' in declared
