"""Letters of a dispatch come back: an editor puts the address right, and it is sent again, in one press."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from kokebok.doors.actions.fetch_mailbox import Fetched, fetch_mailbox
from kokebok.doors.actions.take_letters import LetterOutcome, take_in_letter
from kokebok.doors.models import SetAside
from kokebok.doors.targets import all_places
from kokebok.editions.actions.correct import withdraw
from kokebok.editions.actions.freeze import freeze
from kokebok.journal.models import Entry
from kokebok.letters.actions.bounced import BounceOutcome, take_bounce
from kokebok.letters.models import CAME_BACK_BEFORE, Letter, Unreachable
from kokebok.letters.queries import undecided_letters
from kokebok.outlets.actions.dispatch import prepare, start
from kokebok.outlets.actions.opt_out import opt_out
from kokebok.outlets.actions.sending import send_batch
from kokebok.outlets.models import (
    Delivery,
    DeliveryState,
    Dispatch,
    LetterTemplate,
    ListedRecipient,
    OptedOut,
    RecipientList,
)
from kokebok.outlets.opting_out import key_of
from kokebok.outlets.recipients import Recipient
from kokebok.people.models import RoleName
from kokebok.people.owning import Whose
from kokebok.reading.actions.erase_person import erase_person
from tests.bounced import MAILBOX_FULL, USER_UNKNOWN, a_bounce
from tests.doors.imap import at, deliver, folders, mailbox
from tests.letters.conftest import a_letter
from tests.mailbox import mail_server
from tests.world import make_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db
LETTER = "Hei {navn},\n\nUtgave {utgave} er her: {lenke}"
PAGE = "/redaksjon/retur/"


@pytest.fixture
def smtp(settings: Any) -> Iterator[Mailbox]:
    """A real mail server that the site sends through."""
    with mail_server() as (mailbox, port):
        settings.EMAIL_BACKEND = "kokebok.letters.smtp.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield mailbox


@pytest.fixture
def sent(book, recipe, berit, smtp) -> Dispatch:
    """A dispatch to three, that has left."""
    edition = freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    recipients = [Recipient(name=f"Ås {n}", email=f"post{n}@example.no") for n in range(3)]
    dispatch = prepare(edition, subject="Ut", letter=LETTER, a_minute=6000, recipients=recipients, by=berit)
    start(dispatch, by=berit)
    return sent_on(dispatch)


def sent_on(dispatch: Dispatch) -> Dispatch:
    """The dispatch when all that is due has left."""
    dispatch.refresh_from_db()
    while send_batch(dispatch.pk, dispatch.run) and _is_due(dispatch):
        pass
    dispatch.refresh_from_db()
    return dispatch


def _is_due(dispatch: Dispatch) -> bool:
    return dispatch.deliveries.filter(state="waiting", not_before__lte=timezone.now()).exists()


def came_back(dispatch: Dispatch, number: int = 1, said: str = USER_UNKNOWN) -> bytes:
    """Word that the letter to this one did not arrive."""
    delivery = dispatch.deliveries.get(email=f"post{number}@example.no")
    return a_bounce(delivery.token, delivery.email, said=said)


def state_of(dispatch: Dispatch, number: int = 1) -> tuple[str, str]:
    """How far the letter to this one has come, and what was said."""
    delivery = dispatch.deliveries.get(name=f"Ås {number}")
    return str(delivery.state), delivery.error


def test_the_letter_that_came_back_is_marked_on_the_dispatch(sent, client, berit):
    assert take_bounce(came_back(sent)) == BounceOutcome.TAKEN
    assert [state_of(sent, n) for n in range(3)] == [("sent", ""), ("returned", USER_UNKNOWN), ("sent", "")]
    client.force_login(berit)
    page = client.get(reverse("outlets_desk:dispatch", args=[sent.pk])).content.decode()
    assert USER_UNKNOWN in page
    assert PAGE in page


def test_put_right_with_one_press_it_is_sent_again_and_the_lists_are_right_too(sent, client, berit, smtp):
    kept = RecipientList.objects.create(name="Alle")
    ListedRecipient.objects.create(of=kept, name="Ås", addresses="anna@example.no, post1@example.no")
    take_bounce(came_back(sent))
    client.force_login(berit)
    page = client.get(PAGE).content.decode()
    assert "Ås 1, Ås" in page
    assert USER_UNKNOWN in page
    where = reverse("outlets_desk:put_right", args=[Unreachable.objects.get().pk])
    answer = client.post(where, {"address": "Rett@example.no"}, follow=True)
    assert "Adressen er rettet, og 1 e-post er på vei." in answer.content.decode()
    sent_on(sent)
    assert smtp.arrived()["rett@example.no"] == 1
    assert state_of(sent) == ("sent", "")
    assert ListedRecipient.objects.get().addresses == "anna@example.no, rett@example.no"
    assert Unreachable.objects.count() == 0


def test_put_right_to_a_person_the_letter_is_theirs_and_not_sent_where_they_have_opted_out(
    sent, client, berit, smtp
):
    take_bounce(came_back(sent))
    sent.deliveries.update(is_person=False)
    opt_out(key_of("kari@example.no"))
    letters = len(smtp.letters)
    client.force_login(berit)
    client.post(f"{PAGE}{Unreachable.objects.get().pk}/", {"address": "kari@example.no"})
    sent_on(sent)
    mine = sent.deliveries.get(email="kari@example.no")
    assert (mine.is_person, str(mine.state), len(smtp.letters)) == (True, "opted_out", letters)


def test_an_address_too_long_for_a_kept_list_is_refused_and_nothing_is_sent(sent, client, berit):
    take_bounce(came_back(sent))
    listed = RecipientList.objects.create(name="Alle")
    many = ", ".join(
        ["Post@annet.example.no", "post1@example.no", *(f"p{n}@lang.example.no" for n in range(34))]
    )
    row = ListedRecipient.objects.create(of=listed, name="Ås", addresses=many)
    client.force_login(berit)
    right = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.no"
    refused = client.post(f"{PAGE}{Unreachable.objects.get().pk}/", {"address": right})
    assert "har ikke plass til" in refused.content.decode()
    row.refresh_from_db()
    assert (row.addresses, state_of(sent)[0]) == (many, "returned")


def test_what_is_no_address_is_said_at_the_field_and_kept(sent, client, berit):
    take_bounce(came_back(sent))
    client.force_login(berit)
    where = reverse("outlets_desk:put_right", args=[Unreachable.objects.get().pk])
    answer = client.post(where, {"address": "rett(at)example.no"})
    assert answer.status_code == 422
    assert 'value="rett(at)example.no"' in answer.content.decode()
    assert "Skriv en e-postadresse, for eksempel post@example.no." in answer.content.decode()
    assert state_of(sent)[0] == "returned"


def test_pressed_twice_it_is_sent_once(sent, client, berit, smtp):
    take_bounce(came_back(sent))
    client.force_login(berit)
    where = reverse("outlets_desk:put_right", args=[Unreachable.objects.get().pk])
    client.post(where, {"address": "post1@example.no"})
    second = client.post(where, {"address": "post1@example.no"}, follow=True)
    assert "Noen har rettet denne adressen allerede." in second.content.decode()
    sent_on(sent)
    assert smtp.arrived()["post1@example.no"] == 2


def test_corrected_to_one_who_has_it_nobody_gets_it_twice(sent, client, berit, smtp):
    take_bounce(came_back(sent))
    client.force_login(berit)
    where = reverse("outlets_desk:put_right", args=[Unreachable.objects.get().pk])
    client.post(where, {"address": "post2@example.no"})
    sent_on(sent)
    assert smtp.arrived()["post2@example.no"] == 1


def test_let_be_nothing_is_sent_to_it_by_the_next_dispatch(sent, client, berit, smtp):
    take_bounce(came_back(sent))
    client.force_login(berit)
    client.post(reverse("outlets_desk:let_be", args=[Unreachable.objects.get().pk]))
    recipients = [Recipient(name=f"Ås {n}", email=f"post{n}@example.no") for n in range(3)]
    again = prepare(
        sent.edition, subject="Igjen", letter=LETTER, a_minute=6000, recipients=recipients, by=berit
    )
    start(again, by=berit, also_had=True)
    sent_on(again)
    assert [state_of(again, n) for n in range(3)] == [
        ("sent", ""),
        ("returned", CAME_BACK_BEFORE),
        ("sent", ""),
    ]
    assert smtp.arrived()["post1@example.no"] == 1


def test_a_full_mailbox_is_tried_again_by_itself_also_when_the_dispatch_was_done(sent, smtp):
    assert sent.state == "done"
    take_bounce(came_back(sent, said=MAILBOX_FULL))
    sent.refresh_from_db()
    assert (sent.state, state_of(sent)) == ("sending", ("waiting", MAILBOX_FULL))
    Delivery.objects.update(not_before=timezone.now() - timedelta(minutes=1))
    sent_on(sent)
    assert (smtp.arrived()["post1@example.no"], sent.state) == (2, "done")


@pytest.fixture
def ada(db: None) -> Any:
    """An administrator."""
    return make_person("ada@example.no", "Ada Administrator", RoleName.ADMINISTRATOR)


def held_letter(to: str) -> Letter:
    """A letter of the outbox that was held back since its address cannot be reached."""
    letter = a_letter(7, to=to)
    Letter.objects.filter(pk=letter.pk).update(state="failed", answer=CAME_BACK_BEFORE)
    return letter


def test_an_address_somebody_gave_themselves_is_for_administrators_and_nobody_changes_it(
    client, berit, ada, book
):
    unreachable = Unreachable.objects.create(address="kari@example.no", is_lasting=True)
    where = reverse("outlets_desk:put_right", args=[unreachable.pk])
    client.force_login(berit)
    assert "kari@example.no" not in client.get(PAGE).content.decode()
    assert PAGE not in client.get(reverse("outlets_desk:editions")).content.decode()
    for act in ("put_right", "let_be"):
        answer = client.post(
            reverse(f"outlets_desk:{act}", args=[unreachable.pk]), {"address": "kari@example.no"}, follow=True
        )
        assert "Noen har rettet denne adressen allerede." in answer.content.decode()
    client.force_login(ada)
    assert "kari@example.no" in client.get(PAGE).content.decode()
    answer = client.post(where, {"address": "en.annen@example.no"})
    assert answer.status_code == 422
    assert "Bare den som eier adressen, kan endre den." in answer.content.decode()
    assert Unreachable.objects.get().settled_at is None


def test_an_editor_sends_the_e_mails_of_dispatches_again_and_leaves_the_outbox_to_administrators(
    sent, client, berit
):
    take_bounce(came_back(sent))
    letter = held_letter("post1@example.no")
    client.force_login(berit)
    where = reverse("outlets_desk:put_right", args=[Unreachable.objects.get().pk])
    answer = client.post(where, {"address": "post1@example.no"}, follow=True)
    assert "Adressen er rettet, og 1 e-post er på vei." in answer.content.decode()
    letter.refresh_from_db()
    assert (letter.state, [one.letter.pk for one in undecided_letters()]) == ("failed", [letter.pk])
    assert Entry.objects.filter(act__startswith="address.").count() == 1


def test_an_administrator_sends_those_of_the_outbox_again_too(client, ada, book):
    letter = held_letter("kari@example.no")
    unreachable = Unreachable.objects.create(address="kari@example.no", is_lasting=True)
    client.force_login(ada)
    client.post(reverse("outlets_desk:put_right", args=[unreachable.pk]), {"address": "kari@example.no"})
    letter.refresh_from_db()
    assert letter.state == "waiting"
    assert Entry.objects.filter(act__startswith="address.").count() == 1


def test_an_address_the_mail_server_does_not_know_at_the_door_is_put_right_as_one_that_came_back(
    sent, client, berit, smtp
):
    smtp.refuse = {"feil@example.no": "550 5.1.1 no such user"}
    again = prepare(
        sent.edition, subject="Igjen", letter=LETTER, a_minute=6000,
        recipients=[Recipient(name="Ås 9", email="feil@example.no")], by=berit,
    )  # fmt: skip
    start(again, by=berit)
    sent_on(again)
    assert state_of(again, 9) == ("returned", "550 5.1.1 no such user")
    client.force_login(berit)
    assert "feil@example.no" in client.get(PAGE).content.decode()


WITHOUT_STATUS = [
    ("550 User unknown", "returned", True),
    ("550 Recipient address rejected: User unknown in virtual mailbox table", "returned", True),
    ("551 No such user here", "returned", True),
    ("553 mailbox does not exist", "returned", True),
    ("552 Requested mail action aborted: exceeded storage allocation", "waiting", False),
    ("550 5.2.2 Over quota", "waiting", False),
    ("552 message size exceeds fixed maximum", "failed", None),
    ("554 5.7.1 Service unavailable; client host blocked", "failed", None),
    ("550 Sender unknown: blocked by policy", "failed", None),
    ("550 no", "failed", None),
]


def test_words_tell_a_wrong_address_from_a_full_mailbox_and_from_a_refusal_where_there_is_no_status(
    sent, client, berit, smtp
):
    smtp.refuse = {f"nr{at}@example.no": answer for at, (answer, *_rest) in enumerate(WITHOUT_STATUS)}
    them = [Recipient(name="", email=email) for email in smtp.refuse]
    again = prepare(sent.edition, subject="Igjen", letter=LETTER, a_minute=6000, recipients=them, by=berit)
    start(again, by=berit)
    sent_on(again)
    known = dict(Unreachable.objects.values_list("address", "is_lasting"))
    came = [(one.error, one.state, known.get(one.email)) for one in again.deliveries.order_by("pk")]
    assert came == WITHOUT_STATUS
    client.force_login(berit)
    shown = client.get(f"/redaksjon/utsending/{again.pk}/").content.decode()
    assert shown.count("Avvist av e-postserveren deres:") == 4


def test_who_opts_out_while_the_mail_server_asks_us_to_come_back_is_not_sent_to_later(sent, berit, smtp):
    smtp.refuse = {"kari.nes@example.no": "451 4.7.1 come back later"}
    again = prepare(
        sent.edition, subject="Igjen", letter=LETTER, a_minute=6000,
        recipients=[Recipient(name="Ås 8", email="kari.nes@example.no")], by=berit,
    )  # fmt: skip
    start(again, by=berit)
    key = again.deliveries.get().address_key
    OptedOut.objects.create(address_key=key)  # what they do while it is in hand finds nothing that waits
    sent_on(again)
    smtp.refuse = {}
    Delivery.objects.update(not_before=timezone.now() - timedelta(minutes=1))
    sent_on(again)
    assert (state_of(again, 8)[0], smtp.arrived()["kari.nes@example.no"]) == ("opted_out", 0)


def test_of_somebody_erased_no_letter_held_back_stays_nor_that_they_cannot_be_reached(sent, client, berit):
    held_letter("kari@example.no")
    Unreachable.objects.create(address="kari@example.no", is_lasting=True)
    erase_person(Whose((), "kari@example.no"))
    assert Unreachable.objects.count() == 0
    assert Letter.objects.filter(to="kari@example.no").count() == 0


def test_a_delivery_to_somebody_erased_has_no_button_that_does_nothing(sent, client, berit):
    sent.deliveries.filter(name="Ås 1").update(state="failed")
    client.force_login(berit)
    page = reverse("outlets_desk:dispatch", args=[sent.pk])
    assert 'value="send_again"' in client.get(page).content.decode()
    sent.deliveries.filter(name="Ås 1").update(name="", email="", erased_at=timezone.now())
    assert 'value="send_again"' not in client.get(page).content.decode()


def test_a_file_put_in_at_the_desk_is_read_and_twice_marks_once(sent, client, berit):
    mbox = b"".join(
        b"From a@b Mon Nov 30 10:00:00 2026\n" + one + b"\n" for one in (came_back(sent), came_back(sent, 2))
    )
    mbox += b"From a@b Mon Nov 30 10:00:00 2026\nFrom: kari@example.no\nSubject: Hei\n\nHei.\n"
    client.force_login(berit)
    for taken, already in ((2, 0), (0, 2)):
        file = SimpleUploadedFile("retur.mbox", mbox)
        answer = client.post(
            reverse("outlets_desk:read_bounces"), {"file": file}, follow=True
        ).content.decode()
        assert f"{taken} forteller om en e-post fra oss som ikke kom fram" in answer
        assert f"{already} var lest fra før" in answer
    assert [state_of(sent, n)[0] for n in range(3)] == ["sent", "returned", "returned"]


def test_without_a_file_the_page_says_so(client, berit, book):
    client.force_login(berit)
    answer = client.post(reverse("outlets_desk:read_bounces"))
    assert (answer.status_code, "Velg en fil." in answer.content.decode()) == (422, True)


def test_the_command_reads_files_and_tells_what_they_came_to(sent, tmp_path):
    file = tmp_path / "retur.eml"
    file.write_bytes(came_back(sent))
    out = StringIO()
    call_command("read_bounces", str(file), str(file), stdout=out)
    assert out.getvalue() == "2 read: 1 taken, 0 still tried, 1 already, 0 not ours, 0 no bounce.\n"
    assert state_of(sent) == ("returned", USER_UNKNOWN)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("read_bounces", str(tmp_path / "ikke.eml"))


def test_the_mailbox_that_is_read_marks_what_came_back_and_sets_aside_what_is_not_ours(sent):
    with mailbox() as port:
        deliver(port, came_back(sent), a_bounce("0" * 32, "hvem@example.no"))
        assert fetch_mailbox(at(port)) == Fetched(returned=1, aside=1)
        assert folders(port)["INBOX"] == 0
    assert state_of(sent) == ("returned", USER_UNKNOWN)
    assert [one.reason for one in SetAside.objects.all()] == ["bounce"]


def test_a_bounce_of_an_odd_shape_never_becomes_an_input(book):
    raw = (
        b"From: Mail Delivery Subsystem <post@example.no>\nSubject: Returned mail\n\n"
        b"The following address failed:\n\n<x@example.no>: unknown user\n"
    )
    assert take_in_letter(raw, places=all_places()) == LetterOutcome.ASIDE
    assert SetAside.objects.get().reason == "bounce"


def test_of_an_edition_that_is_withdrawn_nothing_is_sent_again(sent, berit, client):
    withdraw(sent.edition, why="Feil beløp.", instead=None, by=berit)
    take_bounce(came_back(sent, said=MAILBOX_FULL))
    assert state_of(sent) == (DeliveryState.RETURNED, MAILBOX_FULL)


def test_the_page_costs_the_same_with_one_and_with_thirty(client, ada, book, django_assert_max_num_queries):
    client.force_login(ada)
    for number in range(30):
        Unreachable.objects.create(address=f"a{number}@example.no", is_lasting=True)
    client.get(PAGE)
    with django_assert_max_num_queries(20):
        page = client.get(PAGE).content.decode()
    assert page.count("@example.no</h2>") == 30


def test_of_many_addresses_fifty_stand_on_a_page_and_what_is_wrong_is_shown_where_it_was_typed(
    client, ada, book
):
    client.force_login(ada)
    for number in range(120):
        Unreachable.objects.create(address=f"a{number}@example.no", is_lasting=True)
    pages = [client.get(f"{PAGE}?page={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count("@example.no</h2>") for page in pages] == [50, 50, 20]
    last = Unreachable.objects.all()[119]
    answer = client.post(reverse("outlets_desk:put_right", args=[last.pk]), {"address": "rett(at)example.no"})
    assert (answer.status_code, 'value="rett(at)example.no"' in answer.content.decode()) == (422, True)


def test_trying_a_list_says_how_many_have_opted_out_and_have_the_edition_already(sent, client, berit):
    OptedOut.objects.create(address_key=key_of("kari.nes@example.no"))
    client.force_login(berit)
    where = reverse("outlets_desk:new_dispatch", args=["0.1"])
    said = "navn;e-post\nKari;kari.nes@example.no\nÅs;post1@example.no\nNy;ny.en@example.no\n"
    form = {"subject": "Ut", "letter": LETTER, "a_minute": "60", "recipients": said, "do": "try"}
    page = " ".join(client.post(where, form).content.decode().split())
    assert "1 av disse har meldt seg av, og får ingenting." in page
    assert "1 av disse har fått utgave 0.1 allerede" in page
    assert "Lag utsendingen til 1 mottaker </button>" in page


def test_one_template_that_the_letter_begins_from_is_no_choice(sent, client, berit):
    template = LetterTemplate.objects.create(name="Ny utgave", is_default=True)
    template.texts.create(language="nb", subject="Ut", letter=LETTER)
    client.force_login(berit)
    where = reverse("outlets_desk:new_dispatch", args=["0.1"])
    page = client.get(where).content.decode()
    assert "?mal=" not in page
    assert "Emne (nynorsk)" in page
    LetterTemplate.objects.create(name="En annen")
    page = client.get(where).content.decode()
    assert page.count("?mal=") == 2
    assert 'id="begins-from"' in page
