import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.quotes import (
    DETACHED,
    LONGEST,
    NotAQuote,
    Quote,
    QuotePlace,
    as_json,
    find,
    from_json,
    quote_of,
)

HOME = "Møtet holdes i kommunehuset klokka 18, og alle som bor i bygda kan komme. Møtet er åpent."
OTHER = "Kaffe og kaker kjøpes inn av servicetorget og betales av fellesbudsjettet for medvirkning."


def phrase(words, text=HOME):
    start = text.index(words)
    return quote_of(text, start, start + len(words))


def found(words, paragraphs, text=HOME):
    """(anchor, the words there, outcome) for a phrase said about the paragraph "a"."""
    place = find(phrase(words, text), "a", paragraphs)
    return place.anchor, paragraphs.get(place.anchor, "")[place.start : place.end], place.outcome


def test_a_phrase_is_kept_with_the_words_around_it_in_the_form_of_the_web_annotation_standard():
    assert as_json(phrase("klokka 18")) == {
        "type": "TextQuoteSelector",
        "exact": "klokka 18",
        "prefix": "Møtet holdes i kommunehuset ",
        "suffix": ", og alle som bor i bygda kan ko",
    }
    assert from_json(as_json(phrase("klokka 18"))) == phrase("klokka 18")


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"exact": "x"},
        {"type": "TextPositionSelector", "exact": "x"},
        {"type": "TextQuoteSelector"},
        {"type": "TextQuoteSelector", "exact": " \n"},
        {"type": "TextQuoteSelector", "exact": 5},
        {"type": "TextQuoteSelector", "exact": "x", "prefix": None},
        {"type": "TextQuoteSelector", "exact": "x" * (LONGEST + 1)},
    ],
)
def test_what_is_no_quote_is_refused_by_name(data):
    with pytest.raises(NotAQuote):
        from_json(data)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 3), (0, 999), (8, 3), (5, 6)])
def test_a_range_without_words_makes_no_quote(start, end):
    with pytest.raises(NotAQuote):
        quote_of(HOME, start, end)


def test_an_unchanged_phrase_is_found_exactly():
    start = HOME.index("klokka 18")
    assert find(phrase("klokka 18"), "a", {"b": OTHER, "a": HOME}) == QuotePlace(
        "a", start, start + 9, "exact", weak=False, score=1.0
    )


def test_of_the_same_words_twice_the_place_with_the_same_surroundings_is_the_one():
    second = HOME.rindex("Møtet")
    assert find(quote_of(HOME, second, second + 5), "a", {"a": "Nå. " + HOME}).start == second + 4


def test_an_edited_phrase_is_found_in_its_own_paragraph():
    assert found("alle som bor i bygda kan komme", {"a": HOME.replace("bor i bygda", "bor i dalen")}) == (
        "a",
        "alle som bor i dalen kan komme",
        "approximate",
    )


def test_a_word_changed_at_the_edge_of_a_phrase_is_within_what_is_found():
    assert found("alle som bor i bygda", {"a": HOME.replace("i bygda", "i kommunen")}) == (
        "a",
        "alle som bor i kommunen",
        "approximate",
    )


def test_a_phrase_moved_with_its_paragraph_is_found_there():
    assert found("alle som bor i bygda", {"a": OTHER, "b": HOME}) == ("b", "alle som bor i bygda", "moved")


def test_a_sentence_moved_to_another_paragraph_and_edited_is_found_there():
    moved = OTHER + " Alle som bor i bygda kan nå komme."
    assert found("alle som bor i bygda kan komme", {"a": "Møtet er åpent.", "b": moved}) == (
        "b",
        "Alle som bor i bygda kan nå komme",
        "approximate",
    )


def test_a_short_phrase_with_other_words_around_it_elsewhere_is_not_it():
    assert find(phrase("bygda"), "a", {"a": OTHER, "b": "Ei elv deler bygda i to."}) == DETACHED


def test_a_phrase_taken_out_is_detached_though_its_paragraph_is_there():
    gone = HOME.replace(", og alle som bor i bygda kan komme", "")
    assert find(phrase("alle som bor i bygda kan komme"), "a", {"a": gone, "b": OTHER}) == DETACHED


def test_words_that_stood_in_another_paragraph_all_along_have_not_moved_there():
    twin = HOME.replace("Møtet er åpent", "Møtet er lukket")
    place = find(phrase("alle som bor i bygda kan komme"), "a", {"a": OTHER, "b": twin}, before=[HOME, twin])
    assert place == DETACHED


def test_a_phrase_cut_in_two_is_found_by_its_larger_half():
    first, second = HOME.split(" bor i ")
    paragraphs = {"a": "I " + second, "b": first + " bor"}
    place = find(phrase("og alle som bor i bygda"), "a", paragraphs, before=[HOME])
    assert (place.anchor, place.outcome, place.weak) == ("b", "approximate", True)


def test_a_phrase_without_a_home_is_found_by_its_words():
    assert find(phrase("klokka 18"), None, {"b": OTHER, "c": HOME}).anchor == "c"


def test_a_weak_match_says_so():
    place = find(
        phrase("alle som bor i bygda kan komme"), "a", {"a": HOME.replace("som bor i bygda", "innbyggere")}
    )
    assert (place.outcome, place.weak) == ("approximate", True)


@given(st.text(min_size=1), st.data())
def test_any_phrase_of_an_unchanged_text_is_found_where_it_was(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    place = find(quote_of(text, start, end), "a", {"a": text})
    assert text[place.start : place.end] == text[start:end]


@given(st.text(min_size=1), st.lists(st.text(), max_size=4))
def test_whatever_the_texts_the_place_is_within_one_of_them(exact, texts):
    paragraphs = {str(n): text for n, text in enumerate(texts)}
    place = find(Quote(exact, "før", "etter"), "0", paragraphs)
    if place.outcome == "detached":
        assert place == DETACHED
    else:
        assert 0 <= place.start < place.end <= len(paragraphs[place.anchor])


def test_a_phrase_of_a_stock_phrase_is_not_found_in_one_about_something_else():
    text = "Se siden om tilskudd for mer informasjon."
    others = {"b": "Se siden om reservasjon for mer informasjon."}
    assert found("siden om tilskudd for mer", others, text) == ("", "", "detached")


def test_a_few_words_that_stand_in_any_text_are_not_sought_in_another():
    text = "Se siden om tilskudd for mer informasjon."
    assert found("Se siden om", {"b": "Se siden om reservasjon for mer informasjon."}, text)[2] == "detached"


def test_the_rest_of_a_paragraph_cut_in_two_comes_before_a_copy_far_away():
    first, rest = HOME.split(", og ")
    paragraphs = {"x": HOME, "y": OTHER, "a": first, "b": f"og {rest}"}
    assert found("alle som bor i bygda", paragraphs) == ("b", "alle som bor i bygda", "moved")


def test_a_phrase_in_a_script_without_spaces_is_sought_in_another_paragraph():
    text = "会議は市役所で開かれます"
    assert found("市役所で", {"b": f"{text}。"}, text) == ("b", "市役所で", "moved")


FOREIGN = ["Zygnema driver langsomt.", "Quasarer lyser sterkest, fjernt!", "Xylofonen klinget mykt", ""]


def spans(text):
    """Ranges of the text, from the beginning of a word to the end of one."""
    ends = [(found.start(), found.end()) for found in re.finditer(r"\w+", text)]
    return st.tuples(st.sampled_from(ends), st.sampled_from(ends)).map(lambda two: (min(two)[0], max(two)[1]))


@given(
    spans(HOME),
    st.lists(st.sampled_from(FOREIGN), max_size=3),
    st.lists(st.sampled_from(FOREIGN), max_size=3),
)
def test_words_put_in_before_and_behind_and_in_other_paragraphs_move_no_phrase(span, before, behind):
    start, end = span
    text = " ".join([*before, HOME, *behind])
    others = {f"b{n}": other for n, other in enumerate([*before, *behind])}
    place = find(quote_of(HOME, start, end), "a", {**others, "a": text}, before=[HOME])
    assert (place.anchor, text[place.start : place.end], place.outcome) == ("a", HOME[start:end], "exact")
    if HOME.count(HOME[start:end]) == 1:
        assert place.start == start + len(text) - len(" ".join([HOME, *behind]))


@given(spans(HOME), st.lists(st.sampled_from(FOREIGN), max_size=4), st.sampled_from(["0", "elsewhere", None]))
def test_no_phrase_is_found_in_texts_that_share_no_word(span, texts, home):
    paragraphs = {str(n): text for n, text in enumerate(texts)}
    assert find(quote_of(HOME, *span), home, paragraphs, before=[HOME]) == DETACHED


@given(spans(HOME), st.lists(st.sampled_from(FOREIGN), max_size=4))
def test_a_phrase_that_is_found_where_it_moved_is_found_there_among_any_others(span, texts):
    quote = quote_of(HOME, *span)
    others = {str(n): text for n, text in enumerate(texts)}
    alone = find(quote, "gone", {"b": HOME}, before=[])
    assert find(quote, "gone", {**others, "b": HOME}, before=[]) == alone
    assert find(quote, "gone", {"b": HOME, **others}, before=[]) == alone


@given(spans(HOME))
def test_a_quote_written_and_read_is_the_same(span):
    quote = quote_of(HOME, *span)
    assert from_json(as_json(quote)) == quote
