"""Reading Word files: tracked changes, comments, and files made to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from kokebok.lib.word_file import MOST_COMMENTS, read_word
from kokebok.lib.word_marks import WordMark, mark_in_bookmark, mark_in_link, query_of
from kokebok.lib.word_parts import NotWord, TooMuch
from kokebok.lib.word_spots import TrackedEdit
from tests.word_files import BY, TYPES, W, ins, out, p, packed, r, zipped

AT = "2026-02-01T10:00:00Z"
KARI = "Kari Nordmann"
OLA = 'w:author="Ola" w:date="2026-02-02T10:00:00Z"'
MARK, NEXT = "kb_bcdfghj_2", "kb_bcdfghk_1"


def spots(body):
    return read_word(packed(body)).spots


def test_a_paragraph_is_known_by_its_bookmark_and_by_the_link_of_its_number():
    assert mark_in_bookmark("kb_bcdfghj_2") == WordMark("bcdfghj", 2)
    assert mark_in_bookmark("_GoBack") is None
    assert mark_in_link("https://x.no/a/bcdfghj" + query_of(WordMark("bcdfghj", 12))) == WordMark(
        "bcdfghj", 12
    )
    assert mark_in_link("https://x.no/a/bcdfghj?fbclid=1&ordlyd=3#x") == WordMark("bcdfghj", 3)
    assert mark_in_link("https://x.no/a/bcdfghj") is None


def test_without_its_bookmark_a_paragraph_is_known_by_its_link_and_the_number_is_no_part_of_it():
    link = (
        f'<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId7">'
        f"{r('¶ 3')}</w:hyperlink>"
    )
    relation = (
        '<Relationships><Relationship Id="rId7" Target="https://x.no/a/bcdfghj?ordlyd=4"/></Relationships>'
    )
    document = f'<w:document xmlns:w="{W}"><w:body>{p(link, r(" Ring tre."))}</w:body></w:document>'
    files = {"word/document.xml": document, "word/_rels/document.xml.rels": relation}
    found = read_word(zipped({"[Content_Types].xml": TYPES, **files})).spots
    assert [(one.mark, one.before) for one in found] == [(WordMark("bcdfghj", 4), "Ring tre.")]


@pytest.mark.parametrize("number", ["¶ 12 ", "¶12. ", "☐ ¶ 3 ", "☒ "])
def test_a_number_that_has_lost_its_style_is_no_part_of_the_paragraph(number):
    assert [one.before for one in spots(p(r(number + "Ring tre."), mark=MARK))] == ["Ring tre."]


def test_each_author_has_their_own_wish_of_the_same_paragraph():
    body = p(
        r("Spør "), out("dem"), ins("alle"), r(" det "), out("gjelder.", OLA), ins("angår.", OLA), mark=MARK
    )
    [spot] = spots(body)
    assert spot.before == "Spør dem det gjelder."
    assert spot.edits == (
        TrackedEdit(KARI, AT, "Spør alle det gjelder."),
        TrackedEdit("Ola", "2026-02-02T10:00:00Z", "Spør dem det angår."),
    )


def test_what_one_puts_in_and_another_takes_out_is_wanted_by_the_first_alone():
    inner = f'<w:ins w:id="1" {BY}>{out("også barn, ", OLA)}</w:ins>'
    [spot] = spots(p(r("Spør "), inner, r("alle."), mark=MARK))
    assert (spot.before, [(e.author, e.after) for e in spot.edits]) == (
        "Spør alle.",
        [(KARI, "Spør også barn, alle.")],
    )


def test_a_paragraph_put_in_belongs_to_the_one_before():
    end = f'<w:ins w:id="3" {BY}/>'
    body = p(r("En."), mark=MARK, end=end) + p(ins("Ny.")) + p(r("To."), mark=NEXT)
    first, second = spots(body)
    assert first.edits == (TrackedEdit(KARI, AT, "En.", added=("Ny.",)),)
    assert (second.before, second.edits) == ("To.", ())


def test_a_paragraph_taken_out_whole():
    [spot] = spots(p(out("En."), mark=MARK, end=f'<w:del w:id="3" {BY}/>'))
    assert (spot.before, spot.edits) == ("En.", (TrackedEdit(KARI, AT, ""),))


def test_a_paragraph_parted_and_two_joined():
    start = f'<w:bookmarkStart w:id="5" w:name="{MARK}"/>'
    parted = f'<w:p><w:pPr><w:rPr><w:ins w:id="3" {BY}/></w:rPr></w:pPr>{start}{r("En. ")}</w:p>'
    parted += f'<w:p>{r("To.")}<w:bookmarkEnd w:id="5"/></w:p>'
    joined = p(r("Tre."), mark=NEXT, end=f'<w:del w:id="3" {BY}/>') + p(r("Fire."), mark="kb_bcdfghm_1")
    first, second, third = spots(parted + joined)
    assert (first.before, first.edits) == ("En. To.", (TrackedEdit(KARI, AT, "En.\nTo."),))
    assert (second.before, second.edits) == ("Tre.", (TrackedEdit(KARI, AT, "Tre.", joined=True),))
    assert (third.before, third.edits) == ("Fire.", ())


def test_a_paragraph_moved_is_known_at_both_ends():
    end = f'<w:moveTo w:id="3" {BY}/>'
    body = p(out("En.", name="moveFrom"), mark=MARK, end=f'<w:moveFrom w:id="3" {BY}/>')
    body += p(r("To."), mark=NEXT) + p(ins("En.", name="moveTo"), end=end)
    first, second = spots(body)
    assert first.edits == (TrackedEdit(KARI, AT, "", moved=True),)
    assert second.edits == (TrackedEdit(KARI, AT, "To.", brought=("En.",)),)


def test_a_paragraph_parted_without_tracking_is_one_with_a_break():
    start, end = f'<w:bookmarkStart w:id="5" w:name="{MARK}"/>', '<w:bookmarkEnd w:id="5"/>'
    [spot] = spots(f"<w:p>{start}{r('En.')}</w:p><w:p>{r('To.')}{end}</w:p>")
    assert spot.before == "En. To."


def test_comments_with_their_phrase_their_answers_and_whether_they_are_done():
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    comments = f'<w:comments xmlns:w="{W}" {w14}>'
    for number, text in ((0, "Hvem?"), (1, "Kommunen.")):
        comments += (
            f'<w:comment w:id="{number}" {BY}><w:p w14:paraId="0000000{number}">{r(text)}</w:p></w:comment>'
        )
    further = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000000" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="0"/></w15:commentsEx>'
    )
    ranged = '<w:commentRangeStart w:id="0"/>' + r("dem") + '<w:commentRangeEnd w:id="0"/>'
    body = p(r("¶ 4 Spør "), ranged, r(" det gjelder."), mark=MARK)
    read = read_word(packed(body, comments=comments + "</w:comments>", commentsExtended=further))
    first, answer = read.remarks
    assert (first.author, first.at, first.text, first.is_done, first.answers) == (KARI, AT, "Hvem?", True, "")
    assert first.hung is not None
    assert (first.hung.spot, first.hung.phrase, first.hung.start) == (0, "dem", 4)
    assert (answer.text, answer.answers, answer.hung) == ("Kommunen.", "0", first.hung)


def test_what_stands_in_a_drawing_or_a_field_code_is_not_the_paragraph():
    box = f"<w:r><w:drawing><w:txbxContent>{p(r('En tekstboks.'))}</w:txbxContent></w:drawing></w:r>"
    code = '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
    [spot] = spots(p(r("Ring"), code, box, r(" tre."), mark=MARK))
    assert spot.before == "Ring tre."


def comments_of(number):
    many = "".join(f'<w:comment w:id="{n}" {BY}>{p(r("x"))}</w:comment>' for n in range(number))
    return f'<w:comments xmlns:w="{W}">{many}</w:comments>'


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotWord),
        (b"PK\x03\x04 not a zip", NotWord),
        (zipped({"word/other.xml": "<x/>"}), NotWord),
        (packed("<w:p>"), NotWord),
        (packed("<w:p>" * 100_000 + "</w:p>" * 100_000), NotWord),
        (packed("", comments=comments_of(10_000)), TooMuch),
        (packed("", comments=f'<w:comments xmlns:w="{W}">{" " * 10_000_001}</w:comments>'), TooMuch),
        (packed(p() * 100_001), TooMuch),
        (packed(p(*(ins("x", f'w:author="{n}"') for n in range(201)))), TooMuch),
    ],
    ids=["empty", "no zip", "no document", "broken", "deep", "comments", "large", "paragraphs", "authors"],
)
def test_what_is_no_word_file_or_too_much_is_refused_whole(content, error):
    with pytest.raises(error):
        read_word(content)
    assert MOST_COMMENTS < 10_000


@pytest.mark.parametrize(
    "declared", ['<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/passwd">']
)
def test_words_that_a_file_defines_itself_are_never_read(declared):
    hidden = "<!--" + " " * 3000 + "-->"  # beyond what is looked at when the file comes
    text = f'{hidden}<!DOCTYPE x [{declared}]><w:document xmlns:w="{W}"><w:body>{p(r("&b;"))}</w:body></w:document>'
    with pytest.raises(NotWord):
        read_word(zipped({"[Content_Types].xml": TYPES, "word/document.xml": text}))


def test_a_file_cut_short_is_refused():
    whole = packed(p(r("Ring tre."), mark=MARK))
    for length in range(0, len(whole), 37):
        with pytest.raises(NotWord):
            read_word(whole[:length])


def test_a_part_that_is_damaged_inside_is_refused():
    whole = bytearray(packed(p(r("Ring tre. " * 200), mark=MARK)))
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        at = opened.getinfo("word/document.xml").header_offset + 80
    whole[at : at + 20] = b"\xff" * 20
    with pytest.raises(NotWord):
        read_word(bytes(whole))


def test_much_in_one_paragraph_is_read_in_time():
    many = "".join(
        f'<w:commentRangeStart w:id="{n}"/>{r("x")}<w:commentRangeEnd w:id="{n}"/>' for n in range(2_000)
    )
    read = read_word(
        packed(p(many, *(ins("y") for _n in range(10_000)), mark=MARK), comments=comments_of(2_000))
    )
    assert (len(read.remarks), len(read.spots)) == (2_000, 1)
