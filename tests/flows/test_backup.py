"""The backup that docs/operations.md describes, done as it stands there: all that is in the site is there again."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, FactChapter
from kokebok.config import settings as written
from kokebok.doors.models import Arrival
from kokebok.doors.raw import keep_raw
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.pictures import kept_file, names_in
from kokebok.editions.queries import text_as_frozen
from kokebok.inputs.actions.attach import attach
from kokebok.inputs.files import keep
from kokebok.inputs.models import Attachment
from kokebok.outlets.actions.render import render
from kokebok.outlets.models import Copy
from kokebok.people.models import RoleName
from tests.files import PDF, picture
from tests.flows.test_kill import free_port, server
from tests.pictures import block, in_library, stream
from tests.world import SIGNED, InputFactory, make_cookbook, make_fact, make_person, paragraph_saying

ROOT = Path(__file__).resolve().parent.parent.parent
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BACKUP = OPERATIONS.partition("\n## Backup\n")[2].partition("\n## ")[0]
TAKE, _MISSING, PUT_BACK, _OF_A_STORE = re.findall(r"^```\n(.*?)^```", BACKUP, re.MULTILINE | re.DOTALL)
LETTER = b"From: ola@example.no\r\nSubject: Hei\r\n\r\nKan dere ringe?\r\n"


def names_of_kept_folders() -> list[str]:
    return sorted(Path(folder).name for folder in written.KEPT_FOLDERS)


def test_the_document_names_each_folder_that_is_kept() -> None:
    copied = re.search(r"and then ((?:`\w+`(?:, | and ))+`\w+`), so that", BACKUP.replace("\n", " "))
    shared = re.search(
        r"^- ((?:`\w+`(?:, | and ))+`\w+`) in the data folder must be the same", OPERATIONS, re.MULTILINE
    )
    assert copied and shared  # noqa: PT018 (one question)
    assert sorted(re.findall(r"\w+", copied[1].replace(" and ", " "))) == names_of_kept_folders()
    assert sorted(re.findall(r"\w+", shared[1].replace(" and ", " "))) == names_of_kept_folders()
    table = re.findall(r"^\| `(\w+)/` \| .* \| yes.*\|$", OPERATIONS, re.MULTILINE)
    assert sorted(table) == names_of_kept_folders()


def test_each_folder_that_files_are_written_to_is_kept_or_said_to_be_made_again() -> None:
    folders = {value.name for value in vars(written).values() if _is_in_data(value)}
    assert folders - set(names_of_kept_folders()) <= {"static", "letters"}


def _is_in_data(value: Any) -> bool:
    return isinstance(value, Path) and value.parent == written.DATA


def said(commands: str, tmp_path: Path, data: Path, **more: str) -> str:
    """What the commands of the document say, run in a shell; the backup goes to a folder of the test's own."""
    commands = commands.replace("/var/backups", str(tmp_path / "backups"))
    commands = commands.replace("/somewhere/else", str(tmp_path / "apart"))
    commands = commands.replace("./kokebok ", f"{sys.executable} -m kokebok ")
    done = subprocess.run(
        ["sh", "-eu", "-c", commands],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "KOKEBOK_DATA": str(data), **more},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def filled() -> tuple[dict[str, bytes], str]:
    """A site with a file of each sort: what is answered at each address, and the session of an editor."""
    book = make_cookbook()
    make_fact(book)
    allow_page_editor(book)
    berit = make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)
    given = InputFactory.create(paragraph=paragraph_saying("samfunnsmål"))
    file = attach(given, keep("svar.pdf", PDF), by=None)
    Attachment.objects.filter(pk=file.pk).update(let_out_at=timezone.now(), let_out_by=berit)
    Arrival.objects.create(given=given, raw=keep_raw(LETTER))
    image = in_library(content=picture())
    page = FactChapter.objects.get()
    page.body = stream(*page.body.raw_data, block(image))
    page.save_revision().publish()
    edition = freeze(
        Cookbook.objects.get(),
        number="1",
        title="En",
        foreword="",
        on=date(2026, 3, 1),
        by=berit,
        signed=SIGNED,
    )
    shown = edition.pages.get(path="fakta/hva")
    copy = render(Copy.objects.create(edition=edition, form="docx"))
    printed = next(Path(settings.COPIES).rglob(f"*{copy.sha256}*")).read_bytes()
    browser = Client()
    browser.force_login(berit)
    answers = {
        f"/vedlegg/{file.pk}/": PDF,
        f"/redaksjon/andre-veier/innspill/{given.pk}/brev/": LETTER,
        image.file.url: picture(),
        "/utgave/1/fil/docx/": printed,
        **{f"/bilde/{name}": kept_file(name).read() for name in names_in(text_as_frozen(shown))},
    }
    return answers, browser.cookies["sessionid"].value


@pytest.mark.sqlite_only
def test_what_is_backed_up_as_the_document_says_is_all_there_in_an_empty_folder(
    committed: None, tmp_path: Path
) -> None:
    data, new = tmp_path, tmp_path / "another-machine"
    answers, session = filled()
    name = Path(connection.settings_dict["NAME"])
    if name != data / "kokebok.sqlite3":
        (data / "kokebok.sqlite3").symlink_to(name)
    assert "It is whole." in said(f"{TAKE.strip()} --secret-key /somewhere/else/kokebok-key", tmp_path, data)
    connection.close()
    assert "Put back as it was" in said(PUT_BACK, tmp_path, new)
    for folder in written.KEPT_FOLDERS:
        assert (data / Path(folder).name).is_dir()
        (data / Path(folder).name).rename(tmp_path / f"gone-{Path(folder).name}")

    port = free_port()
    more = {
        "KOKEBOK_DATABASE": f"sqlite:///{new / 'kokebok.sqlite3'}",
        "KOKEBOK_SECRET_KEY": settings.SECRET_KEY,
    }
    with server(new, port, **more):
        for address, content in answers.items():
            asked = Request(f"http://127.0.0.1:{port}{address}", headers={"Cookie": f"sessionid={session}"})
            with urlopen(asked, timeout=30) as answer:
                assert (address, answer.read() == content) == (address, True)
