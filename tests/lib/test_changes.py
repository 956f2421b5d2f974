import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.changes import (
    Change,
    Conflict,
    ConflictChoice,
    Edit,
    Unchanged,
    carried,
    difference,
    join,
    words,
)

BASE = "Møtet holdes i kommunehuset klokka 18, og alle som bor i bygda kan komme."

phrases = st.lists(
    st.sampled_from(["møtet", "holdes", "i", "huset", ",", ".", "og", "alle", "kan", "komme", "18", ""]),
    max_size=12,
).map(" ".join)
texts = phrases | st.text(max_size=30)


def test_words_numbers_spaces_and_signs_are_pieces_of_their_own():
    assert words("Kl. 18:30, e-post  kr 1.500,50!") == [
        *["Kl", ".", " ", "18:30", ",", " ", "e-post", "  ", "kr", " ", "1.500,50", "!"]
    ]


def test_marks_flags_and_joined_emoji_are_never_cut():
    assert words("a\u0301b नमस्ते 🇳🇴🇸🇪 👩🏽\u200d🌾") == [
        "a\u0301b",
        " ",
        "नमस्ते",
        " ",
        "🇳🇴",
        "🇸🇪",
        " ",
        "👩🏽\u200d🌾",
    ]


def test_text_from_right_to_left_is_cut_in_words_with_its_marks():
    assert words("שָׁלוֹם\u200f עולם.") == ["שָׁלוֹם\u200f", " ", "עולם", "."]


def test_one_word_changed_is_one_word_removed_and_one_added():
    assert difference("Møtet er mandag kveld.", "Møtet er tirsdag kveld.") == [
        Change("same", "Møtet er "),
        Change("removed", "mandag"),
        Change("added", "tirsdag"),
        Change("same", " kveld."),
    ]


def test_a_sentence_written_anew_is_not_shredded_by_small_words_in_common():
    before = "Kommunen inviterer til møte og serverer kaffe."
    after = "Ordføreren ønsker alle velkommen og byr på kaker."
    assert [change.kind for change in difference(before, after)] == ["removed", "added", "same"]


def test_no_difference_is_one_stretch_of_the_same_and_nothing_is_no_stretch():
    assert difference(BASE, BASE) == [Change("same", BASE)]
    assert difference("", "") == []


def test_suggestions_to_different_words_are_joined_and_each_is_credited():
    joined = join(BASE, [BASE.replace("18", "19"), BASE.replace("alle som bor i bygda", "hele bygda")])
    assert joined.text() == "Møtet holdes i kommunehuset klokka 19, og hele bygda kan komme."
    assert [segment for segment in joined.segments if isinstance(segment, Edit)] == [
        Edit("18", "19", (0,)),
        Edit("alle som bor i", "hele", (1,)),
    ]


def test_the_same_change_by_two_is_one_change_credited_to_both():
    joined = join(BASE, [BASE.replace("18", "19"), BASE, BASE.replace("18", "19")])
    assert [s for s in joined.segments if not isinstance(s, Unchanged)] == [Edit("18", "19", (0, 2))]


def test_different_words_for_the_same_words_are_a_conflict_with_a_choice():
    joined = join(BASE, [BASE.replace("18", "19"), BASE.replace("18", "20"), BASE.replace("18", "19")])
    assert joined.conflicts == (Conflict("18", (ConflictChoice((0, 2), "19"), ConflictChoice((1,), "20"))),)
    assert joined.text() == BASE
    assert joined.text({0: 1}) == BASE.replace("18", "20")


def test_a_suggestion_with_several_changes_joins_where_it_can_and_collides_where_it_must():
    joined = join(
        BASE,
        [
            BASE.replace("18", "19").replace("kommunehuset", "rådhuset"),
            BASE.replace("18", "20").replace("komme", "delta"),
        ],
    )
    assert joined.text({0: 0}) == "Møtet holdes i rådhuset klokka 19, og alle som bor i bygda kan delta."


def test_additions_at_the_same_spot_are_a_conflict_and_one_choice_is_both():
    joined = join("Ta med mat.", ["Ta med varm mat.", "Ta med god mat."])
    assert joined.conflicts == (
        Conflict(
            "",
            (
                ConflictChoice((0,), "varm "),
                ConflictChoice((1,), "god "),
                ConflictChoice((0, 1), "varm god "),
            ),
        ),
    )
    assert joined.text({0: 2}) == "Ta med varm god mat."


def test_a_removed_stretch_and_a_change_within_it_collide():
    joined = join(BASE, [BASE.replace(" klokka 18, og alle", " alle"), BASE.replace("18", "19")])
    assert len(joined.conflicts) == 1


def test_a_choice_that_is_not_there_is_an_index_error():
    joined = join("a", ["b", "c"])
    with pytest.raises(IndexError):
        joined.text({0: 2})


def test_a_suggestion_is_carried_to_a_wording_changed_elsewhere():
    suggestion = BASE.replace("18", "19")
    now = BASE.replace("bygda", "kommunen")
    assert carried(suggestion, written_for=BASE, now=now) == now.replace("18", "19")


def test_a_suggestion_to_words_changed_meanwhile_is_not_carried():
    assert carried(BASE.replace("18", "19"), written_for=BASE, now=BASE.replace("18", "20")) is None


def test_ten_thousand_equal_words_do_not_keep_one_waiting():
    start = time.process_time()
    difference("ja nei " * 10_000, "nei nei ja " * 10_000)
    join("ja " * 300, ["ja nei " * 300, "nei " * 200])
    assert time.process_time() - start < 2


@given(st.text())
def test_words_put_together_are_the_text(text):
    assert "".join(words(text)) == text


@given(texts, texts)
def test_a_difference_holds_both_texts(before, after):
    changes = difference(before, after)
    assert "".join(c.text for c in changes if c.kind != "added") == before
    assert "".join(c.text for c in changes if c.kind != "removed") == after


@given(texts, texts)
def test_one_suggestion_alone_is_taken_as_it_is(base, proposal):
    assert join(base, [proposal]).text() == proposal
    assert join(base, [proposal, base, proposal]).text() == proposal


@given(texts, st.lists(texts, max_size=4))
def test_everyone_who_wants_a_change_is_credited_and_the_base_can_be_read_back(base, proposals):
    joined = join(base, proposals)
    credited: set[int] = set()
    read = ""
    for segment in joined.segments:
        if isinstance(segment, Unchanged):
            read += segment.text
        elif isinstance(segment, Edit):
            read += segment.before
            credited.update(segment.by)
        else:
            read += segment.base
            credited.update(n for choice in segment.choices for n in choice.by)
    assert read == base
    assert credited == {n for n, proposal in enumerate(proposals) if proposal != base}


@given(texts, texts, texts)
def test_the_order_of_suggestions_changes_neither_the_text_nor_the_conflicts(base, one, other):
    assert join(base, [one, other]).text() == join(base, [other, one]).text()


@given(texts, texts)
def test_carrying_is_right_where_one_side_did_not_change(base, other):
    assert carried(other, written_for=base, now=base) == other
    assert carried(base, written_for=base, now=other) == other
    assert carried(other, written_for=base, now=other) == other
