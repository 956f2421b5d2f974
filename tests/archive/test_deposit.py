"""A package for the body's archive: an edition, a round or a call that is over, in the terms of Noark 5."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from lxml import etree

from kokebok.archive.actions.make import order_archive
from kokebok.archive.deposit.noark import NAMESPACE, STRUCTURE
from kokebok.archive.deposit.writing import write_deposit
from kokebok.archive.models import ArchiveState, SiteArchive
from kokebok.archive.packing import CHECKSUMS, FolderPack
from kokebok.archive.scopes import scope_of
from kokebok.calls.models import Call, CallAnswer, Phase
from kokebok.cli.commands import main
from kokebok.editions.models import Edition, Erratum
from kokebok.inputs.actions.attach import attach, let_out
from kokebok.inputs.files import keep
from kokebok.inputs.models import Input, State
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from kokebok.rounds.models import Prompt, Round, RoundInput, RoundState
from tests.files import PDF
from tests.world import InputFactory, make_person, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

SCHEMA = etree.XMLSchema(file=str(Path(__file__).with_name("noark5.xsd")))
ID = f"{{{NAMESPACE}}}systemID"
ADDRESS = "/redaksjon/arkiv/"


def package(kind: str, key: str, folder: Path) -> etree._Element:
    """The folder of Noark's structure, after the whole package has been looked through."""
    done = write_deposit(scope_of(kind, key), FolderPack(folder))
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    lines = [line.split("  ", 1) for line in (folder / CHECKSUMS).read_text("utf-8").splitlines()]
    sums = {name: sha256 for sha256, name in lines}
    assert files == {*sums, CHECKSUMS}
    assert (done.pages + done.files) == len(sums)
    tree = etree.parse(folder / STRUCTURE)
    SCHEMA.assertValid(tree)
    for one in tree.iter(f"{{{NAMESPACE}}}dokumentobjekt"):
        content = (folder / text(one, "referanseDokumentfil")).read_bytes()
        assert (
            text(one, "sjekksum")
            == hashlib.sha256(content).hexdigest()
            == sums[text(one, "referanseDokumentfil")]
        )
        assert (text(one, "sjekksumAlgoritme"), int(text(one, "filstoerrelse"))) == ("SHA-256", len(content))
    found = tree.find(f".//{{{NAMESPACE}}}mappe")
    assert found is not None
    return found


def text(of: etree._Element, *path: str) -> str:
    return of.findtext("/".join(f"{{{NAMESPACE}}}{name}" for name in path)) or ""


def each(of: etree._Element, *path: str) -> list[str]:
    return [one.text or "" for one in of.findall("/".join(f"{{{NAMESPACE}}}{name}" for name in path))]


def files_of(folder: etree._Element, *what: str) -> list[str]:
    return each(folder, "registrering", "dokumentbeskrivelse", "dokumentobjekt", *what)


def test_an_edition_is_handed_over_with_its_files_its_log_and_what_was_said_of_it(
    edition: Edition, berit: Person, tmp_path: Path
) -> None:
    Erratum.objects.create(
        edition=edition, number=1, text="Skal være tre.", day=date(2026, 4, 1), by=berit, at=timezone.now()
    )
    paragraph = paragraph_saying("Spør dem det gjelder.")
    Erratum.objects.create(
        edition=edition, number=2, anchor=paragraph.anchor, text="Skal være ti minutter.", day=date(2026, 4, 2),
        by=berit, at=timezone.now(),
    )  # fmt: skip
    early = edition.frozen_at - timedelta(1)
    for state in (State.OPEN, State.ANSWERED):
        InputFactory.create(
            paragraph=paragraph, state=state, received_at=early,
            settled_at=early if state == State.ANSWERED else None,
        )  # fmt: skip
    folder = package("edition", "0.1", tmp_path / "a")
    assert each(folder, "merknad", "merknadstekst")[1] == (
        f"På «Ta det første møtet», om avsnittet «Spør dem det gjelder.» (#a-{paragraph.anchor}): "
        "Skal være ti minutter."
    )
    assert (text(folder, "mappeID"), text(folder, "tittel")) == ("utgave-0.1", "Veier 0.1")
    assert (text(folder, "merknad", "merknadstekst"), text(folder, "merknad", "merknadstype")) == (
        "Skal være tre.", "Rettelse",
    )  # fmt: skip
    assert each(folder, "registrering", "registreringsID") == ["utgave", "logg"]
    kinds = files_of(folder, "format")
    assert kinds == [
        "HTML",
        "PDF",
        "PDF",
        "EPUB",
        "DOCX",
        "Markdown",
        "JSON",
        "HTML",
        "CSV",
        "XLSX",
        "JSON",
    ]
    forms = dict(
        zip(files_of(folder, "referanseDokumentfil"), files_of(folder, "variantformat"), strict=True)
    )
    assert [Path(name).suffix for name, form in forms.items() if form == "Arkivformat"] == [".pdf"]
    assert files_of(folder, "formatDetaljer") == ["PDF/A-2a, PDF/UA-1", "PDF for skjerm"]
    log = json.loads((tmp_path / "a" / "logg" / "innspill.json").read_text("utf-8"))
    assert log["title"] == "Veier: Hva skjedde med innspillene?"
    told = (tmp_path / "a" / "LES-MEG.txt").read_text("utf-8")
    assert "sha256sum -c sha256sums.txt" in told
    rows = len(json.loads((tmp_path / "a" / "logg" / "innspill.json").read_text("utf-8"))["inputs"])
    assert f"Den inneholder {rows} av {Input.objects.count()} innspill som var kommet da" in told
    assert rows < Input.objects.count()
    again = package("edition", "0.1", tmp_path / "b")
    assert [one.text for one in again.iter(ID)] == [one.text for one in folder.iter(ID)]


def over(given: list[Input], by: Person) -> tuple[Round, Call]:
    """A round and a call that are over, with these inputs in both."""
    now = timezone.now()
    ended = {"state": RoundState.CLOSED, "opened_at": now, "closed_at": now, "report_public_at": now}
    round_ = Round.objects.create(title="I salen", host=by, event="Fagdag", **ended)
    prompt = Prompt.objects.create(round=round_, order=1, title="Hva mangler?")
    call = Call.objects.create(
        title="Fortell", slug="fortell", purpose="Vi samler.", decides="d", criteria="c", what_next="n", made_by=by,
        published_at=now - timedelta(9),
    )  # fmt: skip
    phase = Phase.objects.create(
        call=call, number=1, title="Først", opens_at=now - timedelta(9), closes_at=now
    )
    for one in given:
        RoundInput.objects.create(given=one, prompt=prompt)
        CallAnswer.objects.create(given=one, call=call, phase=phase)
    return round_, call


def test_a_round_and_a_call_are_handed_over_with_what_all_may_see_of_who_said_what(
    book: Cookbook, berit: Person, tmp_path: Path
) -> None:
    plain = {"paragraph": None, "wording": None, "email": "per@example.no"}
    named = InputFactory.create(state=State.OPEN, text="Fra salen.", name="Per", may_be_named=True, **plain)
    unnamed = InputFactory.create(
        state=State.OPEN, text="Uten navn.", name="Pål Skjultsen", may_be_named=False, **plain
    )
    hidden = InputFactory.create(state=State.WAITING, text="Hemmelig", name="Espen Skjultsen", **plain)
    let_out(attach(named, keep("notat.pdf", PDF), by=berit), by=berit)
    attach(named, keep("hemmelig.txt", b"Skjultsens vedlegg"), by=berit)
    round_, _call = over([named, unnamed, hidden], berit)
    of_round = package("round", str(round_.pk), tmp_path / "round")
    of_call = package("call", "fortell", tmp_path / "call")
    assert (text(of_round, "beskrivelse"), text(of_call, "beskrivelse")) == ("Fagdag", "Vi samler.")
    for folder, first in ((of_round, "rapport"), (of_call, "etterlysning")):
        keys = [first, f"innspill-{named.pk}", f"innspill-{unnamed.pk}", "logg"]
        assert each(folder, "registrering", "registreringsID") == keys
        senders = each(folder, "registrering", "korrespondansepart", "korrespondansepartNavn")
        assert senders[1:3] == ["Per", "En som ikke er navngitt"]
        titles = each(folder, "registrering", "dokumentbeskrivelse", "tittel")
        assert [one for one in titles if one.endswith((".pdf", ".txt"))] == ["notat.pdf"]
    secrets = (b"Hemmelig", b"Skjultsen", b"per@example.no")
    handed = {
        file for folder in ("round", "call") for file in (tmp_path / folder).rglob("*") if file.is_file()
    }
    assert [(file, one) for file in handed for one in secrets if one in file.read_bytes()] == []
    assert "DOCX" in files_of(of_round, "format")


def test_an_editor_has_a_package_made_at_the_desk_beside_an_archive(
    edition: Edition, berit: Person, rana: Person, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(rana)
    assert client.post(ADDRESS, {"package": "edition:0.1"}).status_code == 403
    client.force_login(berit)
    assert 'name="package" value="edition:0.1"' in client.get(ADDRESS).content.decode()
    assert 'name="package" value="site:"' not in client.get(ADDRESS).content.decode()
    assert "ikke av hele" in client.post(ADDRESS, {"package": "site:"}, follow=True).content.decode()
    order_archive("edition", "0.1", by=berit)  # one of each at a time
    client.post(ADDRESS, {"package": "edition:0.1"})
    assert "allerede" in client.post(ADDRESS, {"package": "edition:0.1"}, follow=True).content.decode()
    SiteArchive.objects.all().delete()
    for what in ("what", "package", "package"):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(ADDRESS, {what: "edition:0.1"})
    made = SiteArchive.objects.get(is_package=True)
    assert (made.state, SiteArchive.objects.count()) == (ArchiveState.READY, 2), made.error
    page = client.get(ADDRESS).content.decode()
    assert "Pakke: En utgave: Veier 0.1" in " ".join(page.split())
    fetched = client.get(f"{ADDRESS}{made.pk}/")
    assert 'filename="arkivpakke-utgave-0.1-' in fetched.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(fetched))) as packed:
        assert packed.testzip() is None
        assert "arkivpakke-utgave-0.1/arkivstruktur.xml" in packed.namelist()


def test_the_command_writes_a_package(
    edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", "edition", "0.1", str(tmp_path / "pakke"), "--package"]) == 0
    assert "open LES-MEG.txt there" in capsys.readouterr().out
    assert (tmp_path / "pakke" / STRUCTURE).is_file()
    assert main(["archive", "site", str(tmp_path / "alt"), "--package"]) == 1
    assert "ikke av hele nettstedet" in capsys.readouterr().err


def test_only_what_is_over_is_handed_over(book: Cookbook, db: None) -> None:
    by = make_person("vert@example.no", "Vert", RoleName.HOST)
    round_ = Round.objects.create(title="Innspill", host=by)
    with pytest.raises(Refused):
        scope_of("round", str(round_.pk))
