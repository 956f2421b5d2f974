"""How the text of a page is laid out in HTML."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html as lxml_html

from kokebok.lib.text import Kind, PageText, Passage, Section, Shape
from kokebok.web.templatetags.kokebok_web import ContentsEntry, contents, lang_attr, runs_of


def passage(kind: Kind, text: str, number: int = 1, level: int = 0) -> Passage:
    return Passage(f"b/{number}", kind, text, text, anchor=f"anchor{number}", number=number, level=level)


def section(
    *passages: Passage, title: str = "", shape: Shape = "plain", parts: tuple[Section, ...] = ()
) -> Section:
    return Section(key="body", title=title, shape=shape, passages=passages, parts=parts)


def page(*sections: Section, language: str = "nb") -> PageText:
    return PageText("slug", "recipe", "Title", language, "", (), sections, ())


def rendered(text: PageText, **context: object) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(render_to_string("web/text/page_text.html", {"page_text": text, **context}))


def test_list_items_in_a_row_are_one_list_and_other_passages_stand_alone() -> None:
    given = section(passage("text", "a"), passage("text", "b"), passage("item", "c"), passage("item", "d"))
    assert [[p.text for p in run.passages] for run in runs_of(given, 2)] == [["a"], ["b"], ["c", "d"]]


@pytest.mark.parametrize(("title", "levels"), [("A title", [3, 4]), ("", [2, 3])])
def test_headings_inside_a_section_come_right_below_its_own_without_a_leap(
    title: str, levels: list[int]
) -> None:
    given = section(passage("heading", "a", level=3), passage("heading", "b", level=4), title=title)
    assert [run.level for run in runs_of(given, 2)] == levels


def test_the_contents_are_titled_sections_and_the_top_headings_of_untitled_ones() -> None:
    untitled = section(passage("heading", "Why", 1, 2), passage("heading", "Detail", 2, 3))
    given = page(section(title="First"), untitled)
    assert contents(given) == [ContentsEntry("#s-1", "First"), ContentsEntry("#a-anchor1", "Why")]


def test_a_paragraph_has_where_it_is_shared_the_way_to_give_input_and_the_number_of_inputs() -> None:
    given = page(section(passage("text", "a", 1), passage("text", "b", 2)))
    found = rendered(given, counts={"anchor2": 3}, can_speak=True)
    assert [a.get("href") for a in found.iter("a")] == [
        "/a/anchor1/del/",
        "/innspill/gi/anchor1/",
        "/a/anchor2/del/",
        "/innspill/gi/anchor2/",
        "#inputs-anchor2",
    ]


def test_where_one_cannot_speak_there_is_only_where_it_is_shared() -> None:
    found = rendered(page(section(passage("text", "a"))), counts={}, can_speak=False)
    assert [a.get("href") for a in found.iter("a")] == ["/a/anchor1/del/"]


def test_a_passage_that_is_not_published_has_no_name_and_no_controls() -> None:
    found = rendered(page(section(Passage("b/1", "text", "a", "a"))), can_speak=True)
    assert (found.xpath("//a"), found.xpath("//*[starts-with(@id, 'a-')]")) == ([], [])


def test_steps_are_a_numbered_list_with_their_stop_points_inside() -> None:
    stop = Section(key="stop", title="Too much?", shape="stop", passages=(passage("text", "Ask", 2),))
    step = Section(key="step", title="Meet", shape="step", passages=(passage("text", "Talk"),), parts=(stop,))
    found = rendered(page(section(title="Do it", shape="steps", parts=(step,))))
    assert [h.tag for h in found.xpath("//ol/li//*[self::h3 or self::h4]")] == ["h3", "h4"]


def test_a_text_in_another_language_than_the_page_around_says_so_and_its_controls_do_not_follow() -> None:
    with translation.override("nb"):
        found = rendered(page(section(passage("text", "Eg")), language="nn"), can_speak=True)
    assert [e.get("lang") for e in found.xpath("//*[@lang]")] == ["nn", "nb"]


def test_a_text_in_the_language_of_the_page_is_not_marked() -> None:
    with translation.override("nb"):
        assert (lang_attr("nb"), lang_attr("nn")) == ("", ' lang="nn"')
