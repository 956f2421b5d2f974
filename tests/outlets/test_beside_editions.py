"""What is said beside an edition: errata and withdrawals, at the desk, to readers, and in files made later."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokebok.book.models import Cookbook, FactChapter
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.content import content_of, hash_of
from kokebok.editions.models import Edition, Erratum, Withdrawal
from kokebok.editions.queries import newest_number
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.outlets.actions.correct import withdraw
from kokebok.outlets.actions.render import file_of, keep, order_copies, render
from kokebok.outlets.actions.sending import send_batch
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.formats import FORMATS, Format
from kokebok.outlets.models import Copy, CopyState, Delivery, Dispatch
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from kokebok.reading.queries import latest_edition
from tests.outlets.test_explaining import reword
from tests.world import SIGNED, make_fact, paragraph_saying

DESK = "/redaksjon/utgaver/0.1/"
ERRATUM, WITHDRAW = f"{DESK}rettelse/", f"{DESK}trekk-tilbake/"
PAGE = "/utgave/0.1/fakta/hva/"
TEXT = "<p>En bedrift tjener penger på noe.</p><p>Kaffen står klar hver morgen.</p>"


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    return client


@pytest.fixture
def page(book: Cookbook) -> FactChapter:
    return make_fact(book, TEXT)


@pytest.fixture
def other(book: Cookbook) -> FactChapter:
    return make_fact(book, "<p>Noe helt annet.</p>", slug="annet", title="Et annet kapittel")


def frozen(book: Cookbook, by: Person, number: str) -> Edition:
    made = freeze(book, number=number, title="Veier", foreword="", on=date(2026, 3, 1), by=by, signed=SIGNED)
    return Edition.objects.get(pk=made.pk)


@pytest.fixture
def first(page: FactChapter, book: Cookbook, berit: Person) -> Edition:
    return frozen(book, berit, "0.1")


def read(address: str) -> str:
    return " ".join(Client().get(address).content.decode().split())


def form_in(page: Any) -> dict[str, str]:
    """The fields of the form on a page, as a browser would send them."""
    form = BeautifulSoup(page.content, "lxml").select_one("main form")
    assert form is not None
    fields = form.select("input[name], textarea[name]")
    return {str(one["name"]): str(one.get("value") or one.get_text().removeprefix("\n")) for one in fields}


def add(desk: Client, said: dict[str, str]) -> Any:
    """An erratum as one adds it: it is shown where it will stand, and a second press adds it."""
    return desk.post(ERRATUM, form_in(desk.post(ERRATUM, said)))


def feed_titles(scope: str = "") -> list[str]:
    """What the feed says of editions, the newest first."""
    found = re.findall("<title>(.*?)</title>", read(f"/folg/atom/{scope}"))
    return [one for one in found if "tgave" in one]


def test_an_erratum_stands_on_the_cover_at_its_paragraph_and_in_the_files_and_the_edition_is_as_it_was(
    desk, page, other, first, django_capture_on_commit_callbacks
) -> None:
    for copy in order_copies(first):
        render(copy)
    before = {one.form: one.sha256 for one in Copy.objects.all()}
    anchor = paragraph_saying("Kaffen står klar").anchor
    with django_capture_on_commit_callbacks(execute=True):
        answer = add(desk, {"place": f"http://localhost/a/{anchor}/", "text": "Det er <te>."})
    assert answer.headers["Location"] == DESK
    add(desk, {"place": "", "text": "Alle tall er fra i fjor."})
    cover, shown = read("/utgave/0.1/"), read(PAGE)
    assert (f'href="{PAGE}#a-{anchor}"' in cover, "Alle tall er fra i fjor." in cover) == (True, True)
    at_paragraph = shown[shown.index(f'id="a-{anchor}"') :]
    assert "Det er &lt;te&gt;." in at_paragraph
    assert "Med 2 rettelser." in cover
    assert feed_titles() == ["Rettelse til utgave 0.1"] * 2 + ["Ny utgave: Veier, 0.1"]
    assert feed_titles(f"side/{page.pk}/") == feed_titles()
    # Who follows another page is told of what is wrong in the edition as a whole, and not of what is wrong there.
    assert feed_titles(f"side/{other.pk}/") == ["Rettelse til utgave 0.1", "Ny utgave: Veier, 0.1"]
    made = Edition.objects.get()
    assert hash_of(content_of(made)) == made.content_hash == first.content_hash
    manuscript = manuscript_of(made)
    assert [(one.place, one.text) for one in manuscript.beside] == [
        ("2.3", "Det er <te>."),
        ("", "Alle tall er fra i fjor."),
    ]
    for form in (Format.HTML, Format.MARKDOWN):
        assert "Alle tall er fra i fjor." in FORMATS[form](manuscript).decode()
    with zipfile.ZipFile(io.BytesIO(FORMATS[Format.EPUB](manuscript))) as book:
        assert "Alle tall er fra i fjor." in book.read("book/errata.xhtml").decode()
    line = Entry.objects.filter(act="edition.erratum").first()
    assert line is not None
    assert (line.by, line.what["text"]) == (first.frozen_by, "Det er <te>.")
    html = Copy.objects.get(form="html")
    assert (html.state, html.sha256 != before["html"]) == (CopyState.WAITING, True)
    # Until it is made anew, the file that is there can be fetched by both its addresses.
    for address in ("/utgave/0.1/fil/html/", f"/utgave/0.1/fil/html/{html.sha256}/"):
        assert b"<te>" not in b"".join(Client().get(address).streaming_content)  # type: ignore[attr-defined]
    kept = Client().get(f"/utgave/0.1/fil/html/{before['html']}/")
    assert b"te" in b"".join(kept.streaming_content)  # type: ignore[attr-defined]
    assert ("immutable" in kept["Cache-Control"], before["html"] in cover) == (True, True)
    assert Client().get(f"/utgave/0.1/fil/html/{'0' * 64}/").status_code == 404


@pytest.mark.parametrize("place", ["9.9", "0.1", "99999.99999", "http://localhost/a/zzzzzzz/", "øl", "2"])
def test_a_paragraph_the_edition_has_not_is_told_at_its_field_and_the_words_stay(desk, first, place) -> None:
    answer = desk.post(ERRATUM, {"place": place, "text": "Det er te."})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), form["text"].value()) == (422, ["place"], "Det er te.")
    assert not Erratum.objects.exists()


def test_the_number_in_the_files_finds_the_paragraph_and_the_same_words_twice_are_one_erratum(
    desk, first
) -> None:
    said = {"place": "2.3", "text": "Det er te."}
    add(desk, said)
    assert Erratum.objects.get().anchor == paragraph_saying("Kaffen står klar").anchor
    assert (add(desk, said).status_code, Erratum.objects.count()) == (422, 1)
    add(desk, {**said, "text": "Det er vann."})
    assert list(Erratum.objects.values_list("number", flat=True)) == [1, 2]
    title = (
        first.pages.get(order=2).title if first.pages.filter(order=2).exists() else first.pages.last().title
    )
    add(desk, {"place": f"{title} ¶ 3", "text": "Det er saft."})  # as web pages show it
    assert Erratum.objects.get(number=3).anchor == paragraph_saying("Kaffen står klar").anchor


def test_an_erratum_shows_the_paragraph_it_is_about_and_only_a_second_press_adds_it(desk, first) -> None:
    page = desk.post(ERRATUM, {"place": "2.2", "text": "Det er <te>."})
    shown = BeautifulSoup(page.content, "lxml").select_one("#about")
    assert shown is not None
    assert (page.status_code, Erratum.objects.count()) == (200, 0)
    title = first.pages.order_by("order")[1].title
    assert " ".join(shown.get_text().split()) == (
        f"Er dette stedet? {title} · avsnitt 2.2 En bedrift tjener penger på noe. "
        "Ingenting er lagt til ennå. Når det er gjort, kan verken stedet eller ordene endres."
    )
    # Another place is shown anew, however it was confirmed before.
    other = desk.post(ERRATUM, {**form_in(page), "place": "2.3"})
    assert ("Kaffen står klar" in other.content.decode(), Erratum.objects.count()) == (True, 0)
    whole = desk.post(ERRATUM, {**form_in(other), "place": ""})
    assert ("Hele utgaven" in whole.content.decode(), Erratum.objects.count()) == (True, 0)
    assert desk.post(ERRATUM, form_in(other)).status_code == 302
    anchor = paragraph_saying("Kaffen står klar").anchor
    assert list(Erratum.objects.values_list("anchor", "text")) == [(anchor, "Det er <te>.")]


def test_what_is_said_of_an_edition_comes_before_its_files(desk, first) -> None:
    order_copies(first)
    add(desk, {"place": "2.2", "text": "Det er te."})
    cover = read("/utgave/0.1/")
    assert 0 < cover.index('id="errata"') < cover.index('id="files-title"')
    desk.post(WITHDRAW, {"why": "Gal.", "instead": "", "do": "withdraw"})
    cover = read("/utgave/0.1/")
    assert 0 < cover.index('class="withdrawn"') < cover.index('id="errata"') < cover.index('class="cover"')


def test_a_withdrawn_edition_says_why_and_leads_on_everywhere_and_can_hold_again(
    desk, first, page, book, berit
) -> None:
    reword(page, TEXT.replace("noe", "noe nyttig"))
    second = frozen(book, berit, "0.2")
    assert 'value="0.2" selected' in desk.get(WITHDRAW).content.decode()
    desk.post(WITHDRAW, {"why": "Beløpene er gale.", "instead": "0.2", "do": "withdraw"})
    for address in ("/utgave/0.1/", PAGE):
        assert ("Beløpene er gale." in read(address), 'href="/utgave/0.2/"' in read(address)) == (True, True)
    assert "trukket tilbake" in read("/utgave/")
    assert "Utgaven er trukket tilbake" in read("/prosessen/")
    assert feed_titles() == ["Utgave 0.1 er trukket tilbake", "Ny utgave: Veier, 0.2"]
    assert "Trukket tilbake" in read("/utgave/0.1/")[read("/utgave/0.1/").index('id="cite-text"') :]
    (note,) = manuscript_of(Edition.objects.get(number="0.1")).beside
    assert (note.text, note.instead, note.href) == (
        "Beløpene er gale.",
        "0.2",
        "http://localhost:8000/utgave/0.2/",
    )
    assert hash_of(content_of(first)) == first.content_hash
    with pytest.raises(Refused):
        withdraw(second, why="Gal.", instead=first, by=berit)
    copy = Copy.objects.create(edition=first, form="md", state=CopyState.READY, sha256="a" * 64)
    desk.post("/redaksjon/utgaver/0.2/trekk-tilbake/", {"why": "Også gal.", "instead": "", "do": "withdraw"})
    copy.refresh_from_db()
    assert copy.state == CopyState.WAITING  # its file says where to go instead, and that is elsewhere now
    assert 'class="ds-link" href="/"' in read(PAGE)  # past the one that was withdrawn too, to the living text
    assert Withdrawal.objects.filter(edition=second).count() == 1
    desk.post(WITHDRAW, {"why": "De var riktige.", "do": "restore"})
    cover = read("/utgave/0.1/")
    assert ("Use" in cover, 'class="withdrawn"' in cover, "De var riktige." in cover) == (False, False, True)
    assert feed_titles()[:4] == [
        "Utgave 0.2 er trukket tilbake",
        "Utgave 0.1 gjelder igjen",
        "Utgave 0.1 er trukket tilbake",
        "Ny utgave: Veier, 0.1",
    ]
    assert "Utgaven er trukket tilbake" in read("/prosessen/")
    newest = Client().get("/utgave/").context["newest"]
    assert (newest, newest_number(), latest_edition(), latest_edition("fakta/hva")) == (
        first.pk,
        "0.1",
        first,
        first,
    )
    acts = Entry.objects.filter(act__startswith="edition.").exclude(act="edition.frozen").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "edition.withdrawn",
        "edition.withdrawn",
        "edition.restored",
    ]


def test_a_withdrawn_edition_is_sent_to_nobody_also_where_it_was_being_sent(
    desk, first, page, book, berit
) -> None:
    reword(page, TEXT.replace("noe", "noe nyttig"))
    frozen(book, berit, "0.2")
    sending = Dispatch.objects.create(
        edition=first, subject="s", letter="{lenke}", made_by=berit, state="sending"
    )
    _waiting, lost = (
        Delivery.objects.create(dispatch=sending, email=f"{one}@example.no", state=one, message_id=one)
        for one in ("waiting", "failed")
    )
    desk.post(WITHDRAW, {"why": "Beløpene er gale.", "instead": "0.2", "do": "withdraw"})
    sending.refresh_from_db()
    assert (sending.state, acts_on(sending)) == ("stopped", ["dispatch.stopped"])
    stands = desk.get(f"/redaksjon/utsending/{sending.pk}/").content.decode()
    assert ("Utgaven er trukket tilbake" in stands, "Send igjen" in stands, "/start/" in stands) == (
        True,
        False,
        False,
    )
    desk.post(f"/redaksjon/utsending/{sending.pk}/brev/{lost.pk}/", {"do": "send_again"})
    Dispatch.objects.update(state="sending")  # as one that was under way when this was not asked
    assert send_batch(sending.pk, 0) is None
    assert {(one.state, one.dispatch.state) for one in Delivery.objects.all()} == {
        ("waiting", "stopped"),
        ("failed", "stopped"),
    }
    begun = Dispatch.objects.create(edition=first, subject="s", letter="{lenke}", made_by=berit)
    told = desk.post(f"/redaksjon/utsending/{begun.pk}/start/", follow=True).content.decode()
    begun.refresh_from_db()
    assert ("Send en annen" in told, begun.state) == (True, "ready")
    sent = {"recipients": "Ada;ada@example.no", "subject": "s", "letter": "{lenke}", "a_minute": "60"}
    refused = desk.post(f"{DESK}utsending/", {**sent, "do": "make"})
    assert (refused.status_code, "Send en annen" in refused.content.decode()) == (422, True)


def test_of_two_who_withdraw_or_let_hold_the_second_is_told_and_keeps_their_words(desk, first) -> None:
    said = {"why": "Beløpene er gale.", "instead": "", "do": "withdraw"}
    desk.post(WITHDRAW, said)
    late = desk.post(WITHDRAW, {**said, "why": "Datoene er gale."})
    assert (late.status_code, late.context["form"]["why"].value()) == (422, "Datoene er gale.")
    assert "Beløpene er gale." in late.content.decode()
    desk.post(WITHDRAW, {"why": "De var riktige.", "do": "restore"})
    again = desk.post(WITHDRAW, {"why": "Også datoene.", "do": "restore"})
    assert (again.status_code, again.context["form"]["why"].value()) == (422, "Også datoene.")
    bare = desk.post(WITHDRAW, {"why": " ", "instead": "0.1", "do": "withdraw"})
    assert (bare.status_code, sorted(bare.context["form"].errors)) == (422, ["instead", "why"])


def test_only_those_who_freeze_may_say_anything_and_what_is_not_there_is_not_found(
    client, first, rana, berit
) -> None:
    client.force_login(rana)
    assert [client.post(one, {}).status_code for one in (ERRATUM, WITHDRAW)] == [403, 403]
    client.force_login(berit)
    absent = [f"/redaksjon/utgaver/9.9/{one}/" for one in ("rettelse", "trekk-tilbake")]
    assert [client.get(one).status_code for one in absent] == [404, 404]


def test_a_reader_of_an_old_edition_is_told_what_is_newer_about_that_very_paragraph(
    first, page, book, berit, desk
) -> None:
    anchor = paragraph_saying("En bedrift").anchor
    coffee = paragraph_saying("Kaffen står klar").anchor
    page = reword(page, TEXT.replace("noe", "noe nyttig"))
    frozen(book, berit, "0.2")
    page = reword(page, "<p>En bedrift tjener penger på noe svært nyttig.</p>")
    shown = read(PAGE)
    to = "/utgave/sammenlign/0.1/"
    assert f'href="{to}0.2/side/fakta/hva/#om-{anchor}" >Endret i utgave 0.2<' in shown
    assert f'href="{to}i-dag/side/fakta/hva/#om-{anchor}" >Endret i teksten slik den er nå<' in shown
    assert f'href="{to}i-dag/side/fakta/hva/#om-{coffee}" >Tatt ut av teksten slik den er nå<' in shown
    for address in (f"{to}0.2/side/fakta/hva/", f"{to}i-dag/side/fakta/hva/"):
        assert f'id="om-{anchor}"' in read(address)
    desk.post("/redaksjon/utgaver/0.2/trekk-tilbake/", {"why": "Gal.", "instead": "", "do": "withdraw"})
    assert "utgave 0.2" not in read(PAGE).lower().replace("/utgave/", "")
    reword(page, TEXT)
    assert 'class="news"' not in read(PAGE)
    page.unpublish()
    assert read(PAGE).count("Tatt ut av teksten slik den er nå") == 3


def test_the_page_of_an_edition_takes_the_same_number_of_queries_however_much_is_said_of_it(
    first, page, book, berit, desk
) -> None:
    def queries() -> int:
        Client().get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            Client().get(PAGE)
        return len(asked)

    add(desk, {"place": "2.3", "text": "Det er te."})
    reword(page, TEXT.replace("noe", "noe nyttig"))
    frozen(book, berit, "0.2")
    few = queries()
    for number in range(8):
        add(desk, {"place": "2.2", "text": f"Nummer {number}."})
        page = reword(FactChapter.objects.get(pk=page.pk), TEXT.replace("noe", f"noe annet {number}"))
        frozen(book, berit, f"0.{number + 3}")
    # Nine of its own, three for what is said beside it, four for what is newer.
    assert few == queries() <= 16


def test_the_database_refuses_what_must_never_be_said_of_an_edition(desk, first, berit) -> None:
    add(desk, {"place": "", "text": "Det er te."})
    desk.post(WITHDRAW, {"why": "Gal.", "instead": "", "do": "withdraw"})
    held, said = Withdrawal.objects.get(), Erratum.objects.get()
    same: dict[str, Any] = {"edition": first, "by": berit, "at": held.at, "day": held.day}
    for wrong in (
        lambda: Withdrawal.objects.create(why="Igjen.", **same),
        lambda: Withdrawal.objects.filter(pk=held.pk).update(why=""),
        lambda: Withdrawal.objects.filter(pk=held.pk).update(instead=first),
        lambda: Withdrawal.objects.filter(pk=held.pk).update(lifted_on=held.day),
        lambda: Erratum.objects.create(number=1, text="Et til.", **same),
        lambda: Erratum.objects.create(number=2, text="", **same),
        lambda: Erratum.objects.filter(pk=said.pk).update(text="Noe annet."),
        said.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_a_file_that_was_being_made_when_an_erratum_came_is_made_once_more(
    desk, first, django_capture_on_commit_callbacks
) -> None:
    copy = Copy.objects.create(edition=first, form="md", state=CopyState.MAKING)
    add(desk, {"place": "", "text": "Det er te."})
    with django_capture_on_commit_callbacks(execute=True):
        keep(copy, b"without it", "0-0-")
    copy.refresh_from_db()
    assert (copy.state, "Det er te." in file_of(copy.sha256, "md").read().decode()) == (CopyState.READY, True)
