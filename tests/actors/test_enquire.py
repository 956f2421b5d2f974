"""Asking an actor, or the sender of an input, for contact."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.actors.actions.settle import forget
from kokebok.actors.models import Asked, Barred, Enquiry, EnquiryState
from kokebok.calls.models import Making
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind, State
from kokebok.journal.queries import acts_on
from kokebok.letters.models import Letter
from kokebok.letters.shares import forget_askings
from kokebok.people.models import Body, RoleName
from tests.actors.conftest import link_in, newest_letter, reader, text_of
from tests.inputs.conftest import slip_on
from tests.world import InputFactory, make_example, make_person, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
ADA = "ada@asker.example"


def confirmed(ask: Any, client: Client, **fields: Any) -> Enquiry:
    """An enquiry that has been passed on."""
    ask(**fields)
    client.post(link_in(newest_letter()))
    return Enquiry.objects.latest("pk")


def letters_to(address: str) -> list[Any]:
    """The letters to an address, the oldest first."""
    return [one for one in mail.outbox if one.to == [address]]


def told_to(address: str) -> list[str]:
    """All that has been written to an address."""
    return [f"{one.subject}\n{one.body}" for one in letters_to(address)]


def test_the_whole_way_from_the_page_to_the_address_on_a_yes(ask, client, noen):
    assert "/aktorer/noen-as/kontakt/" in client.get("/aktorer/noen-as/").content.decode()
    answer = ask()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/kontakt/sendt/")
    assert [letter.to for letter in mail.outbox] == [[ADA]]
    link = link_in(newest_letter())
    assert "Yes, pass it on" in text_of(client.get(link))
    assert Enquiry.objects.get().state == EnquiryState.UNCONFIRMED  # to open the link does nothing
    client.post(link)
    asked = newest_letter()
    assert asked.to == ["post@noen.example"]
    assert ("demenskafeen" in asked.body, ADA in asked.body + str(asked.message())) == (True, False)
    theirs, to_answer = reader(), link_in(asked)
    page = theirs.get(to_answer)
    assert ("Ada Rådgiver" in text_of(page), ADA in page.content.decode()) == (True, False)
    assert Enquiry.objects.get().state == EnquiryState.WAITING
    theirs.post(to_answer, {"say": "yes"})
    enquiry = Enquiry.objects.get()
    assert (enquiry.state, acts_on(enquiry)) == ("accepted", ["enquiry.sent", "enquiry.accepted"])
    with_address = letters_to("post@noen.example")[-1]
    assert (with_address.to, with_address.reply_to) == (["post@noen.example"], [ADA])
    assert ["post@noen.example" in words for words in told_to(ADA)] == [False, False]
    assert "have said yes" in told_to(ADA)[-1]


def test_a_page_that_names_an_actor_one_can_ask_leads_there(client, noen):
    assert "/aktorer/noen-as/kontakt/" in client.get("/fakta/hva/").content.decode()
    Body.objects.filter(pk=noen.pk).update(contact="")
    assert "Ask for contact" not in text_of(client.get("/fakta/hva/"))


def test_with_a_no_no_address_is_given(ask, client, noen):
    enquiry = confirmed(ask, client)
    reader().post(link_in(newest_letter()), {"say": "no"})
    enquiry.refresh_from_db()
    assert enquiry.state == "declined"
    assert [ADA in words for words in told_to("post@noen.example")] == [False]
    assert "said no to contact for now" in told_to(ADA)[-1]


def test_of_two_who_answer_the_second_changes_nothing_and_is_told(ask, client, noen):
    confirmed(ask, client)
    theirs, link = reader(), link_in(newest_letter())
    theirs.post(link, {"say": "no"})
    after = theirs.post(link, {"say": "yes"}, follow=True)
    assert (Enquiry.objects.get().state, "answered already" in text_of(after)) == ("declined", True)


def test_a_press_on_none_of_the_buttons_says_nothing(ask, client, noen):
    confirmed(ask, client)
    after = reader().post(link_in(newest_letter()), {}, follow=True)
    assert (Enquiry.objects.get().state, "Nothing is done" in text_of(after)) == ("waiting", True)


def test_who_does_not_agree_to_give_the_address_or_says_nothing_is_told_at_the_field(ask, noen):
    answer = ask(agrees="", message="", name="")
    assert answer.status_code == 422
    said = text_of(answer)
    assert set(answer.context["form"].errors) == {"message", "name", "agrees"}
    assert "without it they cannot write to you" in said
    assert Enquiry.objects.count() == 0


def test_an_actor_without_a_mailbox_and_one_that_is_not_there_answer_alike(client, noen):
    Body.objects.filter(pk=noen.pk).update(contact="Daglig leder, telefon 99 99 99 99")
    assert "Ask for contact" not in text_of(client.get("/aktorer/noen-as/"))
    asked = ["/aktorer/noen-as/kontakt/", "/aktorer/ingen/kontakt/", "/innspill/999/kontakt/"]
    assert [client.get(address).status_code for address in asked] == [404, 404, 404]


def test_asking_again_before_confirming_changes_the_words_and_after_it_nothing(ask, client, noen):
    ask()
    ask(message="Bedre ord.")
    assert [(one.message, one.state) for one in Enquiry.objects.all()] == [("Bedre ord.", "unconfirmed")]
    assert len(mail.outbox) == 1  # one letter an hour
    client.post(link_in(newest_letter()))
    again = ask(message="Andre ord.")
    assert (
        again.headers["Location"] == "/kontakt/sendt/"
    )  # nobody learns from the answer what was asked before
    assert [(one.message, one.state) for one in Enquiry.objects.all()] == [("Bedre ord.", "waiting")]


def test_a_network_has_its_share(ask, noen, settings):
    settings.INPUTS_AN_HOUR = 2
    ask()
    ask()  # the same once more is an asking too
    Enquiry.objects.all().delete()
    assert ask(email="en.annen@asker.example").status_code == 429
    forget_askings(at=timezone.now() + timedelta(hours=1))
    assert ask(email="en.annen@asker.example").status_code == 302


def test_one_address_asks_at_most_five_in_a_day(ask, client, noen):
    for number in range(6):
        slug = f"aktor-{number}"
        Body.objects.create(name=slug, slug=slug, contact=f"post@{slug}.example")
        ask(f"/aktorer/{slug}/kontakt/")
        answer = client.post(link_in(letters_to(ADA)[-1]), follow=True)
    assert Enquiry.objects.filter(state="waiting").count() == 5
    assert "as many as one may in a day" in text_of(answer)


def test_an_actor_is_asked_by_at_most_ten_in_a_day(ask, client, noen):
    for number in range(11):
        ask(email=f"en{number}@asker.example")
        link = link_in(letters_to(f"en{number}@asker.example")[-1])
        answer = client.post(link, follow=True)
    assert Enquiry.objects.filter(state="waiting").count() == 10
    assert "asked by many today" in text_of(answer)


def test_what_is_reported_stops_its_sender_and_an_editor_settles_it(ask, client, noen, berit):
    enquiry = confirmed(ask, client)
    reader().post(link_in(newest_letter()), {"say": "misuse"})
    Body.objects.create(name="B", slug="b", contact="post@b.example")
    ask("/aktorer/b/kontakt/")
    stopped = client.post(link_in(newest_letter()), follow=True)
    assert "cannot ask for contact here now" in text_of(stopped)
    desk = reader()
    desk.force_login(berit)
    page = desk.get("/redaksjon/kontakt/")
    assert ("demenskafeen" in text_of(page), ADA in text_of(page)) == (True, True)
    assert "Misuse of contact" in [
        item.label for group in page.context["desk_nav"].groups for item in group.items
    ]
    desk.post(f"/redaksjon/kontakt/{enquiry.pk}/", {"say": "misuse"})
    assert acts_on(enquiry) == ["enquiry.sent", "enquiry.reported", "enquiry.upheld"]
    assert [(one.pk, one.state) for one in Enquiry.objects.all()] == [(enquiry.pk, "upheld")]
    assert ADA not in Barred.objects.get().who
    ask("/aktorer/b/kontakt/")
    again = client.post(link_in(newest_letter()), follow=True)
    assert "cannot ask for contact here now" in text_of(again)
    second = desk.post(f"/redaksjon/kontakt/{enquiry.pk}/", {"say": "fine"}, follow=True)
    assert "Another has just settled this" in text_of(second)


def test_what_is_no_misuse_leaves_its_sender_free(ask, client, noen, berit):
    enquiry = confirmed(ask, client)
    reader().post(link_in(newest_letter()), {"say": "misuse"})
    desk = reader()
    desk.force_login(berit)
    desk.post(f"/redaksjon/kontakt/{enquiry.pk}/", {"say": "fine"})
    enquiry.refresh_from_db()
    assert (enquiry.state, Barred.objects.count()) == ("waiting", 0)


@pytest.mark.parametrize("said", [("yes", "accepted"), ("no", "declined")])
def test_an_answer_that_is_reported_afterwards_stands_if_it_is_no_misuse(ask, client, noen, berit, said):
    answer, state = said
    enquiry = confirmed(ask, client)
    link, desk = link_in(newest_letter()), reader()
    for say in (answer, "misuse"):
        reader().post(link, {"say": say})
    desk.force_login(berit)
    told = len(mail.outbox)
    desk.post(f"/redaksjon/kontakt/{enquiry.pk}/", {"say": "fine"})
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.state_before_report, len(mail.outbox)) == (state, "", told)


def test_what_waited_when_it_was_reported_waits_again_and_is_answered_as_usual(ask, client, noen, berit):
    now = timezone.now()
    enquiry = confirmed(ask, client)
    link, desk = link_in(newest_letter()), reader()
    reader().post(link, {"say": "misuse"})
    ask(message="Er dere der?")  # the same one again, while an editor looks
    ten = timedelta(days=10)
    Enquiry.objects.filter(pk=enquiry.pk).update(sent_at=now - 2 * ten, answered_at=now - ten)
    desk.force_login(berit)
    desk.post(f"/redaksjon/kontakt/{enquiry.pk}/", {"say": "fine"})
    forget(at=now + timedelta(days=19))  # the ten days it lay with the editors are not of the thirty
    assert [(one.pk, one.state) for one in Enquiry.objects.all()] == [(enquiry.pk, "waiting")]
    reader().post(link, {"say": "yes"})
    assert "have said yes" in told_to(ADA)[-1]


def test_what_is_reported_and_no_editor_looks_at_is_erased_after_ninety_days(ask, client, noen):
    now = timezone.now()
    enquiry = confirmed(ask, client)
    reader().post(link_in(newest_letter()), {"say": "misuse"})
    forget(at=now + timedelta(days=89))
    assert list(Enquiry.objects.all()) == [enquiry]
    forget(at=now + timedelta(days=91))
    assert (Enquiry.objects.count(), Barred.objects.count()) == (0, 0)
    assert set(Letter.objects.values_list("to", "text")) == {("", "")}


def test_only_those_who_may_settle_see_what_is_reported(ask, client, noen, rana):
    desk = reader()
    desk.force_login(rana)
    assert desk.get("/redaksjon/kontakt/").status_code == 403
    assert reader().get("/redaksjon/kontakt/").status_code == 302


def test_nothing_is_kept_longer_than_it_must(ask, client, noen):
    now = timezone.now()
    enquiry = confirmed(ask, client)
    ask(email="uten@svar.example")
    forget(at=now + timedelta(days=15))
    assert list(Enquiry.objects.all()) == [enquiry]  # what nobody confirmed is gone
    forget(at=now + timedelta(days=31))
    enquiry.refresh_from_db()
    assert (enquiry.state, "nobody has answered" in told_to(ADA)[-1]) == ("unanswered", True)
    link = link_in(letters_to("post@noen.example")[0])
    assert "told that nobody answered" in text_of(reader().get(link))
    forget(at=now + timedelta(days=46))
    assert (Enquiry.objects.count(), Asked.objects.count()) == (0, 0)
    assert set(Letter.objects.values_list("to", "text")) == {("", "")}
    assert reader().get(link).status_code == 404


# --- the senders of inputs ---


@pytest.fixture
def willing(recipe: Any) -> Input:
    """An input whose sender has experience and has agreed to be asked."""
    given: Input = InputFactory.create(
        paragraph=paragraph_saying("Ring tre familier."),
        state=State.OPEN,
        email="kari@rana.example",
        email_confirmed_at=timezone.now(),
        may_be_contacted=True,
    )
    return given


def test_the_tick_on_the_form_is_kept_and_needs_an_address(client, recipe):
    said = Said(kind=Kind.COMMENT, text="Vi har prøvd.", email="a@b.example", may_be_contacted=True)
    assert send(said).may_be_contacted
    assert not send(Said(kind=Kind.COMMENT, text="Vi òg.", may_be_contacted=True)).may_be_contacted
    page = client.get("/innspill/gi/")
    assert "may_be_contacted" in page.content.decode()
    answer = client.post(
        "/innspill/gi/",
        {
            "kind": "comment",
            "text": "Hei",
            "may_be_contacted": "on",
            "slip": slip_on(client, "/innspill/gi/"),
        },
    )
    assert "Write the address we can reach you at, or take away the tick below." in text_of(answer)


def test_who_has_agreed_can_be_asked_where_the_input_is_shown(ask, client, willing):
    address = f"/innspill/{willing.pk}/kontakt/"
    shown = [
        client.get(page).content.decode() for page in ("/oppskrifter/moete/", f"/innspill/{willing.pk}/")
    ]
    assert [address in page for page in shown] == [True, True]
    ask(address)
    client.post(link_in(newest_letter()))
    asked = newest_letter()
    assert asked.to == ["kari@rana.example"]
    assert "kari@rana.example" not in "".join(shown)


def test_a_page_leads_to_somebody_to_talk_with_and_says_nothing_where_there_is_nobody(
    client, book, noen, willing, berit
):
    example = make_example(book)
    tip = InputFactory.create(
        state=State.OPEN, email="per@a.example", email_confirmed_at=timezone.now(), may_be_contacted=True
    )
    assert "Somebody to talk with" not in text_of(client.get("/oppskrifter/moete/"))
    assert "Whom one can ask" in text_of(client.get("/eksempler/trondheim/"))

    Making.objects.create(given=tip, page_id=example.pk, made_by=berit, published_at=timezone.now())
    shown = client.get("/eksempler/trondheim/")
    assert f"/innspill/{tip.pk}/kontakt/" in shown.content.decode()
    assert "Whom one can ask" not in text_of(shown)

    Body.objects.filter(pk=noen.pk).update(themes=["demens"])
    recipe = willing.paragraph.page.specific
    recipe.themes = ["demens"]
    recipe.save_revision().publish()
    shown = client.get("/oppskrifter/moete/").content.decode()
    assert ("Somebody to talk with" in shown, "/aktorer/noen-as/kontakt/" in shown) == (True, True)

    example.actors.add(noen, Body.objects.create(name="Taus", slug="taus"))
    example.save_revision().publish()
    shown = client.get("/eksempler/trondheim/").content.decode()
    assert all(f'href="/aktorer/{end}"' in shown for end in ("noen-as/", "noen-as/kontakt/", "taus/"))
    assert "/aktorer/taus/kontakt/" not in shown
    listed = [client.get(at).context["actors"] for at in ("/aktorer/", "/aktorer/?kontakt=ja")]
    assert [[one["name"] for one in rows] for rows in listed] == [["Noen AS", "Taus"], ["Noen AS"]]


@pytest.mark.parametrize(
    "change",
    [{"may_be_contacted": False}, {"email_confirmed_at": None}, {"state": State.WAITING}],
    ids=["has not agreed", "cannot be reached", "not public"],
)
def test_all_others_cannot_be_asked(client, willing, change):
    Input.objects.filter(pk=willing.pk).update(**change)
    assert client.get(f"/innspill/{willing.pk}/kontakt/").status_code == 404
    assert "Ask for contact" not in text_of(client.get("/oppskrifter/moete/"))


def test_the_sender_takes_it_back_and_gives_it_on_the_receipt(client, willing):
    receipt = f"/kvittering/{willing.code}/"
    assert "Stop it" in text_of(client.get(receipt))
    client.post(f"{receipt}kontakt/", {"may": "no"})
    assert not Input.objects.get(pk=willing.pk).may_be_contacted
    assert "Let others ask" in text_of(client.get(receipt))
    client.post(f"{receipt}kontakt/", {"may": "yes"})
    assert Input.objects.get(pk=willing.pk).may_be_contacted
    assert acts_on(willing)[-2:] == ["input.contact_refused", "input.contact_allowed"]


def test_what_was_under_way_reaches_nobody_when_it_is_taken_back(ask, client, willing):
    ask(f"/innspill/{willing.pk}/kontakt/")
    Input.objects.filter(pk=willing.pk).update(may_be_contacted=False)
    after = client.post(link_in(newest_letter()), follow=True)
    assert ("cannot be asked here any longer" in text_of(after), len(mail.outbox)) == (True, 1)


# --- what the database refuses ---


def test_an_enquiry_asks_one_and_is_answered_when_it_is_no_longer_open(noen):
    words = {"email": ADA, "name": "Ada", "message": "Hei"}
    wrong = [
        words,
        {**words, "body": noen, "state": EnquiryState.WAITING},
        {**words, "body": noen, "state": EnquiryState.ACCEPTED, "sent_at": timezone.now()},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Enquiry.objects.create(**fields)
    Enquiry.objects.create(**words, body=noen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.create(**words, body=noen)


def test_a_moderator_may_settle_too(db):
    from kokebok.actors.rules import may

    assert may(make_person("m@example.no", "M", RoleName.MODERATOR), "enquiry.settle")


def test_both_are_told_which_input_it_is_about(ask, client, willing):
    Input.objects.filter(pk=willing.pk).update(text="Vi ringte\nalle familiene i bygda.")
    about, at = (
        f"It is about: «Vi ringte alle familiene i bygda.» (input {willing.pk})",
        f"/innspill/{willing.pk}/",
    )
    pages = [client.get(f"{at}kontakt/")]
    confirmed(ask, client, at=f"{at}kontakt/")
    letters = [one.body for one in mail.outbox]
    assert [("«Vi ringte alle familiene i bygda.»" in one, at in one) for one in letters] == [
        (True, True)
    ] * 2
    pages += [client.get(link_in(mail.outbox[0])), client.get(link_in(newest_letter()))]
    assert [about in text_of(page) for page in pages] == [True] * 3
    willing.refresh_from_db()
    withdraw(willing)
    assert "familiene" not in text_of(client.get(link_in(newest_letter())))


def test_who_confirms_an_address_is_told_that_enquiries_go_to_it(client, recipe):
    said = Said(kind=Kind.COMMENT, text="Vi har prøvd.", email="a@b.example", may_be_contacted=True)
    given = send(said)
    letter = newest_letter()
    assert "kan spørre deg om kontakt" in " ".join(letter.body.split())
    receipt = text_of(client.get(f"/kvittering/{given.code}/"))
    assert "Yes, when you have confirmed your address." in receipt
    found = re.search(r"https?://[^/\s]+(/\S+/bekreft/\S+|/\S*bekreft\S*)", letter.body)
    assert found is not None
    assert "others may ask you for contact" in text_of(client.get(found[1]))
