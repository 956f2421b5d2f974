"""What is done with titles, leads, headings and sources in a Word file, what is put in beside the text, and what is not
read: nothing is lost, and nothing lands on another page.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from kokebok.book.models import FactChapter
from kokebok.inputs.models import Input, Kind
from kokebok.outlets.word_copies import copy_of_pages
from kokebok.review.actions.word_intake import put_in
from kokebok.review.models import PlaceFound, WordFile
from kokebok.review.word_lines import look_at
from tests.review.conftest import WORDS
from tests.word_files import BY, Sheet, W, ins, out, p, r, zipped
from tests.world import make_fact

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person

RING, BESOK = "Ring tre familier.", "Besøk to møteplasser."
MOETE, HVA = "Ta det første møtet", "Hva er det?"
NEW_END = f'<w:ins w:id="3" {BY}/>'
SOURCE = {"type": "source", "id": "2", "value": {"title": "Regnskapet", "url": "", "year": "2024"}}


@pytest.fixture
def fact(book: Any, recipe: Recipe) -> FactChapter:
    """The page after the recipe, with a source."""
    return make_fact(book, sources=json.dumps([SOURCE]))


@pytest.fixture
def content(recipe: Recipe, fact: FactChapter, berit: Person) -> bytes:
    """Both pages in Word."""
    return copy_of_pages([recipe.pk, fact.pk], by=berit).content


@pytest.fixture
def sheet(content: bytes) -> Sheet:
    """Both pages in Word, to work in."""
    return Sheet(content)


def said(content: bytes | Sheet, by: Person, name: str = "svar.docx") -> list[tuple[Any, ...]]:
    """What would come of a file: the page, the paragraph, what is said, and whether it is ticked."""
    file = put_in(name, content if isinstance(content, bytes) else content.saved(), by=by)
    return [
        (
            str(one.page or (one.paragraph and one.paragraph.page)),
            one.paragraph and one.paragraph.text,
            one.text or one.suggestion,
            one.is_ticked,
        )
        for one in look_at(file)
    ]


def rewritten(content: bytes, change: Any, **more: str | bytes) -> bytes:
    """The file with its text changed as XML, and with other parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        files: dict[str, str | bytes] = {name: opened.read(name) for name in opened.namelist()}
    files["word/document.xml"] = change(files["word/document.xml"].decode())  # type: ignore[union-attr]
    return zipped({**files, **more})


def replaced(before: str, after: str) -> Any:
    def change(xml: str) -> str:
        assert xml.count(before) == 1, before
        return xml.replace(before, after)

    return change


# -- titles, leads, headings, facts and sources --------------------------------------------------------------------


def test_tracked_changes_in_title_lead_heading_and_source_are_comments_on_their_own_page(
    sheet: Sheet, berit: Person
) -> None:
    sheet.track("Slik kommer dere", r("Slik kommer "), out("dere"), ins("vi"), r(" i gang."))
    sheet.track("2 Hva er det?", r("2 Hva er det?"), ins(" Kort"))
    sheet.track("Dette sitter", out("Dette sitter dere igjen med"))
    sheet.track("Regnskapet", r("Regnskapet"), ins(" for 2024"))
    assert said(sheet, berit) == [
        (MOETE, None, "Endre «Slik kommer dere i gang.» til «Slik kommer vi i gang.».", True),
        (MOETE, None, "Ta ut «Dette sitter dere igjen med».", True),
        (HVA, None, "Endre «2 Hva er det?» til «2 Hva er det? Kort».", True),
        (HVA, None, "Endre «Regnskapet (2024)» til «Regnskapet for 2024 (2024)».", True),
    ]


def test_changes_without_tracking_beside_the_paragraphs_are_seen_too(sheet: Sheet, berit: Person) -> None:
    lead = p(r("Enda en ingress.")).replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="Lead"/></w:pPr>')
    sheet.after("Kort sagt.", lead)
    sheet.paragraph("Kort sagt.").runs[0].text = "En helt annen ingress."
    sheet.paragraph("Situasjonen din").runs[0].text = "Hvem du er"
    gone = sheet.paragraph("Folk")._p
    gone.getparent().remove(gone)
    assert [(page, text, ticked) for page, _words, text, ticked in said(sheet, berit)] == [
        (MOETE, "Endre «Situasjonen din» til «Hvem du er».", True),
        (HVA, "Endre «Kort sagt.» til «En helt annen ingress.».", True),
        (HVA, "Et nytt avsnitt etter «En helt annen ingress.»: Enda en ingress.", True),
        (MOETE, "Ta ut «Folk».", False),
    ]


def test_a_remark_on_a_title_or_a_lead_is_of_its_own_page_and_one_on_a_heading_tells_which(
    sheet: Sheet, berit: Person, as_berit: Client
) -> None:
    sheet.comment("Kort sagt.", "For kort.")
    sheet.comment("Regnskapet", "Feil år.")
    title = next(one for one in sheet.document.paragraphs if one.text == "2 Hva er det?")
    sheet.document.add_comment(title.runs[0], text="Bytt tittel.", author="Kari", initials="K")
    file = put_in("svar.docx", sheet.saved(), by=berit)
    shown = as_berit.get(f"/redaksjon/word/{file.pk}/")
    keys = [line.key for line, _ticked in shown.context["rows"]]
    assert [line.found for line in look_at(file)] == [PlaceFound.PAGE] * 3
    as_berit.post(f"/redaksjon/word/{file.pk}/ta-inn/", {"take": keys, "state": "open"})
    fact = FactChapter.objects.get()
    kept = Input.objects.filter(paragraph=None).order_by("text")
    assert [(one.text, one.page_id) for one in kept] == [
        ("Bytt tittel.", fact.pk),
        ("For kort.", fact.pk),
        ("«Regnskapet (2024)»: Feil år.", fact.pk),
    ]
    page = as_berit.get(f"/redaksjon/innspill/{kept[0].pk}/").content.decode()
    assert HVA in page


def test_pages_are_told_apart_in_files_that_were_sent_before_titles_had_their_page(
    content: bytes, berit: Person
) -> None:
    def as_before(xml: str) -> str:
        numbers = iter("12")
        return re.sub(r"kbpage_\d+", lambda _found: f"c{next(numbers)}", xml).replace(
            "Kort sagt.", "Langt sagt."
        )

    assert said(rewritten(content, as_before), berit) == [
        (HVA, None, "Endre «Kort sagt.» til «Langt sagt.».", True)
    ]


def test_without_bookmarks_a_page_still_begins_with_its_title(content: bytes, berit: Person) -> None:
    def as_elsewhere(xml: str) -> str:
        return re.sub(r"<w:bookmark(?:Start|End)[^>]*kbpage[^>]*/>", "", xml).replace(
            "Kort sagt.", "Langt sagt."
        )

    assert [page for page, *_rest in said(rewritten(content, as_elsewhere), berit)] == [HVA]


# -- what is put in ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["", NEW_END], ids=["Word", "break of its own"])
@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("Besøk to", (MOETE, BESOK, "Et nytt avsnitt etter dette: Ring oss.")),
        ("Dere har", (MOETE, "Dere har en avtale om neste steg.", "Et nytt avsnitt etter dette: Ring oss.")),
        ("Folk", (MOETE, None, "Et nytt avsnitt etter «Folk»: Ring oss.")),
        ("Kort sagt", (HVA, None, "Et nytt avsnitt etter «Kort sagt.»: Ring oss.")),
    ],
)  # fmt: skip
def test_a_new_paragraph_is_one_wherever_it_stands_and_what_comes_after_is_left_alone(
    sheet: Sheet, berit: Person, after: str, told: tuple[str, str | None, str], end: str
) -> None:
    sheet.after(after, p(ins("Ring oss."), end=end))
    assert said(sheet, berit) == [(*told, True)]


def test_two_new_paragraphs_in_a_row_and_an_empty_line_are_two(sheet: Sheet, berit: Person) -> None:
    for paragraph in (p(ins("To."), end=NEW_END), p(end=NEW_END), p(ins("En."), end=NEW_END)):
        sheet.after("Besøk to", paragraph)
    assert [text for _page, _words, text, _ticked in said(sheet, berit)] == [
        "Et nytt avsnitt etter dette: En.",
        "Et nytt avsnitt etter dette: To.",
    ]


def parted_by(xml: str, *, first: str, second: str) -> str:
    """The paragraph RING parted in two as another program writes it."""
    [mark] = re.findall(rf'w:name="(kb_\w+)"/>(?:(?!</w:p>).)*{RING}', xml)
    return re.sub(
        rf"<w:p>(?:(?!<w:p>).)*{mark}(?:(?!</w:p>).)*</w:p>",
        p(f'<w:bookmarkStart w:id="917" w:name="{mark}"/>', r("Ring"), first).replace("MARK", mark)
        if not second
        else first.replace("MARK", mark) + second.replace("MARK", mark),
        xml,
    )


@pytest.mark.parametrize(
    ("end", "tracked"),
    [(f"<w:pPr><w:rPr>{NEW_END}</w:rPr></w:pPr>", True), ("", False)],
    ids=["tracked", "not"],
)
@pytest.mark.parametrize(
    "second",
    [
        f'<w:p><w:bookmarkStart w:id="918" w:name="MARK"/>{r("tre familier.")}<w:bookmarkEnd w:id="918"/></w:p>',
        f'<w:p>{r("tre familier.")}<w:bookmarkEnd w:id="917"/></w:p>',
    ],
    ids=["LibreOffice: the bookmark twice, the first never ended", "Word: the bookmark goes on"],
)
def test_a_paragraph_that_is_parted_is_parted_once_and_never_two_halves(
    content: bytes, berit: Person, end: str, tracked: bool, second: str
) -> None:
    first = f'<w:p>{end}<w:bookmarkStart w:id="917" w:name="MARK"/>{r("Ring ")}</w:p>'
    parted = rewritten(content, lambda xml: parted_by(xml, first=first, second=second))
    assert said(parted, berit) == [(MOETE, RING, "Del avsnittet her: Ring ¶ tre familier.", True)]
    [line] = look_at(WordFile.objects.get())
    assert (line.kind, line.is_tracked) == (Kind.COMMENT, tracked)


def test_words_written_right_after_the_number_have_its_style_and_are_read(
    sheet: Sheet, berit: Person
) -> None:
    number = next(run for run in sheet.paragraph(WORDS).runs if "dem" in run.text)
    styled = ins("Først: ").replace("<w:t ", '<w:rPr><w:rStyle w:val="PassageNumber"/></w:rPr><w:t ')
    sheet.track(number.text, styled, r(WORDS))
    assert [text for _page, _words, text, _ticked in said(sheet, berit)] == [f"Først: {WORDS}"]


# -- notes, and what is not read -----------------------------------------------------------------------------------


def with_notes(content: bytes) -> bytes:
    """A footnote that is called from RING, and one that nothing leads to."""
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{p(r("x"))}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p(ins(" Se også NOU 2024: 1."))}</w:footnote>'
    notes += f'<w:footnote w:id="3">{p(r("Borte."))}</w:footnote></w:footnotes>'
    call = f'<w:ins w:id="5" {BY}><w:r><w:footnoteReference w:id="2"/></w:r></w:ins>'
    put = replaced(f"{RING}</w:t></w:r>", f"{RING}</w:t></w:r>{call}")
    return rewritten(content, put, **{"word/footnotes.xml": notes})


def test_a_footnote_is_a_comment_where_it_is_called_from(content: bytes, berit: Person) -> None:
    assert said(with_notes(content), berit) == [(MOETE, RING, "I en note: Se også NOU 2024: 1.", True)]
    [line] = look_at(WordFile.objects.get())
    assert line.author == "Kari Nordmann"


BOX = f"<w:r><w:pict><w:txbxContent>{p(r('Ring Kari.'))}</w:txbxContent></w:pict></w:r>"


def test_what_is_not_read_is_counted_and_named_and_what_was_sent_is_not(
    content: bytes, as_berit: Client, berit: Person
) -> None:
    header = f'<w:hdr xmlns:w="{W}">{p(r("Utkast fra Kari"))}</w:hdr>'
    more = BOX + '<w:r><w:object/></w:r><m:oMath xmlns:m="m"><m:r><m:t>x</m:t></m:r></m:oMath>'
    put = replaced(f"{RING}</w:t></w:r>", f"{RING}</w:t></w:r>{more}")
    changed = rewritten(with_notes(content), put, **{"word/header.xml": header})
    file = put_in("svar.docx", changed, by=berit)
    shown = as_berit.get(f"/redaksjon/word/{file.pk}/")
    assert [(str(one.name), one.number, one.samples) for one in shown.context["not_read"]] == [
        ("Tekst øverst og nederst på arkene", 1, ("Utkast fra Kari",)),
        ("Noter som ingenting viser til", 1, ("Borte.",)),
        ("Tekstbokser", 1, ("Ring Kari.",)),
        ("Filer og objekter som ligger i filen", 1, ()),
        ("Formler: Bare tegnene i dem er lest", 1, ("x",)),
    ]
    assert "I filen, og ikke lest" in shown.content.decode()
    untouched = put_in("urørt.docx", content, by=berit)
    assert as_berit.get(f"/redaksjon/word/{untouched.pk}/").context["not_read"] == []


def test_a_remark_in_a_text_box_hangs_where_the_box_stands(content: bytes, berit: Person) -> None:
    box = BOX.replace("<w:p>", '<w:p><w:commentRangeStart w:id="7"/>')
    remark = f'<w:comments xmlns:w="{W}"><w:comment w:id="7" {BY}>{p(r("Hvem?"))}</w:comment></w:comments>'
    put = replaced(f"{RING}</w:t></w:r>", f"{RING}</w:t></w:r>{box}")
    assert said(rewritten(content, put, **{"word/comments.xml": remark}), berit) == [
        (MOETE, RING, "Hvem?", True)
    ]


# -- files of other programs ---------------------------------------------------------------------------------------


def other_main(content: bytes) -> bytes:
    """As Word for the web saves it: the main part has another name, and all that leads to it tells so."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        files: dict[str, str | bytes] = {
            name.replace("document.xml", "document2.xml"): opened.read(name).replace(
                b"word/document.", b"word/document2."
            )
            for name in opened.namelist()
        }
    return zipped(files)


def strict(content: bytes) -> bytes:
    """As Word saves it in the strict form: other namespaces, and other names for what leads where."""
    here, there = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    swaps = {
        here + b"wordprocessingml/2006/main": there + b"wordprocessingml/main",
        here + b"officeDocument/2006/relationships": there + b"officeDocument/relationships",
    }
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        files: dict[str, str | bytes] = {}
        for name in opened.namelist():
            part = opened.read(name)
            for one, other in swaps.items():
                part = part.replace(one, other)
            files[name] = part
    return zipped(files)


def from_template(content: bytes) -> bytes:
    """As most bodies make their files: after a template that lies somewhere else."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="file:///C:/Maler/brev.dotx" TargetMode="External"/></Relationships>'
    )
    return rewritten(content, str, **{"word/_rels/settings.xml.rels": relation})


def template(content: bytes) -> bytes:
    """As a template without macros."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        types = opened.read("[Content_Types].xml").replace(b"document.main+xml", b"template.main+xml")
    return rewritten(content, str, **{"[Content_Types].xml": types})


@pytest.mark.parametrize(
    ("made", "name"),
    [(other_main, "a.docx"), (strict, "a.docx"), (from_template, "a.docx"), (template, "a.dotx")],
    ids=["Word for the web", "strict", "made from a template", "a template"],
)
def test_files_of_other_programs_are_read_like_any_other(
    sheet: Sheet, berit: Person, made: Any, name: str
) -> None:
    sheet.comment("tre familier", "Hvorfor tre?")
    sheet.track("Kort sagt.", r("Kort sagt"), ins(", ja"), r("."))
    assert said(made(sheet.saved()), berit, name) == [
        (MOETE, RING, "Hvorfor tre?", True),
        (HVA, None, "Endre «Kort sagt.» til «Kort sagt, ja.».", True),
    ]
