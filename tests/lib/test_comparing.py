"""Two states of a book beside each other."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.comparing import ComparedPage, ReadPage, SaidPlace, compare, read
from kokebok.lib.text import PageText, Passage, Section, Source

WORDS = [
    "kommunen",
    "leverandøren",
    "møtet",
    "behovet",
    "avtalen",
    "brukerne",
    "pilot",
    "kontrakt",
    "anskaffelse",
    "budsjett",
    "plan",
    "dialog",
    "ansvar",
    "rådgiver",
    "innbygger",
    "tjeneste",
    "samarbeid",
    "mål",
    "tid",
    "penger",
    "risiko",
    "erfaring",
    "vilkår",
    "frist",
    "svar",
    "spørsmål",
    "verktøy",
    "rolle",
]


def passage(name: str, text: str, kind: str = "text") -> SaidPlace:
    return SaidPlace(name, kind, text, text, is_passage=True)


def page(path: str, *said: SaidPlace) -> ReadPage:
    return ReadPage(path, path.capitalize(), "nb", said)


def saying(path: str, *texts: str) -> ReadPage:
    return page(path, *(passage(text.split()[0], text) for text in texts))


def rows(pages: list[ComparedPage]) -> list[tuple[str, str, str]]:
    """What became of each place, with its name and the page it is told of on; "moved" before what has moved."""
    return [
        (("moved " if row.is_moved else "") + row.what, row.statement.name, one.page.path)
        for one in pages
        for row in one.rows
    ]


def test_what_is_new_gone_and_changed_stands_in_one_reading() -> None:
    before = saying("a", "en står", "to går bort", "tre er slik")
    after = saying("a", "en står", "fire er ny", "tre er blitt slik")
    assert rows(compare([before], [after])) == [
        ("same", "en", "a"),
        ("gone", "to", "a"),
        ("new", "fire", "a"),
        ("changed", "tre", "a"),
    ]


def test_what_moved_on_its_page_is_told_where_it_stands_now_and_the_least_has_moved() -> None:
    before = saying("a", "en er her", "to er her", "tre er her", "fire er her")
    after = saying("a", "to er her", "tre er her", "fire er her", "en er blitt flyttet")
    assert rows(compare([before], [after])) == [
        ("left", "en", "a"),
        ("same", "to", "a"),
        ("same", "tre", "a"),
        ("same", "fire", "a"),
        ("moved changed", "en", "a"),
    ]


def test_of_two_that_changed_places_the_shorter_has_moved() -> None:
    before = saying("a", "kort er dette", "langt er dette avsnittet som sier mye mer enn det andre")
    after = page("a", *reversed(before.said))
    assert [name for what, name, _page in rows(compare([before], [after])) if what == "moved same"] == [
        "kort"
    ]


def test_what_moved_to_another_page_says_where_from_and_where_to() -> None:
    before = [saying("a", "en er her", "to er her"), saying("b", "tre er her")]
    after = [saying("a", "to er her"), saying("b", "tre er her", "en er her")]
    told = [
        (row.what, row.is_moved, row.other.path if row.other else "")
        for one in compare(before, after)
        for row in one.rows
    ]
    assert told == [("left", False, "b"), ("same", False, ""), ("same", False, ""), ("same", True, "a")]


def test_a_text_that_was_typed_again_under_another_name_has_moved() -> None:
    words = "Spør dem det gjelder før dere skriver noe som helst i planen"
    others = [
        passage("to", "Ring tre familier"),
        passage("tre", "Noter svarene deres"),
        passage("fire", "Ta en kaffe"),
    ]
    before = [page("a", passage("en", words), *others)]
    after = [page("a", *others, passage("ny", f"{words} deres"))]
    assert rows(compare(before, after))[0] == ("left", "en", "a")
    assert rows(compare(before, after))[-1] == ("moved changed", "ny", "a")


def test_a_page_whose_place_is_another_is_still_that_page() -> None:
    before, after = (
        saying("a/gammel", "en er her", "to er her"),
        saying("b/ny", "en er her", "to er blitt her"),
    )
    [told] = compare([before], [after])
    assert (told.before, told.after, [row.what for row in told.rows]) == (before, after, ["same", "changed"])


def test_a_page_that_is_gone_stands_after_the_one_it_stood_after() -> None:
    before = [saying(name, f"{name}1 er her og sier sitt") for name in ("a", "b", "c")]
    after = [before[0], before[2], saying("d", "helt andre ord om noe annet")]
    told = [(one.page.path, one.after is None, one.before is None) for one in compare(before, after)]
    assert told == [("a", False, False), ("b", True, False), ("c", False, False), ("d", False, True)]


def test_another_link_in_the_same_words_is_a_mark() -> None:
    before = page("a", SaidPlace("en", "text", "Les her", '<a href="/x/">Les her</a>', is_passage=True))
    after = page("a", SaidPlace("en", "text", "Les her", '<a href="/y/">Les her</a>', is_passage=True))
    [[row]] = [one.rows for one in compare([before], [after])]
    assert (row.what, row.is_marked, row.is_change) == ("same", True, True)


def test_titles_leads_facts_and_sources_are_compared_too() -> None:
    text = PageText(
        slug="a",
        kind="recipe",
        title="Møtet",
        language="nb",
        lead="Kort.",
        facts=(("Tid", "En dag"),),
        sections=(
            Section("how", "Slik", passages=(Passage("how/1", "text", "Ring.", "Ring.", anchor="bcdfghj"),)),
        ),
        sources=(Source("Loven", "https://lov.example.no/", "2017", ""),),
    )
    now = replace(
        text,
        title="Det første møtet",
        facts=(("Tid", "To dager"),),
        sections=(replace(text.sections[0], title="Slik gjør dere"),),
    )
    [told] = compare([read(text, "a")], [read(now, "a")])
    assert [(row.what, row.statement.kind, row.statement.label, row.statement.text) for row in told.rows] == [
        ("changed", "title", "", "Det første møtet"),
        ("same", "lead", "", "Kort."),
        ("changed", "fact", "Tid", "To dager"),
        ("changed", "section", "", "Slik gjør dere"),
        ("same", "text", "", "Ring."),
        ("same", "source", "", "Loven 2017"),
    ]


states = st.lists(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(WORDS)), max_size=6), min_size=1, max_size=3
)


def _state(drawn: list[list[tuple[int, str]]]) -> list[ReadPage]:
    seen: set[int] = set()
    pages = []
    for number, said in enumerate(drawn):
        fresh = [one for one in dict(said).items() if one[0] not in seen]
        seen |= {name for name, _word in fresh}
        pages.append(page(f"p{number}", *(passage(f"n{name}", f"{word} {word}") for name, word in fresh)))
    return pages


@given(states, states)
def test_nothing_is_lost_and_each_state_can_be_read_out_of_the_comparison(one, other) -> None:
    before, after = _state(one), _state(other)
    told = compare(before, after)
    was = {
        page.before.path: [r.before for r in page.rows if r.before and not r.is_moved]
        for page in told
        if page.before
    }
    now = {
        page.after.path: [r.after for r in page.rows if r.after and r.what != "left"]
        for page in told
        if page.after
    }
    assert was == {page.path: list(page.said) for page in before}
    assert now == {page.path: list(page.said) for page in after}


def test_of_seeded_moves_at_least_95_in_100_are_found_and_nothing_else_is_said_to_have_moved() -> None:
    found = seeded = wrong = 0
    for seed in range(20):
        rng = Random(seed)
        before = [
            page(f"p{n}", *(passage(f"a{n}-{m}", " ".join(rng.choices(WORDS, k=30))) for m in range(20)))
            for n in range(10)
        ]
        after, moved = _moved(before, rng)
        told = {row.statement.text for one in compare(before, after) for row in one.rows if row.is_moved}
        seeded, found = seeded + len(moved), found + len(moved & told)
        wrong += len(told - moved)
    assert (found / seeded >= 0.95, wrong) == (True, 0)


def _moved(before: list[ReadPage], rng: Random) -> tuple[list[ReadPage], set[str]]:
    """Ten paragraphs moved within their page or to another; half have a new name, a third some new words."""
    pages = [list(one.said) for one in before]
    moved = set()
    for number in range(10):
        here = pages[number]
        one = here.pop(rng.randrange(len(here) // 2))
        words = one.text.split()
        if number % 3 == 0:
            words[rng.randrange(30)] = "nytt"
        one = replace(one, text=" ".join(words), name=f"new{number}" if number % 2 else one.name)
        there = pages[rng.choice([number, (number + 3) % 10])]
        there.insert(rng.randrange(len(there) // 2 + 2, len(there)), one)
        moved.add(one.text)
    return [replace(one, said=tuple(said)) for one, said in zip(before, pages, strict=True)], moved
