"""The page of one input, and what one does there."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import Paragraph
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.actions.change import edit
from kokebok.inputs.actions.erase_own import erase_own
from kokebok.inputs.models import Input, Kind, State
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from kokebok.people.owning import Whose
from tests.desk.conftest import SUGGESTED, WORDS, Giver, form, queries_of
from tests.world import InputFactory, make_person

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person


def address(given: Any, act: str = "", query: str = "") -> str:
    return f"/redaksjon/innspill/{given.pk}/{act}{query}"


def test_the_page_shows_the_paragraph_and_the_way_to_it_on_the_site_and_in_the_pen(
    as_berit: Client, suggestion: Any
) -> None:
    page = as_berit.get(address(suggestion))
    paragraph = suggestion.paragraph
    block = paragraph.path.split("/")[1]
    place = page.context["place"]
    assert (place.title, place.url, place.page_editor_url, place.number, place.text) == (
        "Ta det første møtet",
        f"/a/{paragraph.anchor}/",
        f"/admin/pages/{paragraph.page_id}/edit/#block-{block}-section",
        paragraph.order + 1,
        WORDS,
    )
    assert page.context["difference"] == [
        ("same", "Spør "), ("removed", "dem"), ("added", "alle"), ("same", " det gjelder."),
    ]  # fmt: skip


def seen_by(client: Client, given: Any, words: str | None = None) -> int:
    """What the page's script says when the page can be seen; the status of the answer."""
    shown = client.get(address(given)).context["words_seen"] if words is None else words
    return client.post(address(given, "her/"), {"writes": "no", "words": shown}).status_code


def test_an_input_that_is_seen_is_read_once_and_its_sender_can_no_longer_change_it(
    as_berit: Client, as_egil: Client, suggestion: Any
) -> None:
    seen_by(as_berit, suggestion)
    read_at = Input.objects.get(pk=suggestion.pk).read_at
    seen_by(as_egil, suggestion)
    suggestion.refresh_from_db()
    assert read_at is not None
    assert suggestion.read_at == read_at
    assert acts_on(suggestion) == ["input.read"]


@pytest.mark.parametrize("how", ["get", "head", "prefetch"])
def test_a_page_that_is_only_fetched_takes_nothing_from_the_sender(
    as_berit: Client, suggestion: Any, how: str
) -> None:
    if how == "head":
        as_berit.head(address(suggestion))
    else:
        as_berit.get(address(suggestion), headers={"Sec-Purpose": "prefetch"} if how == "prefetch" else {})
    edit(suggestion, text="", suggestion="Spør alle først.", seen=None)
    assert Input.objects.get(pk=suggestion.pk).suggestion == "Spør alle først."


def test_words_that_were_changed_after_the_page_was_made_are_not_read(
    as_berit: Client, suggestion: Any
) -> None:
    shown = as_berit.get(address(suggestion)).context["words_seen"]
    edit(suggestion, text="", suggestion="Spør alle først.", seen=None)
    assert seen_by(as_berit, suggestion, shown) == 200
    assert Input.objects.get(pk=suggestion.pk).read_at is None


@pytest.mark.parametrize(
    ("act", "said"), [("publiser/", {}), ("avvis/", {"refusal": "Nei."}), ("svar/", {"reply": "Takk."})]
)
def test_nobody_decides_on_other_words_than_they_saw(
    as_berit: Client, give: Giver, act: str, said: dict[str, str]
) -> None:
    given = give(State.OPEN if act == "svar/" else State.WAITING)
    shown = as_berit.get(address(given)).context["words_seen"]
    edit(given, text="Noe helt annet.", suggestion="", seen=None)
    sent = form(given, outcome="taken_in", **said) if act == "svar/" else said
    answer = as_berit.post(address(given, act), {**sent, "words": shown})
    now = Input.objects.get(pk=given.pk)
    assert (answer.status_code, now.state, "Noe helt annet." in answer.content.decode()) == (
        409, given.state, True,
    )  # fmt: skip
    again = as_berit.post(address(given, act), {**sent, "words": answer.context["words_seen"]})
    assert (again.status_code, Input.objects.get(pk=given.pk).state != given.state) == (302, True)


def test_without_script_the_first_act_reads_it(as_berit: Client, give: Giver) -> None:
    given = give()
    page = as_berit.get(address(given))
    as_berit.post(
        address(given, "hold/"),
        {**form(given, outcome="taken_in", reply="Takk."), "words": page.context["words_seen"]},
    )
    assert Input.objects.get(pk=given.pk).read_at is not None


def test_the_resource_group_reads_without_leaving_a_mark_and_can_do_nothing(
    client: Client, rana: Person, suggestion: Any
) -> None:
    client.force_login(rana)
    page = client.get(address(suggestion))
    suggestion.refresh_from_db()
    assert (page.status_code, suggestion.read_at) == (200, None)
    assert (page.context["answer_form"], page.context["refusal_form"], page.context["can_approve"]) == (
        None, None, False,
    )  # fmt: skip
    posts = [
        client.post(address(suggestion, act), form(suggestion)) for act in ("publiser/", "avvis/", "svar/")
    ]
    assert [post.status_code for post in posts] == [403, 403, 403]


def test_a_moderator_may_publish_and_not_answer(client: Client, give: Giver) -> None:
    client.force_login(make_person("mo@example.no", "Mo Moderator", RoleName.MODERATOR))
    given = give(State.WAITING)
    assert client.get(address(given)).context["answer_form"] is None
    assert client.post(address(given, "svar/"), form(given, outcome="taken_in")).status_code == 403
    client.post(address(given, "publiser/"))
    assert Input.objects.get(pk=given.pk).state == State.OPEN


def test_absent_and_hidden_are_alike(client: Client, rana: Person, give: Giver) -> None:
    client.force_login(rana)
    hidden = give(State.WAITING)
    assert [client.get(f"/redaksjon/innspill/{n}/").status_code for n in (hidden.pk, 999999, 10**30)] == [
        404,
        404,
        404,
    ]


def test_the_page_takes_the_same_few_queries_however_many_have_spoken(as_berit: Client, give: Giver) -> None:
    given = give()
    give()
    one = queries_of(as_berit, address(given))
    for number in range(29):
        give([State.OPEN, State.WAITING][number % 2])
    assert queries_of(as_berit, address(given)) == one <= 53


def test_one_button_takes_a_suggestion_in_as_it_is(as_berit: Client, suggestion: Any) -> None:
    page = as_berit.get(address(suggestion))
    seen, thanks = page.context["now"].pk, page.context["thanks"]
    sent = {"as_is": "yes", "seen": seen, "weight": "meaning", "reply": thanks}
    done = as_berit.post(address(suggestion, "svar/"), sent, follow=True)
    decision = Decision.objects.get(given=suggestion)
    assert decision.wording is not None
    assert (decision.outcome, decision.reply, decision.wording.text) == (Outcome.TAKEN_IN, thanks, SUGGESTED)
    assert f'href="/a/{suggestion.paragraph.anchor}/"' in str(next(iter(done.context["messages"])))


def test_a_rewritten_suggestion_becomes_the_text(as_berit: Client, suggestion: Any) -> None:
    new = "Spør alle det gjelder, og vent på svar."
    sent = form(suggestion, outcome="taken_in_changed", new_text=new, weight="small", reply="Takk.")
    as_berit.post(address(suggestion, "svar/"), sent)
    wording = wording_now(suggestion.paragraph)
    assert (wording.text, wording.weight, wording.decisions.get().given) == (new, "small", suggestion)


def test_a_comment_may_change_the_text_in_the_same_act(as_berit: Client, give: Giver) -> None:
    given = give()
    as_berit.post(
        address(given, "svar/"), form(given, outcome="taken_in", new_text="Spør naboene.", reply="Takk.")
    )
    assert str(Decision.objects.values_list("wording__text", flat=True).get(given=given)) == "Spør naboene."


def test_a_suggestion_that_is_not_taken_in_leaves_the_text_though_the_form_was_filled_in(
    as_berit: Client, suggestion: Any
) -> None:
    as_berit.post(
        address(suggestion, "svar/"), form(suggestion, outcome="not_taken", reason="Det var meningen.")
    )
    assert (Decision.objects.get().wording, wording_now(suggestion.paragraph).text) == (None, WORDS)


def test_a_suggestion_can_be_taken_in_without_touching_this_paragraph(
    as_berit: Client, suggestion: Any
) -> None:
    sent = form(
        suggestion, outcome="taken_in_changed", change_text="", reply="Det står nå i avsnittet etter."
    )
    as_berit.post(address(suggestion, "svar/"), sent)
    assert (Decision.objects.get().wording, wording_now(suggestion.paragraph).text) == (None, WORDS)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, ["outcome"]),
        ({"outcome": "partly", "new_text": "Spør."}, ["reason"]),
        ({"outcome": "taken_in", "new_text": "Spør."}, ["new_text"]),
        ({"outcome": "taken_in", "seen": "999999"}, ["seen"]),
    ],
    ids=["no decision", "no reason", "not the sender's words", "another paragraph's wording"],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(
    as_berit: Client, suggestion: Any, fields: dict[str, str], wrong: list[str]
) -> None:
    page = as_berit.post(address(suggestion, "svar/"), form(suggestion, reply="Dette skrev jeg.", **fields))
    assert (page.status_code, list(page.context["answer_form"].errors)) == (422, wrong)
    assert "Dette skrev jeg." in page.content.decode()
    assert Input.objects.get(pk=suggestion.pk).state == State.OPEN


def test_the_second_editor_is_told_who_was_first_when_and_what_and_keeps_every_word(
    as_berit: Client, as_egil: Client, suggestion: Any
) -> None:
    late = form(
        suggestion, outcome="taken_in_changed", new_text="Spør alle, alltid.", reply="Godt sagt, Ola."
    )
    as_berit.post(
        address(suggestion, "svar/"), form(suggestion, outcome="not_taken", reason="Det var meningen.")
    )
    page = as_egil.post(address(suggestion, "svar/"), late)
    decision = Decision.objects.get()
    told = page.context["late"].who_and_when
    assert page.status_code == 409
    assert [word in told for word in ("Berit Redaktør", str(decision.get_outcome_display()).lower())] == [
        True,
        True,
    ]
    text = page.content.decode()
    assert [words in text for words in ("Spør alle, alltid.", "Godt sagt, Ola.", "Det var meningen.")] == [
        True
    ] * 3


def test_who_refuses_too_late_is_told_that_the_sender_took_it_back(as_berit: Client, give: Giver) -> None:
    from kokebok.inputs.actions.change import withdraw

    given = give()
    withdraw(given)
    page = as_berit.post(address(given, "avvis/"), {"refusal": "Navngir en person."})
    assert (page.status_code, "Navngir en person." in page.content.decode()) == (409, True)
    assert page.context["late"].who_and_when != ""


def test_a_paragraph_changed_meanwhile_is_shown_and_the_form_can_be_sent_again(
    as_berit: Client, suggestion: Any, egil: Person
) -> None:
    sent = form(suggestion, outcome="taken_in", reply="Takk for den.")
    rewrite(wording_now(suggestion.paragraph), to="Spør brukerne.", by=egil, note=ReasonForChange())
    page = as_berit.post(address(suggestion, "svar/"), sent)
    again = page.context["answer_form"]
    assert (page.status_code, page.context["place"].text) == (409, "Spør brukerne.")
    assert (again["reply"].value(), again["new_text"].value()) == ("Takk for den.", SUGGESTED)
    as_berit.post(address(suggestion, "svar/"), {**sent, "seen": again["seen"].value()})
    assert [w.text for w in suggestion.paragraph.wordings.all()] == [WORDS, "Spør brukerne.", SUGGESTED]


def test_a_suggestion_for_an_older_wording_is_compared_once_with_what_stands_and_the_older_is_folded(
    as_berit: Client, suggestion: Any, egil: Person
) -> None:
    rewrite(wording_now(suggestion.paragraph), to="Spør brukerne.", by=egil, note=ReasonForChange())
    page = as_berit.get(address(suggestion))
    assert page.context["earlier"].text == WORDS
    assert page.context["difference"] == [
        ("same", "Spør "), ("removed", "brukerne"), ("added", "alle det gjelder"), ("same", "."),
    ]  # fmt: skip
    assert page.context["earlier_difference"] == [
        ("same", "Spør "), ("removed", "dem"), ("added", "alle"), ("same", " det gjelder."),
    ]  # fmt: skip
    folded = "".join(re.findall("<details.*?</details>", page.content.decode(), re.DOTALL))
    diffs = [part.count('class="diff"') for part in (page.content.decode(), folded)]
    assert diffs == [3, 1]  # the third is the preview, which the script fills in when the words are others


EMPTY = ["move", "", "give", "note"]


def acts_in_line(client: Client, given: Any) -> list[str]:
    """The names of what is folded in the line of links, "" for what has no key."""
    page = lxml_html.fromstring(client.get(address(given)).content.decode())
    return [one.get("data-key", "") for one in page.xpath("//ul[@class='act-line']/li/details")]


def test_what_has_nothing_to_show_is_a_line_of_links_that_open_their_forms(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    given = give()
    page = as_berit.get(address(given)).content.decode()
    assert acts_in_line(as_berit, given) == EMPTY
    assert [f'id="act-{name}"' in page for name in ("holder", "notes")] == [False, False]
    as_berit.post(address(given, "notat/"), {"text": "Hva sier jussen?", "ticket": uuid.uuid4()})
    as_berit.post(address(given, "ta/"), {"seen": "0"})
    page = as_berit.get(address(given)).content.decode()
    assert acts_in_line(as_berit, given) == ["move", ""]
    assert [f'id="act-{name}"' in page for name in ("holder", "notes")] == [True, True]


def test_the_input_comes_first_then_the_paragraph_then_the_answer_and_the_panels_last(
    as_berit: Client, give: Giver
) -> None:
    page = as_berit.get(address(give())).content.decode()
    parts = ["opened-words", "opened-place", "opened-answer", "opened-panels"]
    assert sorted(parts, key=lambda part: page.index(f'class="{part}"')) == parts


def test_a_paragraph_that_has_left_the_text_can_be_answered_about_and_not_changed(
    as_berit: Client, suggestion: Any
) -> None:
    from django.utils import timezone

    Paragraph.objects.filter(pk=suggestion.paragraph_id).update(gone_at=timezone.now())
    page = as_berit.get(address(suggestion))
    assert (page.context["place"].gone, page.context["thanks"]) == (True, "")
    assert "new_text" not in page.context["answer_form"].fields
    as_berit.post(address(suggestion, "svar/"), {"outcome": "not_taken", "reason": "Avsnittet er borte."})
    assert Decision.objects.get().given == suggestion


def test_an_input_about_the_whole_cookbook_can_be_answered(as_berit: Client, give: Giver) -> None:
    given = InputFactory.create(kind=Kind.EXAMPLE, paragraph=None)
    assert as_berit.get(address(given)).status_code == 200
    as_berit.post(address(given, "svar/"), {"outcome": "later", "reason": "Vi ringer deg."})
    assert Decision.objects.get().given == given


def test_after_an_act_the_next_in_the_same_queue_opens(as_berit: Client, give: Giver) -> None:
    first, _other, second = give(kind=Kind.COMMENT), give(kind=Kind.QUESTION), give(kind=Kind.COMMENT)
    sent = {"refusal": "Navngir en person."}
    done = as_berit.post(address(first, "avvis/", "?kind=comment"), sent)
    assert done["Location"] == address(second, query="?kind=comment")
    done = as_berit.post(address(second, "avvis/", "?kind=comment"), sent)
    assert done["Location"] == "/redaksjon/innspill/?kind=comment"


def test_what_waits_can_be_published_refused_with_a_reason_and_published_after_all(
    as_berit: Client, give: Giver
) -> None:
    given = give(State.WAITING)
    assert as_berit.post(address(given, "avvis/"), {"refusal": "  "}).status_code == 422
    as_berit.post(address(given, "avvis/"), {"refusal": "Navngir en person."})
    given.refresh_from_db()
    assert (given.state, given.refusal) == (State.REFUSED, "Navngir en person.")
    as_berit.post(address(given, "publiser/"))
    given.refresh_from_db()
    assert (given.state, given.refusal) == (State.OPEN, "")


def test_two_who_publish_at_once_are_both_shown_that_it_is_published(
    as_berit: Client, as_egil: Client, give: Giver
) -> None:
    given = give(State.WAITING)
    as_berit.post(address(given, "publiser/"))
    page = as_egil.post(address(given, "publiser/"))
    assert (page.status_code, "Berit Redaktør" in page.context["late"].who_and_when) == (409, True)


def test_a_reload_of_an_act_goes_back_to_the_input(as_berit: Client, suggestion: Any) -> None:
    targets = [
        as_berit.get(address(suggestion, act, "?kind=suggestion"))["Location"]
        for act in ("publiser/", "avvis/", "svar/")
    ]
    assert targets == [address(suggestion, query="?kind=suggestion")] * 3


def test_whoever_was_signed_out_while_writing_gets_their_words_back(client: Client, suggestion: Any) -> None:
    page = client.post(
        address(suggestion, "svar/"), form(suggestion, outcome="taken_in", reply="Lenge skrevet på.")
    )
    assert (page.status_code, "Lenge skrevet på." in page.content.decode()) == (401, True)
    assert Input.objects.get(pk=suggestion.pk).state == State.OPEN


def test_the_journal_tells_who_did_what_to_which_input(as_berit: Client, suggestion: Any) -> None:
    as_berit.post(address(suggestion, "svar/"), form(suggestion, outcome="not_taken", reason="Nei."))
    lines = as_berit.get("/redaksjon/journal/").context["lines"]
    assert [(line.who, line.url) for line in lines[:2]] == [("Berit Redaktør", address(suggestion))] * 2


def test_what_people_write_is_never_read_as_html(as_berit: Client, give: Giver) -> None:
    given = give(
        kind=Kind.SUGGESTION, suggestion="<script>alert(1)</script>", text="<b>hei</b>", name="<i>Ola</i>"
    )
    for page in (as_berit.get(address(given)), as_berit.get("/redaksjon/")):
        text = page.content.decode()
        assert [tag in text for tag in ("<script>alert", "<b>hei", "<i>Ola")] == [False] * 3


@pytest.mark.parametrize(
    ("may_be_named", "before"),
    [(True, "Kan nevnes blant dem som har bidratt"), (False, "Vil ikke nevnes blant dem som har bidratt")],
)
def test_that_somebody_has_had_their_name_erased_is_said_instead_of_whether_they_may_be_named(
    as_berit: Client, give: Giver, may_be_named: bool, before: str
) -> None:
    given = give(name="Anne Avsender", may_be_named=may_be_named)
    shown = [as_berit.get(address(given)).content.decode()]
    erase_own(Whose(inputs=(given.pk,)))
    shown.append(as_berit.get(address(given)).content.decode())
    said = [[words in page for words in (before, "Har fått slettet navnet sitt")] for page in shown]
    assert said == [[True, False], [False, True]]
