from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.changes import rewritten
from kokebok.lib.richtext import balanced, normal, plain

LINKED = 'Les <a linktype="page" id="3">siden om møter</a> <b>før</b> du kommer.'

scraps = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            '<a href="x">',
            "</a>",
            "<br/>",
            "<img src='y'/>",
            "ord ",
            "to",
            " tre",
            "&amp;",
            "<",
        ]
    ),
    max_size=15,
).map("".join)


def test_a_word_outside_formatting_changes_and_all_else_stays_to_the_byte():
    assert rewritten(LINKED, "Les siden om møter før du reiser.") == LINKED.replace("kommer", "reiser")


def test_the_same_text_leaves_the_html_alone():
    assert rewritten(LINKED, "  Les siden om møter\nfør du kommer. ") == LINKED


def test_a_new_word_within_a_link_is_not_part_of_the_link():
    assert rewritten(LINKED, "Les siden om gode møter før du kommer.") == LINKED.replace(
        "om møter</a>", 'om </a>gode <a linktype="page" id="3">møter</a>'
    )


def test_a_word_for_a_bold_word_is_bold():
    assert rewritten(LINKED, "Les siden om møter straks du kommer.") == LINKED.replace("før", "straks")


def test_a_link_whose_words_are_gone_is_gone():
    assert rewritten(LINKED, "Les alt før du kommer.") == "Les alt <b>før</b> du kommer."


def test_new_words_are_never_read_as_html():
    assert (
        rewritten("a <b>b</b>", "a <script>x</script> & b")
        == "a &lt;script&gt;x&lt;/script&gt; &amp; <b>b</b>"
    )


def test_line_breaks_and_images_stay():
    assert rewritten("en<br/>to <embed id='1'/> tre", "en to fire") == "en<br/>to <embed id='1'/>fire"


def test_a_hard_space_stays_where_the_words_stay():
    assert rewritten("kr 1&nbsp;500 per dag", "kr 1 500 hver dag") == "kr 1\u00a0500 hver dag"


@given(scraps, st.text(max_size=20) | scraps)
def test_whatever_the_html_the_text_is_what_was_asked_for_and_the_html_is_balanced(html, after):
    done = rewritten(html, after)
    assert plain(done) == normal(after)
    if done != html:
        assert balanced(done) == done


@given(scraps)
def test_links_are_only_lost_never_made(html):
    assert rewritten(html, plain(html) + " slutt").count("<a ") <= max(html.count("<a "), 1) * 2
