import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.richtext import (
    Piece,
    balanced,
    from_plain,
    keyed,
    normal,
    pieces,
    plain,
    with_piece,
    with_pieces,
)

PAGE = (
    '<h2 data-block-key="aaaaa">Mat &amp; drikke</h2>'
    '<p data-block-key="bbbbb">Les <a linktype="page" id="3">siden  om\nmøter</a> <b>først</b>.</p>'
    '<ul><li data-block-key="ccccc">Ett<ol><li data-block-key="ddddd">Inni</li></ol></li>'
    '<li data-block-key="eeeee">To</li></ul><hr/>'
    '<embed embedtype="image" id="7" alt="x" format="left"/>'
    '<blockquote data-block-key="fffff">Sagt</blockquote>'
)

TAGS = ["<p>", "</p>", "<h2>", "</h2>", "<ul>", "<ol>", "</ul>", "</ol>", "<li>", "</li>", "<blockquote>"]
TAGS += ["</blockquote>", "<b>", "</b>", "<br/>", "<hr/>", '<a href="x">', "</a>", "<!--c-->"]
TAGS += ['<p data-block-key="aaaaa">', '<li data-block-key="bbbbb">']
LETTERS = ["<", ">", "&", "ord", "to", "&lt;", '"', "'", "</", "<p", "å"]

scraps = st.lists(st.sampled_from([*TAGS, *LETTERS, *LETTERS]), max_size=25).map(" ".join) | st.lists(
    st.sampled_from([*TAGS, *LETTERS]), max_size=25
).map("".join)


def test_pieces_come_in_reading_order_with_kind_level_and_plain_text():
    assert pieces(PAGE) == [
        Piece("aaaaa", "heading", 2, "Mat &amp; drikke", "Mat & drikke"),
        Piece(
            "bbbbb",
            "text",
            0,
            'Les <a linktype="page" id="3">siden  om\nmøter</a> <b>først</b>.',
            "Les siden om møter først.",
        ),
        Piece("ccccc", "item", 1, "Ett", "Ett"),
        Piece("ddddd", "numbered", 2, "Inni", "Inni"),
        Piece("eeeee", "item", 1, "To", "To"),
        Piece("fffff", "quote", 0, "Sagt", "Sagt"),
    ]


def test_a_page_whose_keys_are_unique_is_left_as_it_is_to_the_byte():
    assert keyed(PAGE) == PAGE


def test_the_second_of_two_alike_keys_is_renewed_and_the_first_kept():
    done = keyed('<p data-block-key="aaaaa">Ett</p><p class="x" data-block-key="aaaaa">To</p>')
    first, second = pieces(done)
    assert (first.key, first.text, second.text) == ("aaaaa", "Ett", "To")
    assert done == f'<p data-block-key="aaaaa">Ett</p><p data-block-key="{second.key}" class="x">To</p>'


def test_the_same_text_and_seed_give_the_same_keys_and_another_seed_gives_others():
    html = "<p>Ett</p><p>To</p>"
    assert keyed(html, seed="1") == keyed(html, seed="1")
    assert keyed(html, seed="1") != keyed(html, seed="2")


def test_paragraphs_with_the_same_words_get_different_keys():
    keys = [piece.key for piece in pieces(keyed("<p>Ja</p>" * 40))]
    assert len(set(keys)) == 40


def test_text_outside_any_element_gets_an_element_with_a_key():
    assert [(p.kind, p.text, len(p.key)) for p in pieces(keyed("Løst <b>ord</b><ul>punkt</ul>"))] == [
        ("text", "Løst ord", 5),
        ("item", "punkt", 5),
    ]


def test_text_after_a_list_within_an_item_is_a_piece_of_its_own():
    html = keyed("<ul><li>Før<ul><li>Inni</li></ul>Etter</li></ul>")
    assert [p.text for p in pieces(html)] == ["Før", "Inni", "Etter"]


def test_paragraphs_that_were_never_closed_are_still_apart():
    assert [p.text for p in pieces("<p>Ett <b>to<p>tre</b><ul><li>fire<li>fem</ul>")] == [
        "Ett to",
        "tre",
        "fire",
        "fem",
    ]


def test_a_paragraph_in_a_quote_is_a_quote_and_in_an_item_an_item():
    html = "<blockquote><p>Sagt</p></blockquote><ol><li><p>Gjort</p></li></ol>"
    assert [(p.kind, p.level, p.text) for p in pieces(html)] == [
        ("quote", 0, "Sagt"),
        ("numbered", 1, "Gjort"),
    ]


def test_empty_elements_are_no_pieces():
    assert pieces('<p data-block-key="aaaaa"></p><h2> <br/> </h2><hr/>') == []


def test_replacing_an_item_leaves_the_list_inside_it_alone():
    assert with_piece(PAGE, "ccccc", "En <i>ny</i>") == PAGE.replace(">Ett<", ">En <i>ny</i><")


def test_an_empty_paragraph_can_be_filled():
    assert with_piece('<p data-block-key="aaaaa"></p>', "aaaaa", "Ord") == '<p data-block-key="aaaaa">Ord</p>'


def test_several_pieces_can_be_replaced_at_once():
    done = with_pieces(PAGE, {"eeeee": "Tre", "aaaaa": "Alt"})
    assert done == PAGE.replace(">To<", ">Tre<").replace("Mat &amp; drikke", "Alt")


def test_replacing_a_piece_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        with_piece(PAGE, "zzzzz", "x")


def test_new_content_cannot_break_out_of_its_piece():
    done = with_piece(PAGE, "eeeee", "x</li></ul><p>y<b>z")
    assert [p.key for p in pieces(done)] == [p.key for p in pieces(PAGE)]
    assert pieces(done)[4].html == "xy<b>z</b>"


def test_scripts_and_comments_have_no_text():
    assert plain("a<script>alert('<b>')</script><!-- <p> --> b") == "a b"


def test_a_line_break_is_a_space_in_plain_text_and_a_break_in_html():
    assert plain("en<br/>to") == "en to"
    assert from_plain("en <b>\nto") == "en &lt;b&gt;<br/>to"


def test_marks_that_combine_are_composed():
    assert plain("a\u030a") == "å"


def test_three_hundred_pieces_are_read_and_keyed_quickly():
    html = "".join(
        f"<p>Avsnitt {n} med <b>noen</b> ord og en <a href='#'>lenke</a> i seg.</p>" for n in range(300)
    )
    start = time.process_time()
    assert len(pieces(keyed(html))) == 300
    assert time.process_time() - start < 0.25


@given(st.text())
def test_any_text_comes_back_from_inline_html_normalised(text):
    assert plain(from_plain(text)) == normal(text)


@given(scraps)
def test_keying_gives_every_piece_one_key_once_and_keeps_the_words_whatever_the_html(html):
    done = keyed(html)
    keys = [piece.key for piece in pieces(done)]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    assert [p.text for p in pieces(done)] == [p.text for p in pieces(html)]
    assert keyed(done) == done


@given(scraps, st.data())
def test_replacing_any_piece_changes_that_piece_only(html, data):
    html = keyed(html)
    before = pieces(html)
    if not before:
        return
    at = data.draw(st.integers(0, len(before) - 1))
    after = pieces(with_piece(html, before[at].key, "nytt &amp; <i>godt</i>"))
    expected = [(p.key, p.kind, p.text) for p in before]
    expected[at] = (before[at].key, before[at].kind, "nytt & godt")
    assert [(p.key, p.kind, p.text) for p in after] == expected


@given(scraps)
def test_balancing_twice_is_balancing_once(html):
    assert balanced(balanced(html)) == balanced(html)
