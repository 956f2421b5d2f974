"""Archives at the desk."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone

from kokebok.archive.actions import make
from kokebok.archive.actions.make import make_archive, order_archive
from kokebok.archive.actions.remove import KEPT_FOR, purge_archives, stop_archive
from kokebok.archive.models import ArchiveState, SiteArchive
from kokebok.archive.packing import ZipPack
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind, State
from kokebok.journal.actions.record import record
from kokebok.journal.models import Entry
from kokebok.people.owning import Whose
from kokebok.people.rules import Refused
from kokebok.reading.actions.erase_person import erase_person
from tests.archive.conftest import DAY
from tests.world import SIGNED

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

ADDRESS = "/redaksjon/arkiv/"
WARNED = "Noe er tatt bort fra leserne siden"


def test_an_editor_has_an_archive_made_and_fetches_it(
    edition: Edition, berit: Person, rana: Person, django_capture_on_commit_callbacks: Any, client: Client
) -> None:
    client.force_login(rana)
    assert client.get(ADDRESS).status_code == 403
    with pytest.raises(Refused):
        order_archive("edition", "0.1", by=rana)
    client.force_login(berit)
    assert 'value="edition:0.1"' in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {"what": "edition:0.1"})
    again = client.post(ADDRESS, {"what": "edition:0.1"}, follow=True)
    assert "blir laget allerede" in again.content.decode()
    waiting = SiteArchive.objects.get()
    assert client.get(f"{ADDRESS}{waiting.pk}/").status_code == 404
    SiteArchive.objects.all().delete()
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(ADDRESS, {"what": "edition:0.1"})
    made = SiteArchive.objects.get()
    assert made.state == ArchiveState.READY, made.error
    assert f'href="{ADDRESS}{made.pk}/"' in client.get(ADDRESS).content.decode()
    fetched = b"".join(client.get(f"{ADDRESS}{made.pk}/"))
    assert hashlib.sha256(fetched).hexdigest() == made.sha256
    with zipfile.ZipFile(io.BytesIO(fetched)) as packed:
        assert "arkiv-utgave-0.1/utgave/0.1/index.html" in packed.namelist()
        assert packed.testzip() is None
    assert len(list(Path(settings.COPIES).glob("*.zip"))) == 1
    assert Entry.objects.filter(act="archive.ready").count() == 2
    record("input.redacted", by=berit, about=Input.objects.get())
    assert WARNED not in client.get(ADDRESS).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_archives() == 0
        assert "Ja, slett arkivet" in client.get(f"{ADDRESS}{made.pk}/slett/").content.decode()
        client.post(f"{ADDRESS}{made.pk}/slett/")
    assert Entry.objects.get(act="archive.deleted").by == berit
    assert list(Path(settings.COPIES).glob("*.zip")) == []
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADDRESS, {"what": "edition:0.1"})
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_archives(at=timezone.now() + KEPT_FOR) == 1
    assert list(Path(settings.COPIES).glob("*.zip")) == []


def test_only_the_archives_that_hold_what_was_taken_away_are_to_be_made_anew(
    edition: Edition,
    book: Any,
    berit: Person,
    django_capture_on_commit_callbacks: Any,
    client: Client,
) -> None:
    client.force_login(berit)
    there = Input.objects.get()
    recipe = there.paragraph.page  # type: ignore[union-attr]
    Input.objects.update(name="Kari", may_be_named=True)
    said = Answer(Outcome.TAKEN_IN_CHANGED, reply="Takk.", new_text="Spør alle det gjelder.")
    answer(there, said, by=berit, seen=there.wording)
    freeze(book, number="0.2", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    other = send(Said(Kind.COMMENT, "Et annet sted.", name="Ola"), page=recipe, state=State.OPEN)
    for pressed in ({"what": "edition:0.2"}, {"what": "site:"}, {"package": "edition:0.2"}):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(ADDRESS, pressed)
    archives = {(one.kind, one.is_package): one.pk for one in SiteArchive.objects.all()}
    of_edition, package, site = (
        archives[key] for key in (("edition", False), ("edition", True), ("site", False))
    )

    def told() -> set[int]:
        parts = client.get(ADDRESS).content.decode().split("<li>")
        return {
            pk for pk in archives.values() for part in parts if f"{ADDRESS}{pk}/" in part and WARNED in part
        }

    def offered() -> set[tuple[str, str]]:
        found = BeautifulSoup(client.get(ADDRESS).content, "lxml").select("li strong + form button")
        return {(str(one["name"]), str(one["value"])) for one in found}

    assert (told(), offered()) == (set(), set())
    erase_person(Whose(inputs=(other.pk,)))
    assert told() == {site}
    erase_person(Whose(inputs=(there.pk,)))
    assert told() == {site, of_edition, package}
    SiteArchive.objects.filter(pk=of_edition).update(inputs=None, made_at=timezone.now())
    assert told() == {site, package}
    withdraw(send(Said(Kind.COMMENT, "Nummer tre."), page=recipe, state=State.OPEN))
    assert told() == {site, package, of_edition}
    assert offered() == {("what", "site:"), ("package", "edition:0.2"), ("what", "edition:0.2")}


def test_an_editor_stops_an_archive_that_waits(
    edition: Edition, berit: Person, rana: Person, client: Client
) -> None:
    client.force_login(berit)
    client.post(ADDRESS, {"what": "edition:0.1"})
    waiting = SiteArchive.objects.get()
    with pytest.raises(Refused):
        stop_archive(waiting, by=rana)
    stop = f"{ADDRESS}{waiting.pk}/stopp/"
    assert f'action="{stop}"' in client.get(ADDRESS).content.decode()
    said = [client.post(stop, follow=True).context["messages"] for _time in range(2)]
    assert [str(one) for told in said for one in told] == [
        "Lagingen av arkivet er stoppet.", "Arkivet var ikke under arbeid lenger.",
    ]  # fmt: skip
    make_archive(waiting)
    assert (SiteArchive.objects.count(), Entry.objects.get(act="archive.stopped").by) == (0, berit)


@pytest.mark.parametrize("moment", ["put", "close"])
def test_of_an_archive_that_is_stopped_while_it_is_made_nothing_is_left(
    edition: Edition, berit: Person, moment: str, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = order_archive("edition", "0.1", by=berit)
    monkeypatch.setattr(make, "TOLD_EACH", 1)
    real, stopped = getattr(ZipPack, moment), []

    def stopped_meanwhile(pack: ZipPack, *given: Any) -> None:
        stopped.append(stop_archive(row, by=berit))
        real(pack, *given)

    monkeypatch.setattr(ZipPack, moment, stopped_meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        make_archive(row)
    assert (stopped[0], SiteArchive.objects.count()) == (True, 0)
    assert list(Path(settings.COPIES).glob("*.zip")) == []


def test_what_cannot_be_made_is_told_with_why(
    edition: Edition, berit: Person, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(berit)
    Path(settings.COPIES).rename(f"{settings.COPIES}-away")
    Path(settings.COPIES).write_text("in the way", encoding="utf-8")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADDRESS, {"what": "edition:0.1"})
    assert SiteArchive.objects.get().state == ArchiveState.FAILED
    assert "Det kunne ikke lages:" in client.get(ADDRESS).content.decode()
    assert "Velg hva som skal" in client.post(ADDRESS, {"what": "alt"}, follow=True).content.decode()
