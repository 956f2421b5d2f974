"""A newsletter goes to those who chose it, once, in their own language form, and one click stops it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.features.models import Feature, SwitchedOn
from kokebok.following.actions.erase_own import erase_own
from kokebok.following.actions.newsletter import send
from kokebok.following.actions.send_digests import send_digests
from kokebok.following.models import Follow, Follower, Newsletter
from kokebok.following.newsletter_rules import NewsletterChangedMeanwhile
from kokebok.following.scopes import NEWSLETTER, WHOLE_BOOK
from kokebok.journal.models import Entry
from kokebok.letters.actions.bounced import take_bounce
from kokebok.letters.actions.send import send_due_letters
from kokebok.letters.models import Letter, LetterState
from kokebok.people.models import Person, RoleName
from kokebok.people.owning import Whose
from tests.following.readers import link_in, make_follower, receivers, reword, tomorrow
from tests.world import make_person, make_post

pytestmark = pytest.mark.django_db
DESK = "/redaksjon/nyhetsbrev/"
WORDS = {
    "subject_nb": "Vår",
    "letter_nb": "Hei på bokmål.",
    "subject_nn": "Vår no",
    "letter_nn": "Hei på nynorsk.",
}


@pytest.fixture
def desk(berit: Person) -> Client:
    return at_the_desk(berit)


def at_the_desk(person: Person) -> Client:
    client = Client()
    client.cookies["kokebok_language"] = "en"
    client.force_login(person)
    return client


def page(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def main_words(client: Client, address: str) -> str:
    main = page(client, address).find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def form_in(found: BeautifulSoup, button: str) -> dict[str, str]:
    """What the form with this button is sent with, as it stands, and where to."""
    pressed = next(one for one in found.find_all("button") if button in one.get_text())
    form = pressed.find_parent("form")
    assert form is not None
    fields = {
        str(one["name"]): str(one.get("value", "")) for one in form.find_all("input", attrs={"name": True})
    }
    fields |= {str(one["name"]): one.get_text().removeprefix("\n") for one in form.find_all("textarea")}
    return fields | {"at_address": str(form.get("action", ""))}


def press(client: Client, address: str, button: str, **typed: str) -> Any:
    """Open the page, type, press the button."""
    fields = form_in(page(client, address), button) | typed
    return client.post(fields.pop("at_address") or address, fields)


def written(desk: Client, **words: str) -> Newsletter:
    assert press(desk, f"{DESK}nytt/", "Keep it", **(words or WORDS)).status_code == 302
    return Newsletter.objects.latest("pk")


def address_of(newsletter: Newsletter) -> str:
    return f"{DESK}{newsletter.pk}/"


def outcome(desk: Client, newsletter: Newsletter) -> dict[str, str]:
    report = page(desk, address_of(newsletter)).select_one("dl.summary-list")
    assert report is not None
    return {
        one.select("dt")[0].get_text(strip=True): one.select("dd")[0].get_text()
        for one in report.select("div")
    }


def acts() -> list[str]:
    return list(
        Entry.objects.filter(act__startswith="newsletter.").order_by("pk").values_list("act", flat=True)
    )


# Choosing it


def test_one_can_choose_only_the_newsletter_from_the_page_of_the_blog(client, ask, book, chapter):
    make_post(book)
    blog = page(client, "/blogg/")
    link = next(one for one in blog.find_all("a") if "Get the newsletter" in one.get_text())
    assert link["href"] == "/folg/?nyhetsbrev"
    choosing = page(client, "/folg/?nyhetsbrev")
    first = choosing.select_one("input[name=what]")
    assert first is not None
    assert first["value"] == "newsletter"
    ask("/folg/?nyhetsbrev", what="newsletter")
    send_due_letters()
    confirming = link_in(mail.outbox[0].body)
    assert mail.outbox[0].subject == "Do you want the newsletter of Veier?"
    assert page(client, confirming).select("[name=how_often]") == []
    assert [Follow.objects.confirmed().count(), press(client, confirming, "Yes").status_code] == [0, 302]
    reader = Follower.objects.get()
    assert [one.scope for one in reader.follows.confirmed()] == [NEWSLETTER]
    assert "The newsletter Stop following" in main_words(client, f"/folg/{reader.token}/")


def test_who_comes_for_the_newsletter_reads_what_it_is_and_is_not_asked_how_often(client, chapter):
    shown = main_words(client, "/folg/?nyhetsbrev")
    assert "It comes when they have something to tell, and not on fixed days." in shown
    assert ["new meaning" in shown, "How often" in shown, "Rather follow changes" in shown] == [
        False,
        False,
        True,
    ]


def test_who_asks_for_the_newsletter_too_does_not_change_how_often_they_asked_for(ask):
    ask(how_often="day")
    ask("/folg/?nyhetsbrev", what="newsletter", how_often="week")
    assert Follower.objects.get().how_often == "day"


def test_who_follows_only_the_newsletter_gets_no_digest(chapter, berit):
    make_follower("ada@example.no", NEWSLETTER)
    make_follower("kari@example.no", NEWSLETTER, WHOLE_BOOK)
    reword("Ring tre", "Ring ti familier.", berit)
    assert send_digests(at=tomorrow()) == 1


def test_ones_own_page_takes_the_newsletter_away_and_what_of_it_waits(client, desk, chapter):
    reader = make_follower("ada@example.no", NEWSLETTER, WHOLE_BOOK)
    press(desk, address_of(written(desk)), "Send to 1 reader")
    press(client, f"/folg/{reader.token}/", "Stop following")
    send_due_letters()
    assert (receivers(), [one.scope for one in reader.follows.all()]) == ([], [WHOLE_BOOK])


# At the desk


def test_a_newsletter_goes_in_ones_own_language_form_and_the_fallback_is_said(desk, chapter):
    make_follower("nb@example.no", NEWSLETTER, language="nb")
    make_follower("nn@example.no", NEWSLETTER, language="nn")
    make_follower("en@example.no", NEWSLETTER, language="en")
    make_follower("side@example.no", WHOLE_BOOK, language="nb")
    newsletter = written(desk)
    shown = main_words(desk, address_of(newsletter))
    assert "2 readers get it in this language. 1 of them has chosen English" in shown
    assert [len(page(desk, address_of(newsletter)).select("div.letter-shown")), "0 readers" in shown] == [
        2,
        False,
    ]
    press(desk, address_of(newsletter), "Send to 3 readers")
    send_due_letters()
    assert {one.to[0]: one.subject for one in mail.outbox} == {
        "nb@example.no": "Vår",
        "nn@example.no": "Vår no",
        "en@example.no": "Vår",
    }
    [html] = [text for text, _kind in getattr(mail.outbox[1], "alternatives", [])]
    told = BeautifulSoup(str(html), "html.parser")
    assert ([one["lang"] for one in told.select("html")], "Hei på nynorsk." in told.get_text()) == (
        ["nn"],
        True,
    )


def test_a_post_gives_its_words_to_begin_with(desk, book, chapter):
    post = make_post(book, title="Våren er her", slug="var", lead="Kort.", body="<p>Første.</p><p>Andre.</p>")
    form = form_in(page(desk, f"{DESK}nytt/?innlegg={post.pk}"), "Keep it")
    assert (form["subject_nb"], form["letter_nb"].split("\n\n")[:3]) == (
        "Våren er her",
        ["Kort.", "Første.", "Andre."],
    )
    assert form["letter_nb"].endswith("\nhttp://localhost:8000/blogg/var/")
    press(desk, f"{DESK}nytt/?innlegg={post.pk}", "Keep it")
    assert Newsletter.objects.get().post == post


def test_a_test_goes_to_oneself_marked_and_once_though_pressed_twice(desk, chapter, berit):
    make_follower("ada@example.no", NEWSLETTER)
    address = address_of(written(desk))
    fields = form_in(page(desk, address), "Send the test")
    for _press in range(2):
        desk.post(fields["at_address"], {"slip": fields["slip"]})
    send_due_letters()
    assert [(one.to, one.subject, one.body.split("\n")[0]) for one in mail.outbox] == [
        ([berit.email], "[Prøve] Vår", mail.outbox[0].body.split("\n")[0]),
        ([berit.email], "[Prøve] Vår no", mail.outbox[1].body.split("\n")[0]),
    ]
    assert (mail.outbox[0].body.startswith("DETTE ER EN PRØVE"), Newsletter.objects.get().sent_at) == (
        True,
        None,
    )
    assert acts() == ["newsletter.kept", "newsletter.tested"]


def test_the_way_out_of_a_test_says_that_it_was_a_test_and_changes_nothing(client, desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    press(desk, address_of(written(desk)), "Send the test")
    send_due_letters()
    way_out = link_in(mail.outbox[0].body)
    for answer in (client.get(way_out), client.post(way_out)):
        said = answer.content.decode()
        assert ("This was a test" in said, "erased" in said) == (True, False)
    assert Follow.objects.confirmed().count() == 1


def test_pressed_twice_and_by_two_editors_it_is_sent_once(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    newsletter = written(desk)
    other = at_the_desk(make_person("kari@example.no", "Kari", RoleName.EDITOR))
    fields = form_in(page(other, address_of(newsletter)), "Send to 1")
    press(desk, address_of(newsletter), "Send to 1")
    for _press in range(2):
        answer = other.post(address_of(newsletter), fields, follow=True)
    assert "Somebody has changed or sent this newsletter. Look again." in answer.content.decode()
    send_due_letters()
    assert (receivers(), acts()) == (["ada@example.no"], ["newsletter.kept", "newsletter.sent"])


def test_what_another_has_written_anew_is_not_sent_unseen_and_nothing_typed_is_lost(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    newsletter = written(desk)
    writing = f"{address_of(newsletter)}skriv/"
    seen, sending = (
        form_in(page(desk, one), button)
        for one, button in ((writing, "Keep it"), (address_of(newsletter), "Send to 1"))
    )
    press(desk, writing, "Keep it", subject_nb="Sommer")
    desk.post(address_of(newsletter), sending)
    assert Newsletter.objects.get().sent_at is None
    refused = desk.post(writing, seen | {"subject_nb": "Høst"})
    assert (
        refused.status_code,
        "Høst" in refused.content.decode(),
        "Sommer" in refused.content.decode(),
    ) == (
        409,
        True,
        True,
    )


def test_at_a_time_it_waits_and_can_be_taken_back(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    newsletter = written(desk)
    then = timezone.localtime() + timedelta(days=2)
    press(desk, address_of(newsletter), "Send to 1", at=f"{then:%Y-%m-%dT%H:%M}")
    send_due_letters()
    assert (receivers(), outcome(desk, newsletter)["Wait to leave"]) == ([], "1")
    press(desk, address_of(newsletter), "Take back")
    assert Letter.objects.get(key__startswith="following.newsletter:").state == LetterState.LAID_ASIDE
    assert outcome(desk, newsletter)["Readers it was to go to"] == "1"
    again = desk.post(f"{address_of(newsletter)}ta-tilbake/", follow=True).content.decode()
    assert "It is taken back already" in again
    assert acts() == ["newsletter.kept", "newsletter.sent", "newsletter.taken_back"]


def test_one_that_is_taken_back_becomes_a_draft_with_its_words_by_one_press_and_one_by_two(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    newsletter = written(desk)
    then = timezone.localtime() + timedelta(days=2)
    press(desk, address_of(newsletter), "Send to 1", at=f"{then:%Y-%m-%dT%H:%M}")
    press(desk, address_of(newsletter), "Take back")
    fields = form_in(page(desk, address_of(newsletter)), "Make a new draft with its words")
    made = {desk.post(fields["at_address"], {"slip": fields["slip"]}).headers["Location"] for _press in "12"}
    draft = Newsletter.objects.latest("pk")
    assert (made, Newsletter.objects.count()) == ({address_of(draft)}, 2)
    press(desk, address_of(draft), "Send to 1 reader")
    send_due_letters()
    assert [(one.to, one.subject) for one in mail.outbox] == [(["ada@example.no"], "Vår")]


def test_no_test_is_offered_of_one_that_is_sent(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    newsletter = written(desk)
    press(desk, address_of(newsletter), "Send to 1")
    assert "Send it as a test" not in main_words(desk, address_of(newsletter))


def test_what_has_left_cannot_be_taken_back(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    newsletter = written(desk)
    press(desk, address_of(newsletter), "Send to 1")
    send_due_letters()
    answer = desk.post(f"{address_of(newsletter)}ta-tilbake/", follow=True).content.decode()
    assert ("It is too late" in answer, Newsletter.objects.get().taken_back_at) == (True, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"subject_nb": "Vår"}, "Write both the subject and the text, or neither."),
        ({}, "Write the newsletter in at least one language form."),
        (
            {"subject_nb": "Vår", "letter_nb": "Hei {mottaker}."},
            "Newsletters have no fields: readers would get {mottaker} as it stands here.",
        ),
    ],
)
def test_half_a_text_and_none_are_said_where_they_are(desk, chapter, typed, said):
    answer = press(desk, f"{DESK}nytt/", "Keep it", **typed)
    assert (answer.status_code, said in answer.content.decode(), Newsletter.objects.count()) == (422, True, 0)


def test_a_moment_that_has_been_is_refused(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    answer = press(desk, address_of(written(desk)), "Send to 1", at="2026-01-01T10:00")
    assert (answer.status_code, Newsletter.objects.get().sent_at) == (422, None)
    assert "That moment has been." in answer.content.decode()


def test_with_no_readers_there_is_nothing_to_press_and_the_act_refuses(desk, chapter, berit):
    newsletter = written(desk)
    assert "nobody to send it to" in main_words(desk, address_of(newsletter))
    desk.post(address_of(newsletter), {"at": "", "seen": "1"})
    newsletter.refresh_from_db()
    assert newsletter.sent_at is None


# What became of it


def test_how_many_got_it_came_back_and_stopped_is_told_and_opening_is_not_tracked(client, desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    make_follower("kari@example.no", NEWSLETTER, WHOLE_BOOK)
    newsletter = written(desk)
    press(desk, address_of(newsletter), "Send to 2")
    send_due_letters()
    first, second = mail.outbox
    token = first.extra_headers["X-Kokebok-Letter"]
    take_bounce(
        f"From: MAILER-DAEMON@mail.example.no\nSubject: Undelivered\nContent-Type: multipart/report; "
        f'report-type=delivery-status; boundary="b"\n\n--b\n\nNo such user.\n--b\nContent-Type: '
        f"message/delivery-status\n\nReporting-MTA: dns; mail.example.no\n\nFinal-Recipient: rfc822; "
        f"ada@example.no\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822-headers\n\n"
        f"X-Kokebok-Letter: {token}\n\n--b--\n".encode()
    )
    way_out = second.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert (way_out in second.body, second.extra_headers["List-Unsubscribe-Post"]) == (
        True,
        "List-Unsubscribe=One-Click",
    )
    asked = main_words(client, way_out)
    assert "Press the button, and the newsletter no longer goes to k***@example.no." in asked
    strict = Client(enforce_csrf_checks=True)
    for _press in range(2):
        assert strict.post(way_out, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "Only the newsletter is stopped. You still follow: The whole text" in main_words(client, way_out)
    assert [one.scope for one in Follower.objects.get(email="kari@example.no").follows.all()] == [WHOLE_BOOK]
    assert outcome(desk, newsletter) == {
        "Readers when it was sent": "2",
        "Got it": "1",
        "Came back": "1",
        "Stopped the newsletter by the link in it": "1",
    }
    assert "Whether anybody opens it is not tracked." in main_words(desk, address_of(newsletter))


def test_what_newsletters_reached_is_told_of_each_that_has_left(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    for _which in range(2):
        press(desk, address_of(written(desk)), "Send to 1")
    send_due_letters()
    written(desk)
    Letter.objects.filter(
        key__startswith=f"following.newsletter:{Newsletter.objects.earliest('pk').pk}:"
    ).update(returned_at=timezone.now())
    table = page(desk, DESK).select("table tbody tr")
    assert [[one.get_text(strip=True) for one in row.select("td")][1:] for row in table] == [
        ["1", "0", "0"],
        ["0", "1", "0"],
    ]


def test_with_nothing_else_followed_the_address_is_erased_by_the_click(client, desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    newsletter = written(desk)
    press(desk, address_of(newsletter), "Send to 1")
    send_due_letters()
    way_out = link_in(mail.outbox[0].body)
    press(client, way_out, "Stop the newsletter")
    assert "your address is erased" in main_words(client, way_out)
    assert (Follower.objects.count(), Letter.objects.filter(to="ada@example.no").count()) == (0, 0)
    assert outcome(desk, newsletter)["Stopped the newsletter by the link in it"] == "1"


def test_the_link_opened_again_is_in_the_language_of_the_letter_also_when_the_address_is_erased(
    desk, chapter
):
    make_follower("nn@example.no", NEWSLETTER, language="nn")
    newsletter = written(desk)
    press(desk, address_of(newsletter), "Send to 1")
    send_due_letters()
    way_out = link_in(mail.outbox[0].body)
    client = Client()  # with no language of its own
    client.post(way_out)
    (html,) = page(client, way_out).select("html")
    assert (html["lang"], Follower.objects.count()) == ("nn", 0)
    assert page(client, way_out.replace("sprak=nn", "sprak=xx")).select("html[lang=nb]")


def test_who_is_erased_is_gone_from_what_waits(desk, chapter):
    make_follower("ada@example.no", NEWSLETTER)
    make_follower("kari@example.no", NEWSLETTER)
    newsletter = written(desk)
    then = timezone.localtime() + timedelta(days=2)
    press(desk, address_of(newsletter), "Send to 2", at=f"{then:%Y-%m-%dT%H:%M}")
    erase_own(Whose((), "ada@example.no"))
    letters = Letter.objects.filter(key__startswith="following.newsletter:").order_by("pk")
    assert list(letters.values_list("to", "state")) == [("", "laid aside"), ("kari@example.no", "waiting")]


def test_five_thousand_get_one_each_in_few_queries(chapter, berit, django_assert_max_num_queries):
    followers = Follower.objects.bulk_create(
        Follower(email=f"leser{one}@example.no", language=("nb", "nn", "en")[one % 3]) for one in range(5000)
    )
    at = timezone.now()
    Follow.objects.bulk_create(Follow(follower=one, kind="news", confirmed_at=at) for one in followers)
    newsletter = Newsletter.objects.create(made_by=berit)
    newsletter.texts.create(language="nb", subject="Vår", letter="Hei.")
    with django_assert_max_num_queries(150):  # SQLite takes some fifty rows at a time
        assert send(newsletter, seen=1, by=berit) == 5000
    letters = Letter.objects.filter(key__startswith="following.newsletter:")
    assert (letters.count(), letters.values("to").distinct().count()) == (5000, 5000)
    with pytest.raises(NewsletterChangedMeanwhile):
        send(newsletter, seen=1, by=berit)


# Who may, and whether it is there


def test_only_those_who_may_send_may_and_the_rest_are_told_the_same_of_all(desk, chapter):
    newsletter = written(desk)
    moderator = at_the_desk(make_person("mo@example.no", "Mo", RoleName.MODERATOR))
    paths = ["", "nytt/", f"{newsletter.pk}/", f"{newsletter.pk}/skriv/"]
    assert {moderator.get(f"{DESK}{one}").status_code for one in paths} == {403}
    acting = [f"{newsletter.pk}/", f"{newsletter.pk}/prov/", f"{newsletter.pk}/ta-tilbake/"]
    assert {moderator.post(f"{DESK}{one}").status_code for one in acting} == {403}
    assert {Client().get(f"{DESK}{one}").status_code for one in paths} == {302}


def test_switched_off_it_is_as_if_it_were_not_there_but_one_can_still_stop(client, ask, desk, book, chapter):
    make_post(book)
    reader = make_follower("ada@example.no", NEWSLETTER)
    newsletter = written(desk)
    SwitchedOn.objects.filter(feature=Feature.NEWSLETTER).delete()
    paths = ["", "nytt/", f"{newsletter.pk}/", f"{newsletter.pk + 1}/", f"{newsletter.pk}/skriv/"]
    assert {desk.get(f"{DESK}{one}").status_code for one in paths} == {404}
    assert ["ewsletter" in client.get(one).content.decode() for one in ("/blogg/", "/folg/?nyhetsbrev")] == [
        False,
        False,
    ]
    assert ask("/folg/", what="newsletter").status_code == 422
    client.post(f"/folg/{reader.token}/nyhetsbrev/{newsletter.pk}/")
    assert Follower.objects.count() == 0
