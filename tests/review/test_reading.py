"""A member reads: what they are asked, what has changed since last time, and what they say, one by one."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from kokebok.book.models import Weight
from kokebok.book.queries import wording_now
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.people.rules import Refused
from kokebok.review.actions.give import ReadingRequest, change_due, close_reading, give_reading
from kokebok.review.actions.release import release
from kokebok.review.actions.say import say, set_naming
from kokebok.review.models import Portion, Reader, Reading, Says, Verdict
from kokebok.review.news import news_for
from kokebok.review.progress import ReadingStatus
from kokebok.review.queries import before_member, lines_of, open_readings
from kokebok.review.rules import ReadingClosed
from tests.at_once import at_once
from tests.desk.conftest import queries_of
from tests.review.conftest import WORDS, Asker, change, committed_portion, portion_of, says
from tests.world import make_recipe, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

OTHER = "Spør alle det gjelder."


def send(client: Client, portion: Portion, **fields: str) -> Any:
    """Fill in the form as the page has it, with some fields changed, and send it."""
    address = f"/redaksjon/lesing/{portion.reading_id}/{portion.pk}/"
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address, {"seen": str(seen), "text": "", **fields})


def test_a_reading_is_asked_for_with_its_paragraphs_in_order(ask: Asker, berit: Person, rana: Person) -> None:
    reading = ask(due=date(2099, 1, 8), greeting=" Hei! ")
    assert (reading.title, reading.greeting, reading.due, reading.by) == (
        "Om behov", "Hei!", date(2099, 1, 8), berit,
    )  # fmt: skip
    assert [one.paragraph.text for one in reading.portions.all()] == [
        WORDS, "Ring tre familier.", "Besøk to møteplasser.",
    ]  # fmt: skip
    assert [(one.reading, one.total, one.done, one.left) for one in open_readings(rana)] == [
        (reading, 3, 0, 3)
    ]
    assert acts_on(reading) == ["reading.given"]


def test_a_reading_that_is_sent_twice_is_one(ask: Asker) -> None:
    ticket = uuid.uuid4()
    assert ask(ticket=ticket) == ask(ticket=ticket)
    assert Reading.objects.count() == 1


def test_a_reading_without_text_or_readers_is_not_asked_for(
    ask: Asker, berit: Person, egil: Person, rana: Person
) -> None:
    wrong: list[dict[str, Any]] = [{"paragraphs": []}, {"members": []}, {"members": [egil]}, {"title": " "}]
    for fields in wrong:
        with pytest.raises(Refused):
            ask(**fields)
    with pytest.raises(Refused):
        give_reading(ReadingRequest("Om behov", [paragraph_saying(WORDS)], [rana]), by=rana)
    assert Reading.objects.count() == 0


def test_each_verdict_is_saved_as_it_is_given_and_leads_to_the_next(
    as_rana: Client, ask: Asker, rana: Person
) -> None:
    reading = ask()
    first, second, third = reading.portions.all()
    for portion, following in ((first, second), (second, third)):
        went = send(as_rana, portion, says="approve")
        assert went.headers["Location"] == f"/redaksjon/lesing/{reading.pk}/{following.pk}/"
    assert [line.status for line in lines_of(rana, reading)] == [
        ReadingStatus.DONE,
        ReadingStatus.DONE,
        ReadingStatus.UNREAD,
    ]
    last = send(as_rana, third, says="comment", text="Tre er for få.")
    assert last.headers["Location"] == f"/redaksjon/lesing/{reading.pk}/"
    said = [(v.portion, v.says, v.text, v.wording.number) for v in Verdict.objects.order_by("pk")]
    assert said == [
        (first, "approve", "", 1),
        (second, "approve", "", 1),
        (third, "comment", "Tre er for få.", 1),
    ]


@pytest.mark.parametrize("what", [Says.OBJECT, Says.COMMENT])
def test_who_objects_or_comments_says_why(as_rana: Client, ask: Asker, rana: Person, what: Says) -> None:
    portion = portion_of(ask())
    answer = send(as_rana, portion, says=what, text=" ")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])
    with pytest.raises(Refused):
        says(portion, what, rana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(
            portion=portion, person=rana, wording=wording_now(portion.paragraph), says=what
        )


def test_the_same_verdict_once_more_is_one_and_another_takes_its_place(ask: Asker, rana: Person) -> None:
    portion = portion_of(ask())
    first = says(portion, Says.APPROVE, rana)
    assert says(portion, Says.APPROVE, rana) == first
    assert acts_on(first) == ["verdict.given"]
    changed = says(portion, Says.OBJECT, rana, "Hvem er «dem»?")
    assert (changed.pk, changed.says, changed.text) == (first.pk, Says.OBJECT, "Hvem er «dem»?")
    assert acts_on(first) == ["verdict.given", "verdict.given"]


def test_at_the_next_reading_the_difference_since_last_time_is_shown(
    as_rana: Client, ask: Asker, rana: Person, berit: Person
) -> None:
    says(portion_of(ask()), Says.OBJECT, rana, "Hvem er «dem»?")
    change(paragraph_saying(WORDS), OTHER, berit)
    again = portion_of(ask(title="Om behov, igjen"))
    before = before_member(rana, again)
    assert before.change == [
        ("same", "Spør "), ("removed", "dem"), ("added", "alle"), ("same", " det gjelder."),
    ]  # fmt: skip
    page = as_rana.get(f"/redaksjon/lesing/{again.reading_id}/{again.pk}/").content.decode()
    assert "<ins>" in page
    assert "Hvem er «dem»?" in page
    says(again, Says.APPROVE, rana)
    assert before_member(rana, again).change == []


def test_who_has_never_read_the_paragraph_is_shown_no_difference(
    ask: Asker, rana: Person, berit: Person
) -> None:
    portion = portion_of(ask())
    change(paragraph_saying(WORDS), OTHER, berit)
    assert before_member(rana, portion).change == []


def test_a_change_of_meaning_asks_for_a_new_reading_and_a_small_correction_does_not(
    ask: Asker, rana: Person, berit: Person
) -> None:
    reading = ask()
    portion = portion_of(reading)
    says(portion, Says.APPROVE, rana)
    change(paragraph_saying(WORDS), "Spør dem det gjelder!", berit, Weight.SMALL)
    assert lines_of(rana, reading)[0].status == ReadingStatus.DONE
    change(paragraph_saying("Spør dem"), OTHER, berit)
    assert lines_of(rana, reading)[0].status == ReadingStatus.CHANGED
    assert [one.left for one in open_readings(rana)] == [3]


def test_what_is_said_while_the_text_changes_is_kept_for_the_words_that_were_seen(
    as_rana: Client, ask: Asker, berit: Person, rana: Person
) -> None:
    portion = portion_of(ask())
    address = f"/redaksjon/lesing/{portion.reading_id}/{portion.pk}/"
    seen = as_rana.get(address).context["form"]["seen"].value()
    change(paragraph_saying(WORDS), OTHER, berit)
    went = as_rana.post(address, {"seen": str(seen), "says": "object", "text": "Hvem?"}, follow=True)
    verdict = Verdict.objects.get()
    assert (verdict.wording.number, verdict.text) == (1, "Hvem?")
    assert went.redirect_chain == [(address, 302)]
    assert went.context["before"].change


def test_a_member_sees_only_what_is_given_to_them(
    client: Client, as_rana: Client, ask: Asker, signe: Person, rana: Person
) -> None:
    theirs = ask(signe)
    portion = portion_of(theirs)
    for address in (f"{theirs.pk}/", f"{theirs.pk}/{portion.pk}/", "999/", "999/1/", f"{theirs.pk}/999/"):
        assert as_rana.get(f"/redaksjon/lesing/{address}").status_code == 404
    sent = {"says": "approve", "text": "", "seen": str(wording_now(portion.paragraph).pk)}
    assert as_rana.post(f"/redaksjon/lesing/{theirs.pk}/{portion.pk}/", sent).status_code == 404
    assert as_rana.post(f"/redaksjon/lesing/{theirs.pk}/navn/", {}).status_code == 404
    with pytest.raises(Http404):
        says(portion, Says.APPROVE, rana)
    assert open_readings(rana) == []
    mine = portion_of(ask(title="Min"))
    assert as_rana.get(f"/redaksjon/lesing/{theirs.pk}/{mine.pk}/").status_code == 404
    for address in ("lesinger/", "lesinger/ny/", f"lesinger/{theirs.pk}/"):
        assert as_rana.get(f"/redaksjon/{address}").status_code == 403
    assert client.get("/redaksjon/lesing/").status_code == 302


def test_a_closed_reading_takes_nothing_more_and_loses_nothing_of_what_is_written(
    as_rana: Client, ask: Asker, berit: Person, rana: Person
) -> None:
    reading = ask()
    portion = portion_of(reading)
    seen = wording_now(portion.paragraph)
    assert [close_reading(reading, by=berit), close_reading(reading, by=berit)] == [True, False]
    with pytest.raises(ReadingClosed):
        say(portion, Says.APPROVE, "", by=rana, wording=seen)
    address = f"/redaksjon/lesing/{reading.pk}/{portion.pk}/"
    late = as_rana.post(address, {"says": "object", "text": "For sent?", "seen": str(seen.pk)})
    assert (late.status_code, "For sent?" in late.content.decode()) == (409, True)
    assert (open_readings(rana), Verdict.objects.count()) == ([], 0)


def test_of_two_editors_who_move_the_day_the_second_is_told(ask: Asker, berit: Person, egil: Person) -> None:
    reading = ask()
    seen_by_second = Reading.objects.get(pk=reading.pk)
    change_due(reading, to=date(2099, 1, 8), by=berit)
    with pytest.raises(TooLate):
        change_due(seen_by_second, to=date(2099, 1, 9), by=egil)
    reading.refresh_from_db()
    assert reading.due == date(2099, 1, 8)


@pytest.mark.usefixtures("committed")
def test_a_double_press_on_save_is_one_verdict() -> None:
    portion, rana, _berit = committed_portion()

    def press() -> str:
        return str(says(Portion.objects.get(pk=portion.pk), Says.APPROVE, rana).pk)

    ends = at_once(press, press)
    key = str(Verdict.objects.get().pk)
    assert set(ends) <= {key, "TooLate"}
    assert key in ends


def test_the_digest_hears_of_a_reading_when_it_comes_when_it_is_soon_due_and_when_it_is_late(
    ask: Asker, rana: Person
) -> None:
    today = timezone.localdate()
    reading = ask(due=today - timedelta(days=1))
    Reading.objects.filter(pk=reading.pk).update(at=timezone.now() - timedelta(days=6))
    a_week_ago = timezone.now() - timedelta(days=7)
    news = news_for(rana, a_week_ago)
    assert [(one.url, one.due) for one in news] == [(f"/redaksjon/lesing/{reading.pk}/", reading.due)] * 3
    assert all("Om behov" in one.words for one in news)
    assert news_for(rana, timezone.now()) == []
    for portion in reading.portions.all():
        says(portion, Says.APPROVE, rana)
    assert news_for(rana, a_week_ago) == []


def test_the_lists_take_the_same_few_queries_for_three_paragraphs_and_for_sixty(
    as_rana: Client, ask: Asker, rana: Person, book: Cookbook, recipe: Recipe
) -> None:
    small = ask()
    addresses = ["/redaksjon/lesing/", f"/redaksjon/lesing/{small.pk}/", "/redaksjon/mitt/"]
    few = [queries_of(as_rana, address) for address in addresses]
    page = make_recipe(book, slug="lang", steps=20)
    large = ask(paragraphs=list(page.paragraphs.standing().order_by("order")), title="Lang")
    for portion in large.portions.all()[:30]:
        says(portion, Says.COMMENT, rana, "Fint.")
    addresses[1] = f"/redaksjon/lesing/{large.pk}/"
    assert [queries_of(as_rana, address) for address in addresses] == few
    assert max(few) <= 18


def test_only_who_is_asked_says_anything_and_only_of_the_words_before_them(
    ask: Asker, rana: Person, signe: Person
) -> None:
    reading = ask()
    portion, other = portion_of(reading), portion_of(reading, "Ring tre")
    with pytest.raises(Http404):
        says(portion, Says.APPROVE, signe)
    with pytest.raises(Refused):
        say(portion, Says.APPROVE, "", by=rana, wording=wording_now(other.paragraph))
    assert Verdict.objects.count() == 0


def test_what_is_published_can_no_longer_be_changed_by_who_said_it(
    ask: Asker, rana: Person, berit: Person
) -> None:
    portion = portion_of(ask())
    release([says(portion, Says.COMMENT, rana, "Si hvem.")], by=berit)
    with pytest.raises(TooLate):
        says(portion, Says.COMMENT, rana, "Si noe annet.")
    says(portion, Says.COMMENT, rana, " Si hvem. ")  # the same once more changes nothing
    assert list(Verdict.objects.values_list("says", "text")) == [(Says.COMMENT, "Si hvem.")]


def test_whether_a_name_may_stand_there_is_for_the_member_alone_and_is_noted_once(
    ask: Asker, rana: Person, signe: Person
) -> None:
    reader = ask(rana, signe).readers.get(person=rana)
    with pytest.raises(Http404):
        set_naming(reader, agrees=True, by=signe)
    for _time in range(2):
        set_naming(reader, agrees=True, by=rana)
    assert list(Reader.objects.order_by("person__name").values_list("person__name", "may_be_named")) == [
        (rana.name, True),
        (signe.name, False),
    ]
    assert Entry.objects.filter(act="reader.naming_changed").count() == 1
