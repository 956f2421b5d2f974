"""Tips about examples and tools."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from kokebok.book.models import AsIs
from kokebok.inputs.models import LONGEST_TEXT, Input, Kind
from kokebok.inputs.practicality import QUESTIONS, read_back
from tests.inputs.conftest import slip_on, typed_in

TIP = {
    "what": "Frivilligsentralen har en sjekkliste.",
    "where": "Døme kommune",
    "link": "",
    "why": "",
    "licence": "on",
}


@pytest.fixture
def tip(client, book):
    def send(kind="tool", **fields):
        at = f"/tips/{kind}/"
        return client.post(at, {**TIP, "slip": slip_on(client, at), **fields})

    return send


@pytest.mark.parametrize("kind", [Kind.EXAMPLE, Kind.TOOL])
def test_a_tip_becomes_an_ordinary_input_about_the_cookbook(tip, kind):
    response = tip(kind, link="https://eksempel.no/liste")
    given = Input.objects.get()
    assert response.headers["Location"] == f"/kvittering/{given.code}/"
    assert (given.kind, given.paragraph, given.page) == (kind, None, None)
    assert given.text.startswith("Frivilligsentralen har en sjekkliste.\n\n")
    assert given.text.endswith("\nhttps://eksempel.no/liste")
    assert "Døme kommune" in given.text


def test_a_tip_needs_only_one_answer(tip):
    tip(where="")
    assert Input.objects.get().text == "Frivilligsentralen har en sjekkliste."


def test_a_tip_without_it_is_asked_what_it_is_and_keeps_the_rest(tip):
    response = tip(what="", why="Den er kort.")
    assert (response.status_code, typed_in(response.content.decode(), "why")) == (422, "Den er kort.")


def test_the_longest_tip_there_is_room_for_is_received(tip):
    assert tip(what="a" * 2000, where="b" * 500, link="c" * 500, why="d" * 3000).status_code == 302
    assert len(Input.objects.get().text) < LONGEST_TEXT


def test_a_tip_with_a_private_number_is_warned_about(tip):
    assert tip(where="Kari, 99 88 77 66").status_code == 200
    assert not Input.objects.exists()


@pytest.mark.parametrize("kind", ["comment", "nonsense"])
def test_one_can_tip_about_examples_and_tools_only(client, book, kind):
    assert client.get(f"/tips/{kind}/").status_code == 404


def test_the_page_of_tips_leads_to_both(client, book):
    page = client.get("/tips/").content.decode()
    assert ["/tips/example/" in page, "/tips/tool/" in page] == [True, True]


PRACTICAL = {"as_is": "adapted", "used_by": "Alle ansatte", "tried_by": "To sykehjem i Døme kommune"}


def test_a_tip_about_a_tool_says_whether_it_is_practical_in_its_text(tip):
    tip(why="", **PRACTICAL)
    assert Input.objects.get().text.split("\n\n")[2:] == [
        "Kan andre bruke det som det er?\nJa, med små tilpasninger",
        "Hvem kan bruke det?\nAlle ansatte",
        "Hvem har prøvd det?\nTo sykehjem i Døme kommune",
    ]


def test_a_tip_about_an_example_is_not_asked_whether_it_is_practical(tip, client):
    assert "tried_by" not in client.get("/tips/example/").content.decode()
    tip("example", **PRACTICAL)
    assert "To sykehjem" not in Input.objects.get().text


def test_the_answers_are_read_back_in_whatever_language_they_were_given_and_the_rest_is_left():
    for code in ("nb", "nn", "en"):
        with override(code):
            asked = [f"{QUESTIONS[field]}\n{said}" for field, said in PRACTICAL.items() if field != "as_is"]
            asked.append(f"{QUESTIONS['as_is']}\n{AsIs.ADAPTED.label}")
        assert read_back("\n\n".join(["En liste.", *asked])) == ("En liste.", PRACTICAL)


@pytest.mark.parametrize(
    "text",
    ["", "En liste.", "Who has tried it?", "Who can use it?\n ", "Can others use it as it is?\nKanskje"],
    ids=["nothing", "no answers", "a question alone", "an empty answer", "no answer of ours"],
)
def test_what_is_no_answer_stays_in_the_text(text):
    assert read_back(text) == (text, {})


def test_a_second_answer_to_the_same_question_stays_in_the_text():
    assert read_back("Who can use it?\nAlle\n\nWho can use it?\nNoen") == (
        "Who can use it?\nNoen", {"used_by": "Alle"},
    )  # fmt: skip


def test_who_has_tried_a_tool_is_looked_through_for_private_numbers(tip):
    assert tip(tried_by="Kari, 99 88 77 66").status_code == 200
    assert not Input.objects.exists()
