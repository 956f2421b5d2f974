import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.anchors import AnchorOutcome, New, Old, carry, fresh
from kokebok.lib.pairs import longest_rising

RIVER = "Elva renner gjennom bygda og deler den i to, med bru ved skolen og ved kirka."
MEETING = "Møtet holdes i kommunestyresalen klokka atten, og alle som bor i kommunen kan komme."
COFFEE = "Kaffe og kaker kjøpes inn av servicetorget og betales av fellesbudsjettet for medvirkning."
MINUTES = "Referatet skrives samme kveld, godkjennes av møtelederen og legges ut på nettsiden dagen etter."
BUDGET = "Summen av alle kjøp føres på prosjektets konto og meldes til økonomisjefen hver måned."


def olds(*texts, page="a", kind="text"):
    """Old paragraphs with anchors a0, a1 … and paths body/b/k0, k1 …"""
    return [Old(f"{page}{n}", page, f"body/b/k{n}", text, kind) for n, text in enumerate(texts)]


def news(*placed, page="a", kind="text"):
    """New paragraphs from (number of the path, text)."""
    return [New(page, f"body/b/k{n}", text, kind) for n, text in placed]


def fates(old, new):
    return [(o.fate, o.to) for o in carry(old, new).outcomes]


def test_an_unchanged_page_keeps_every_anchor_exactly():
    carried = carry(olds(RIVER, MEETING), news((0, RIVER), (1, MEETING)))
    assert carried.outcomes == (AnchorOutcome("a0", "exact", (0,)), AnchorOutcome("a1", "exact", (1,)))
    assert carried.names == ("a0", "a1")


def test_words_changed_in_a_paragraph_keep_its_anchor():
    changed = MEETING.replace("atten", "nitten").replace("alle", "alle voksne")
    assert fates(olds(RIVER, MEETING), news((0, RIVER), (1, changed))) == [("exact", (0,)), ("edited", (1,))]


def test_the_anchor_follows_the_text_when_two_places_change_texts():
    carried = carry(olds(RIVER, MEETING), news((0, MEETING), (1, RIVER)))
    assert carried.names == ("a1", "a0")


def test_a_paragraph_put_first_is_moved_and_the_others_are_not():
    carried = carry(olds(RIVER, MEETING, COFFEE), news((2, COFFEE), (0, RIVER), (1, MEETING)))
    assert carried.outcomes == (
        AnchorOutcome("a0", "exact", (1,)),
        AnchorOutcome("a1", "exact", (2,)),
        AnchorOutcome("a2", "moved", (0,)),
    )


def test_a_paragraph_moved_to_another_page_keeps_its_anchor():
    new = [*news((0, RIVER)), *news((7, COFFEE), (8, MEETING), page="b")]
    old = [*olds(RIVER, MEETING), *olds(COFFEE, page="b")]
    assert fates(old, new) == [("exact", (0,)), ("moved", (2,)), ("exact", (1,))]


def test_a_paragraph_moved_to_another_block_is_moved():
    new = [New("a", "body/b/k0", RIVER, "text"), New("a", "body/c/k9", MEETING, "text")]
    assert fates(olds(RIVER, MEETING), new) == [("exact", (0,)), ("moved", (1,))]


def test_of_a_split_paragraph_the_larger_part_keeps_the_anchor_and_all_parts_are_told():
    new = news((0, RIVER), (5, MEETING), (6, COFFEE + " " + MINUTES))
    carried = carry(olds(RIVER, f"{MEETING} {COFFEE} {MINUTES}"), new)
    assert carried.outcomes[1] == AnchorOutcome("a1", "split", (2, 1))
    assert carried.names == ("a0", None, "a1")


def test_a_paragraph_made_into_a_list_is_split_into_its_items():
    new = news((0, RIVER)) + news((5, MEETING), (6, COFFEE), (7, MINUTES), kind="item")
    outcome = carry(olds(RIVER, f"{MEETING} {COFFEE} {MINUTES}"), new).of("a1")
    assert (outcome.fate, set(outcome.to)) == ("split", {1, 2, 3})


def test_two_paragraphs_made_one_share_it_and_one_of_the_anchors_names_it():
    carried = carry(olds(RIVER, MEETING, COFFEE), news((0, RIVER), (1, f"{MEETING} {COFFEE}")))
    assert carried.names == ("a0", "a1")
    assert carried.outcomes[1:] == (
        AnchorOutcome("a1", "edited", (1,)),
        AnchorOutcome("a2", "merged", (1,), into="a1"),
    )


def test_a_deleted_paragraph_is_gone_and_a_new_one_has_no_anchor_yet():
    carried = carry(olds(RIVER, MEETING, COFFEE), news((0, RIVER), (2, COFFEE), (9, MINUTES)))
    assert carried.of("a1") == AnchorOutcome("a1", "gone")
    assert carried.names == ("a0", "a2", None)


def test_wholly_different_text_in_the_old_place_does_not_take_over_the_anchor():
    carried = carry(olds(RIVER, MEETING), news((0, RIVER), (1, BUDGET)))
    assert (carried.of("a1").fate, carried.names) == ("gone", ("a0", None))


def test_a_heading_worded_anew_in_its_place_keeps_its_anchor():
    old = [Old("a0", "a", "body/b/k0", "Kaffe", "heading"), Old("b0", "a", "body/b/k5", COFFEE, "text")]
    new = [New("a", "body/b/k0", "Hva vi serverer", "heading"), New("a", "body/b/k5", COFFEE, "text")]
    assert fates(old, new) == [("edited", (0,)), ("exact", (1,))]


def test_of_the_same_text_twice_each_keeps_its_own_place():
    assert carry(olds("Husk!", RIVER, "Husk!"), news((2, "Husk!"), (1, RIVER), (0, "Husk!"))).names == (
        "a2",
        "a1",
        "a0",
    )


def test_of_the_same_text_twice_with_new_places_the_one_between_the_same_neighbours_stays():
    new = news((10, RIVER), (11, MEETING), (12, "Husk!"), (13, COFFEE))
    assert carry(olds(RIVER, "Husk!", MEETING, "Husk!", COFFEE), new).names == ("a0", "a2", "a3", "a4")


def test_a_paragraph_edited_in_its_place_keeps_its_anchor_though_its_old_words_were_copied():
    edited = MEETING.replace("atten", "nitten")
    new = news((0, RIVER), (1, edited), (9, MEETING))
    assert carry(olds(RIVER, MEETING), new).names == ("a0", "a1", None)


def test_a_copy_beside_a_copy_of_the_old_neighbour_is_not_beside_the_old_neighbour():
    new = news((10, COFFEE.replace("kaker", "kringle")), (1, MINUTES), (12, COFFEE), (13, MINUTES))
    assert carry(olds(COFFEE, MINUTES), new).names == ("a0", "a1", None, None)


def test_of_two_that_moved_together_the_one_whose_words_are_left_behind_as_well_has_moved_too():
    short = "Se side 4 for mer om kaffe."
    new = [*news((0, short), (12, MEETING)), *news((1, COFFEE), (3, short), page="b")]
    assert carry(olds(COFFEE, short), new).names == (None, None, "a0", "a1")


def test_a_copy_left_when_the_original_is_deleted_has_the_anchor():
    assert carry(olds(RIVER, MEETING), news((0, RIVER), (9, MEETING))).names == ("a0", "a1")


def test_a_short_heading_taken_up_in_the_paragraph_below_it_is_merged():
    old = [Old("h", "a", "body/b/k9", "Servering", "heading"), *olds(COFFEE)]
    assert carry(old, news((0, f"Servering {COFFEE}"))).of("h") == AnchorOutcome(
        "h", "merged", (0,), into="a0"
    )


def test_a_page_pasted_anew_with_new_places_keeps_its_anchors_in_spite_of_edits():
    texts = [RIVER, MEETING, COFFEE, MINUTES, BUDGET]
    pasted = [
        (n + 50, text.replace(" og ", " samt ").replace(" i ", " inne i ")) for n, text in enumerate(texts)
    ]
    assert carry(olds(*texts), news(*pasted)).names == ("a0", "a1", "a2", "a3", "a4")


def test_differences_in_white_space_and_composition_are_no_edit():
    new = news((0, RIVER.replace("å", "a\u030a").replace(" ", "  ")))
    assert fates(olds(RIVER), new) == [("exact", (0,))]


def test_a_paragraph_that_went_is_no_part_of_one_that_says_as_much_of_something_else():
    old = olds(RIVER, "Les mer om hvordan du kan søke om tilskudd.", COFFEE)
    new = news((0, RIVER), (2, f"{COFFEE} Les mer om hvordan du kan søke om dispensasjon."))
    assert fates(old, new) == [("exact", (0,)), ("gone", ()), ("edited", (1,))]


def test_empty_pages_are_no_trouble():
    assert carry([], []).names == ()
    assert fates(olds(RIVER), []) == [("gone", ())]
    assert carry([], news((0, RIVER))).names == (None,)


def test_one_anchor_on_two_old_paragraphs_is_refused():
    with pytest.raises(ValueError, match="two old paragraphs"):
        carry([*olds(RIVER), *olds(MEETING)], [])


def test_a_fresh_anchor_has_seven_readable_characters_and_is_not_taken():
    rng = random.Random(1)
    taken = {fresh(set(), random.Random(1))}
    anchor = fresh(taken, rng)
    assert anchor not in taken
    assert len(anchor) == 7
    assert not set(anchor) & set("0o1liaeuy")
    assert fresh(lambda a: a in taken, random.Random(1)) == anchor


def test_the_longest_rising_run_leaves_out_what_was_moved():
    assert longest_rising([3, 0, 1, 2, 4]) == [1, 2, 3, 4]
    assert longest_rising([]) == []


SENTENCES = [
    RIVER,
    MEETING,
    COFFEE,
    MINUTES,
    BUDGET,
    "Husk!",
    "Husk!",
    "Ja",
    "",
    "🙂",
    "会議は市役所で開かれます",
]
placed = st.tuples(
    st.sampled_from("ab"), st.integers(0, 9), st.sampled_from(SENTENCES) | st.text(max_size=20)
)


@given(st.lists(placed, max_size=12), st.lists(placed, max_size=12))
def test_whatever_the_pages_no_anchor_is_lost_sight_of_or_given_twice(before, after):
    old = [
        Old(f"x{n}", page, f"k{path}", text, "text") for n, (page, path, text) in enumerate(sorted(before))
    ]
    new = [New(page, f"k{path}", text, "text") for page, path, text in sorted(after)]
    carried = carry(old, new)
    named = [name for name in carried.names if name]
    assert len(named) == len(set(named))
    assert [outcome.anchor for outcome in carried.outcomes] == [paragraph.anchor for paragraph in old]
    for outcome in carried.outcomes:
        if outcome.fate == "merged":
            assert carried.names[outcome.to[0]] == outcome.into
        elif outcome.fate == "gone":
            assert outcome.anchor not in named
        else:
            assert carried.names[outcome.to[0]] == outcome.anchor
    assert carry(old, new) == carried


@given(st.lists(st.sampled_from(SENTENCES), max_size=12), st.randoms())
def test_texts_that_only_change_order_are_never_gone(texts, rng):
    order = list(range(len(texts)))
    rng.shuffle(order)
    carried = carry(olds(*texts), news(*((n + 50, texts[n]) for n in order)))
    assert all(
        outcome.fate in ("exact", "moved")
        for outcome, text in zip(carried.outcomes, texts, strict=True)
        if text
    )


def section(*texts: str, page: str = "a", first: int = 0) -> tuple[list[Old], list[New]]:
    """A heading and what stands under it, as they were and as they are, in the same places."""
    kinds = ["heading", *["text"] * (len(texts) - 1)]
    rows = [
        (f"body/b/k{first + n}", text, kind) for n, (text, kind) in enumerate(zip(texts, kinds, strict=True))
    ]
    return (
        [Old(f"h{first + n}", page, path, text, kind) for n, (path, text, kind) in enumerate(rows)],
        [New(page, path, text, kind) for path, text, kind in rows],
    )


def test_a_heading_overwritten_with_its_whole_section_is_gone():
    old, _ = section("Kaffe", COFFEE)
    _, new = section(
        "Brannvern", "Nødutgangene skal være merket, og alle skal vite hvor de er når alarmen går."
    )
    assert [(one.fate, one.to) for one in carry(old, new).outcomes] == [("gone", ()), ("gone", ())]


def test_a_heading_alone_with_nothing_under_it_is_gone_when_it_is_another():
    old, _ = section("Kaffe")
    _, new = section("Brannvern")
    assert [one.fate for one in carry(old, new).outcomes] == ["gone"]


def test_a_heading_in_part_worded_anew_keeps_its_anchor_whatever_stands_under_it():
    old, _ = section("Innkjøp og kontrakter", COFFEE)
    _, new = section(
        "Innkjøp og avtaler", "Nødutgangene skal være merket, og alle skal vite hvor de er når alarmen går."
    )
    assert [one.fate for one in carry(old, new).outcomes] == ["edited", "gone"]


def test_a_stock_phrase_about_something_else_in_the_same_place_is_another():
    for before, after in (
        ("See Compatibility for more.", "See Encryption for more."),
        ("Les mer om tilskudd her.", "Les mer om reservasjon her."),
    ):
        old, new = [Old("a0", "a", "body/b/k1", before, "text")], [New("a", "body/b/k1", after, "text")]
        assert [one.fate for one in carry(old, new).outcomes] == ["gone"]


def test_a_stock_phrase_about_the_same_is_the_same():
    old = [Old("a0", "a", "body/b/k1", "Les mer om tilskudd her.", "text")]
    new = [New("a", "body/b/k1", "Les mer om tilskuddene her.", "text")]
    assert [one.fate for one in carry(old, new).outcomes] == ["edited"]


def test_a_heading_overwritten_with_one_that_shares_a_word_in_passing_is_gone():
    old, _ = section("Innkjøp, kontrakter og oppfølging av leverandører", COFFEE)
    _, new = section("Leverandørens arbeidsmiljø", BUDGET)
    assert [one.fate for one in carry(old, new).outcomes] == ["gone", "gone"]


def test_a_heading_worded_anew_in_a_place_that_is_new_follows_what_stands_under_it():
    old, _ = section("Kaffe", COFFEE, MINUTES)
    _, new = section("Hva vi serverer", COFFEE, MINUTES, first=50)
    assert carry(old, new).names == ("h0", "h1", "h2")


def test_a_misspelt_heading_that_was_moved_keeps_its_anchor():
    old, _ = section("Servering", COFFEE, RIVER, MEETING)
    moved = [New("a", "body/b/k90", "ervering", "heading")]
    _, rest = section("Servering", COFFEE, RIVER, MEETING)
    assert carry(old, [*rest[1:], *moved]).names == ("h1", "h2", "h3", "h0")


def test_of_two_alike_where_one_was_edited_the_other_keeps_its_own_anchor():
    new = news((50, RIVER), (51, "Husk kaffen, og mye!"), (52, MEETING), (53, "Husk kaffen!"), (54, COFFEE))
    old = olds(RIVER, "Husk kaffen!", MEETING, "Husk kaffen!", COFFEE)
    assert carry(old, new).names == ("a0", "a1", "a2", "a3", "a4")


def test_of_two_alike_side_by_side_where_one_was_edited_the_other_keeps_its_own_anchor():
    old = olds(RIVER, "Husk kaffen!", "Husk kaffen!", MEETING)
    new = news((50, RIVER), (51, "Husk kaffen, og mye!"), (52, "Husk kaffen!"), (53, MEETING))
    assert carry(old, new).names == ("a0", "a1", "a2", "a3")


def test_where_one_of_two_alike_is_deleted_the_one_between_its_neighbours_is_left():
    old = olds(RIVER, "Husk!", MEETING, COFFEE, "Husk!", MINUTES)
    new = news((50, RIVER), (51, MEETING), (52, COFFEE), (53, "Husk!"), (54, MINUTES))
    assert carry(old, new).names == ("a0", "a2", "a3", "a4", "a5")
    assert carry(old, new).of("a1").fate == "gone"


def test_a_paragraph_cut_in_two_where_it_stood_keeps_its_anchor_though_a_whole_copy_stands_elsewhere():
    old = olds(RIVER, f"{MEETING} {COFFEE}", MINUTES, BUDGET)
    new = news(
        (50, RIVER), (51, MEETING), (52, COFFEE), (53, MINUTES), (54, BUDGET), (55, f"{MEETING} {COFFEE}")
    )
    assert carry(old, new).of("a1").to in {(1, 2), (2, 1)}
    assert carry(old, new).names[5] is None


def test_the_rest_of_a_text_cut_in_two_is_not_given_to_one_like_it_that_is_gone():
    renamed = (
        "Navnet på blokken skal peke på den som har i seg de blokkene som får nye navn, og ikke på dem selv."
    )
    removed = "Navnet på blokken skal peke på den som har i seg de blokkene som blir tatt bort, og ikke på dem selv."
    old = olds(RIVER, renamed, MEETING, removed, COFFEE)
    cut = renamed.index("de blokkene")
    new = news((50, RIVER), (51, renamed[:cut].strip()), (52, renamed[cut:]), (53, MEETING), (54, COFFEE))
    carried = carry(old, new)
    assert (set(carried.of("a1").to), carried.of("a3").fate) == ({1, 2}, "gone")


def test_a_stock_phrase_is_not_taken_up_in_a_text_that_begins_with_one_about_something_else():
    old = olds(RIVER, "Les mer om tilskudd her.", COFFEE)
    assert carry(old, news((0, RIVER), (2, f"Les mer om reservasjon her. {COFFEE}"))).of("a1").fate == "gone"


UNLIKE = [RIVER, MEETING, COFFEE, MINUTES, BUDGET]


@given(st.lists(st.sampled_from("abcde"), max_size=12), st.booleans())
def test_untouched_text_keeps_its_anchors_exactly_whatever_stands_twice(chosen, pasted_anew):
    texts = [UNLIKE["abcde".index(letter)] for letter in chosen]
    new = news(*((n + 50 * pasted_anew, text) for n, text in enumerate(texts)))
    carried = carry(olds(*texts), new)
    assert carried.names == tuple(f"a{n}" for n in range(len(texts)))
    assert {outcome.fate for outcome in carried.outcomes} <= {"exact"}


@given(st.permutations(UNLIKE), st.booleans())
def test_an_order_of_different_long_paragraphs_loses_none_and_takes_none_for_another(order, pasted_anew):
    new = news(*((n + 50 * pasted_anew, text) for n, text in enumerate(order)))
    assert carry(olds(*UNLIKE), new).names == tuple(f"a{UNLIKE.index(text)}" for text in order)


@given(st.lists(st.sampled_from(range(5)), unique=True), st.booleans())
def test_what_is_deleted_takes_no_other_with_it(kept, pasted_anew):
    left = sorted(kept)
    new = news(*((n + 50 * pasted_anew, UNLIKE[n]) for n in left))
    assert carry(olds(*UNLIKE), new).names == tuple(f"a{n}" for n in left)


OF_OTHER_WORDS = [
    "Zygnema driver langsomt under isflaket hele vinteren.",
    "Quasarer lyser sterkest fjernt bak stjernetåkene.",
    "Xylofonen klinget mykt gjennom tomme teatersaler.",
    "会議は市役所で開かれます",
]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(OF_OTHER_WORDS)), max_size=6), st.booleans())
def test_what_is_put_in_among_others_changes_no_other_and_takes_no_name(put_in, pasted_anew):
    rows = [(n + 50 * pasted_anew, text) for n, text in enumerate(UNLIKE)]
    for number, (at, text) in enumerate(put_in):
        rows.insert(at, (100 + number, text))
    carried = carry(olds(*UNLIKE), news(*rows))
    where = {text: at for at, (_, text) in enumerate(rows)}
    assert carried.outcomes == tuple(
        AnchorOutcome(f"a{n}", "exact", (where[text],)) for n, text in enumerate(UNLIKE)
    )
    assert [name for name in carried.names if name] == [f"a{n}" for n in range(len(UNLIKE))]


@given(
    st.lists(st.sampled_from(UNLIKE), min_size=1, max_size=5),
    st.lists(st.sampled_from(OF_OTHER_WORDS), min_size=1, max_size=5),
    st.booleans(),
)
def test_nothing_is_found_in_text_that_shares_no_word(before, after, pasted_anew):
    carried = carry(olds(*before), news(*((n + 50 * pasted_anew, text) for n, text in enumerate(after))))
    assert carried.outcomes == tuple(AnchorOutcome(f"a{n}", "gone") for n in range(len(before)))
    assert carried.names == (None,) * len(after)


@given(
    st.lists(st.sampled_from(UNLIKE), max_size=6),
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from([*UNLIKE, *OF_OTHER_WORDS])), max_size=6),
)
def test_a_page_of_other_words_beside_it_changes_nothing_for_a_page(before, after):
    rows = sorted(after, key=lambda row: row[0])
    alone = carry(olds(*before), news(*rows))
    foreign = [text.replace("e", "ø").swapcase()[::-1] for text in OF_OTHER_WORDS[:3]]
    together = carry(
        [*olds(*before), *olds(*foreign, page="b")],
        [*news(*rows), *news(*enumerate(foreign), page="b")],
    )
    assert together.outcomes[: len(before)] == alone.outcomes
    assert together.names == (*alone.names, "b0", "b1", "b2")


@given(st.lists(placed, max_size=10), st.lists(placed, max_size=10))
def test_what_the_pages_and_the_anchors_are_called_has_no_say(before, after):
    def carried(called, prefix):
        old = [
            Old(f"{prefix}{n:02}", called[page], f"k{path}", text, "text")
            for n, (page, path, text) in enumerate(sorted(before))
        ]
        new = [New(called[page], f"k{path}", text, "text") for page, path, text in sorted(after)]
        return carry(old, new)

    one, other = carried({"a": "a", "b": "b"}, "x"), carried({"a": "z", "b": "c"}, "q")
    assert other.names == tuple(name and name.replace("x", "q") for name in one.names)
    assert [(o.fate, o.to) for o in other.outcomes] == [(o.fate, o.to) for o in one.outcomes]


@given(st.permutations(UNLIKE), st.permutations(UNLIKE))
def test_text_that_is_put_back_has_the_anchors_it_had(order, another):
    """Carried through any two orders and home again, each text has its own name, and in its place: exactly."""
    standing = olds(*UNLIKE)
    for texts in (order, another, UNLIKE):
        new = [New("a", f"body/b/k{UNLIKE.index(text)}", text, "text") for text in texts]
        names = carry(standing, new).names
        standing = [
            Old(name or "lost", one.page, one.path, one.text, one.kind)
            for name, one in zip(names, new, strict=True)
        ]
    assert standing == olds(*UNLIKE)


@given(st.sampled_from(range(5)), st.data())
def test_words_taken_out_of_a_paragraph_in_its_place_leave_it_its_anchor_as_long_as_most_stand(at, data):
    words = UNLIKE[at].split()
    gone = data.draw(st.sets(st.integers(0, len(words) - 1), max_size=len(words) // 4))
    left = " ".join(word for n, word in enumerate(words) if n not in gone)
    texts = [left if n == at else text for n, text in enumerate(UNLIKE)]
    outcomes = carry(olds(*UNLIKE), news(*enumerate(texts))).outcomes
    fates = tuple("edited" if gone and n == at else "exact" for n in range(len(UNLIKE)))
    assert [(o.fate, o.to) for o in outcomes] == [(fate, (n,)) for n, fate in enumerate(fates)]
