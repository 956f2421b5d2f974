"""Every change explained: said when publishing, by an answered input or afterwards; and what freezing asks for."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Cookbook, FactChapter, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.content import content_of, hash_of
from kokebok.editions.models import Edition, Explanation
from kokebok.inputs.models import Input, State
from kokebok.journal.models import Entry
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.formats import FORMATS, Format
from kokebok.people.models import Person
from tests.world import InputFactory, make_fact, paragraph_saying, publish

LIST = "/redaksjon/utgaver/uforklart/"
NEW = "/redaksjon/utgaver/ny/"
FORM = {"number": "0.2", "title": "Veier", "date": "2026-04-01"}
BEFORE = "<p>En bedrift tjener penger på noe.</p><p>Kaffen står klar hver morgen.</p>"
AFTER = "<p>En bedrift tjener penger på noe nyttig.</p><p>Kaffen står klar hver eneste morgen.</p>"


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    return client


@pytest.fixture
def page(book: Cookbook, berit: Person) -> FactChapter:
    """A chapter as edition 0.1 has it."""
    made = make_fact(book, BEFORE)
    freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    return made


def reword(page: FactChapter, html: str, **note: Any) -> FactChapter:
    block = page.body.raw_data[0]
    page.body = type(page.body)(page.body.stream_block, [{**block, "value": html}], is_lazy=True)
    page.change_note = ReasonForChange(**note) if note else None
    return publish(page)


def row_of(desk: Client, words: str, address: str = LIST) -> dict[str, str]:
    """What the form of the change to a paragraph holds when it is opened."""
    rows = desk.get(address).context["page_obj"]
    form = next(row.form for row in rows if words in row.found.change.after + row.found.change.before)
    return {name: form[name].value() or "" for name in form.fields if name != "rest_too"}


def left(desk: Client) -> list[str]:
    rows = desk.get(LIST).context["page_obj"]
    return [row.found.change.after or row.found.change.before for row in rows]


def test_what_nobody_has_explained_is_listed_explained_there_and_read_in_the_next_edition_and_its_files(
    desk, page
) -> None:
    given = InputFactory.create(state=State.ANSWERED, settled_at=timezone.now())
    reword(page, AFTER)
    assert left(desk) == [
        "En bedrift tjener penger på noe nyttig.",
        "Kaffen står klar hver eneste morgen.",
    ]
    shown = desk.get(NEW).content.decode()
    assert ('value="unexplained"' in shown, "2 endringer er ikke forklart" in shown) == (True, True)
    first = {**row_of(desk, "nyttig"), "cause": "law", "reason": "Loven er ny fra nyttår."}
    assert desk.post(LIST, first).headers["Location"] == LIST
    second = {**row_of(desk, "Kaffen"), "cause": "input", "inputs": f"{given.pk}"}
    desk.post(LIST, second)
    assert (left(desk), desk.get(NEW).context["gaps"].unexplained) == ([], 0)
    numbers = Entry.objects.filter(act="change.explained").values_list("what", flat=True)
    assert [one["inputs"] for one in numbers.order_by("pk")] == [[], [given.pk]]
    desk.post(NEW, FORM)
    made = Edition.objects.get(number="0.2")
    assert [(one["causes"], one["reason"], [x["number"] for x in one["inputs"]]) for one in made.changes] == [
        (["law"], "Loven er ny fra nyttår.", []),
        (["input"], "", [given.pk]),
    ]
    read = Client().get("/utgave/0.2/").content.decode()
    assert ("<b>Nytt regelverk.</b>" in read, f"/innspill/{given.pk}/" in read) == (True, True)
    manuscript = manuscript_of(made)
    for form in (Format.HTML, Format.MARKDOWN):
        assert "Nytt regelverk" in FORMATS[form](manuscript).decode()
    with zipfile.ZipFile(io.BytesIO(FORMATS[Format.DOCX](manuscript))) as file:
        assert "Nytt regelverk" in file.read("word/document.xml").decode()
    assert "Nytt regelverk" in Client().get("/utgave/sammenlign/0.1/0.2/").content.decode()
    assert set(Entry.objects.filter(act="change.explained").values_list("by__name", flat=True)) == {
        "Berit Redaktør"
    }


def test_what_is_said_when_publishing_explains_and_so_does_a_correction_and_an_answer(
    desk, page, berit
) -> None:
    now = reword(page, AFTER, reason="Loven er ny.", cause="law")
    assert left(desk) == []
    now = reword(now, AFTER.replace("eneste", "einaste"), weight="small")
    assert left(desk) == []
    now = reword(now, AFTER.replace("nyttig", "godt"), cause="experience")  # without a reason
    assert left(desk) == ["En bedrift tjener penger på noe godt.", "Kaffen står klar hver eneste morgen."]
    changed = [
        paragraph_saying(words).wordings.latest("number") for words in ("på noe godt", "eneste morgen")
    ]
    for wording in changed:
        given = InputFactory.create(
            paragraph=wording.paragraph, state=State.ANSWERED, settled_at=timezone.now()
        )
        Decision.objects.create(
            given=given, outcome=Outcome.TAKEN_IN, by=berit, at=timezone.now(), wording=wording
        )
    assert left(desk) == []


def test_a_new_page_and_one_taken_out_are_explained_once_and_one_press_can_explain_a_whole_page(
    desk, page, book
) -> None:
    reword(page, AFTER)
    said = {**row_of(desk, "nyttig"), "cause": "language", "reason": "Klarere.", "rest_too": "on"}
    elsewhere = make_fact(book, "<p>Noe annet.</p><p>Og mer.</p>", slug="annet", title="Annet")
    reword(page, AFTER.replace("eneste", "einaste"))
    assert "3 endringer siden utgave 0.1, der en hel side" in desk.get(NEW).content.decode()
    late = desk.post(LIST, said)  # signs for what has been changed since
    assert (late.status_code, Explanation.objects.exists()) == (422, False)
    said["seen"] = late.context["page_obj"][0].form["seen"].value()
    desk.post(LIST, said)
    # The other page is not explained by it.
    assert [row.found.change.page for row in desk.get(LIST).context["page_obj"]] == ["Annet"]
    explained = Entry.objects.get(act="change.explained").what
    assert (len(explained["anchors"]), explained["inputs"]) == (2, [])
    elsewhere.unpublish()
    fresh = make_fact(book, "<p>Ett.</p><p>To.</p>", slug="ny", title="Ny side")
    page.unpublish()
    rows = list(desk.get(LIST).context["page_obj"])
    assert [(row.found.whole_page, row.number) for row in rows] == [("new", 3), ("gone", 3)]
    for row in rows:
        said = {"anchor": row.found.change.anchor, "seen": row.form["seen"].value(), "cause": "experience"}
        desk.post(LIST, {**said, "reason": "Vi vet mer."})
    assert left(desk) == []
    assert desk.get(f"{LIST}?vis=alle").context["page_obj"].paginator.count == 2
    assert fresh.live


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"cause": "law"}, "reason"),
        ({"cause": "input"}, "inputs"),
        ({"cause": "input", "inputs": "tolv"}, "inputs"),
        ({"cause": "input", "inputs": "999999"}, "inputs"),
        ({"cause": "input", "inputs": "{hidden}"}, "inputs"),
        ({"cause": ""}, "cause"),
        ({"cause": "weather", "reason": "Det regnet."}, "cause"),
    ],
)
def test_half_an_explanation_is_told_at_its_field_and_what_was_typed_stays(desk, page, said, field) -> None:
    hidden = InputFactory.create(state=State.WAITING)
    reword(page, AFTER)
    asked = {name: value.format(hidden=hidden.pk) for name, value in said.items()}
    typed = {"reason": "", "inputs": "", **asked}
    answer = desk.post(LIST, {**row_of(desk, "nyttig"), **typed})
    form = answer.context["page_obj"][0].form
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert (form["reason"].value(), form["inputs"].value()) == (typed["reason"], typed["inputs"])
    assert not Explanation.objects.exists()


def test_of_two_who_explain_the_same_the_second_is_told_keeps_their_words_and_may_press_once_more(
    desk, page
) -> None:
    reword(page, AFTER)
    opened = row_of(desk, "nyttig")
    desk.post(LIST, {**opened, "cause": "law", "reason": "Først."})
    late = desk.post(LIST, {**opened, "cause": "language", "reason": "Etterpå."})
    form = late.context["page_obj"][0].form
    assert (late.status_code, form["reason"].value()) == (422, "Etterpå.")
    assert "Først." in late.content.decode()
    again = {name: form[name].value() or "" for name in form.fields if name != "rest_too"}
    assert desk.post(LIST, again).status_code == 302
    assert [one.reason for one in Explanation.objects.all()] == ["Først.", "Etterpå."]
    (row, _coffee) = desk.get(f"{LIST}?vis=alle").context["page_obj"]
    assert (row.found.change.causes, row.found.change.reason) == (("language",), "Etterpå.")
    reword(FactChapter.objects.get(pk=page.pk), AFTER.replace("nyttig", "nytt"))  # and so it counts no more
    assert "En bedrift tjener penger på noe nytt." in left(desk)


def test_an_edition_is_frozen_with_gaps_only_when_somebody_signs_for_the_very_numbers_and_prints_it(
    desk, page
) -> None:
    InputFactory.create(state=State.OPEN)
    page = reword(page, BEFORE.replace("noe", "noe nyttig"))
    one_less = desk.get(NEW).context["form"]["lacking"].value()
    reword(page, AFTER)
    early = {**FORM, "lacking": one_less, "signed_reason": "Det haster", "signed_name": "Berit"}
    assert "Det mangler mer" in desk.post(NEW, early).content.decode()
    shown = desk.get(NEW)
    lacking = shown.context["form"]["lacking"].value()
    assert shown.context["form"]["signed_name"].value() == "Berit Redaktør"
    bare = desk.post(NEW, {**FORM, "lacking": lacking, "signed_name": "Berit Redaktør"})
    assert (bare.status_code, list(bare.context["form"].errors)) == (422, ["signed_reason"])
    InputFactory.create(state=State.OPEN)
    signed = {
        **FORM,
        "lacking": lacking,
        "signed_reason": "Loven gjelder fra i morgen",
        "signed_name": "Berit",
    }
    more = desk.post(NEW, signed)
    assert (more.status_code, "Det mangler mer" in more.content.decode()) == (422, True)
    assert (more.context["form"]["signed_reason"].value(), Edition.objects.count()) == (
        signed["signed_reason"],
        1,
    )
    desk.post(NEW, {**signed, "lacking": more.context["form"]["lacking"].value()})
    made = Edition.objects.get(number="0.2")
    assert made.despite.said == {
        "reason": "Loven gjelder fra i morgen",
        "name": "Berit (Berit Redaktør)",
        "unexplained": 2,
        "unanswered": 2,
    }
    assert hash_of(content_of(made)) == made.content_hash
    by_both = "Signert: Berit (Berit Redaktør)"
    printed = (
        f"2 endringer uten forklaring, 2 innspill uten svar. Hvorfor: Loven gjelder fra i morgen. {by_both}"
    )
    assert ("Låst likevel", printed) in manuscript_of(made).colophon
    assert FORMATS[Format.MARKDOWN](manuscript_of(made)).decode().count("ikke forklart") == 2
    assert "Loven gjelder fra i morgen" in Client().get("/utgave/0.2/").content.decode()
    assert (
        Entry.objects.get(act="edition.frozen", what__number="0.2").what["name"] == "Berit (Berit Redaktør)"
    )


def test_the_database_keeps_no_explanation_that_says_nothing_and_changes_none(desk, page, berit) -> None:
    reword(page, AFTER)
    desk.post(LIST, {**row_of(desk, "nyttig"), "cause": "law", "reason": "Ny lov."})
    said = Explanation.objects.get()
    for cause in ("law", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Explanation.objects.create(
                since=said.since, paragraph=said.paragraph, cause=cause, by=berit, at=said.at
            )
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        Explanation.objects.update(reason="En annen.")
    assert Wording.objects.filter(cause="law").count() == 0


def test_only_those_who_freeze_may_explain(client, page, rana) -> None:
    client.force_login(rana)
    assert (client.get(LIST).status_code, client.post(LIST, {}).status_code) == (403, 403)


def test_an_explanation_of_one_paragraph_taken_out_is_none_of_the_page_taken_out_after_it(desk, page) -> None:
    now = reword(page, "<p>En bedrift tjener penger på noe.</p>")
    desk.post(LIST, {**row_of(desk, "Kaffen"), "cause": "language", "reason": "Det gjentok noe."})
    assert left(desk) == []
    now.unpublish()
    assert [row.found.whole_page for row in desk.get(LIST).context["page_obj"]] == ["gone"]
    desk.post(LIST, {**row_of(desk, ""), "cause": "experience", "reason": "Siden er slått sammen."})
    assert left(desk) == []


def test_an_input_nobody_may_read_any_more_explains_nothing_by_itself(desk, page) -> None:
    given = InputFactory.create(state=State.ANSWERED, settled_at=timezone.now())
    now = reword(page, AFTER)
    desk.post(LIST, {**row_of(desk, "nyttig"), "cause": "input", "inputs": f"{given.pk}", "rest_too": "on"})
    assert left(desk) == []
    Input.objects.filter(pk=given.pk).update(state=State.WITHDRAWN)
    assert len(left(desk)) == 2
    now.unpublish()
    Input.objects.filter(pk=given.pk).update(state=State.ANSWERED)
    desk.post(LIST, {**row_of(desk, ""), "cause": "input", "inputs": f"{given.pk}"})
    assert left(desk) == []
    Input.objects.filter(pk=given.pk).update(state=State.WITHDRAWN)
    assert len(left(desk)) == 1


def test_what_is_typed_of_an_edition_is_there_again_when_one_has_looked_at_what_is_lacking(
    desk, page, django_capture_on_commit_callbacks
) -> None:
    reword(page, AFTER)
    shown = desk.get(NEW).content.decode()
    assert "er her igjen" not in shown
    typed = {**FORM, "foreword": "Kjære leser.", "signed_reason": "Vi rakk ikke alt."}
    left = desk.post(NEW, {**typed, "go": "unexplained"})
    assert left.headers["Location"] == LIST
    back = desk.get(NEW)
    form = back.context["form"]
    assert (form["foreword"].value(), form["signed_reason"].value()) == ("Kjære leser.", "Vi rakk ikke alt.")
    assert ("er her igjen" in back.content.decode(), Edition.objects.count()) == (True, 1)
    assert desk.post(NEW, {**typed, "go": "unanswered"}).headers["Location"] == "/redaksjon/innspill/"
    lacking = form["lacking"].value()
    assert desk.post(NEW, {**typed, "signed_name": "Berit Bø", "lacking": lacking}).status_code == 302
    assert desk.get(NEW).context["form"]["foreword"].value() == ""


def test_what_the_cause_asks_for_is_not_called_optional(desk, page) -> None:
    reword(page, AFTER)
    assert "valgfritt" not in desk.get(LIST).content.decode()
