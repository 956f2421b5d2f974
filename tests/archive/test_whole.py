"""Everything out, everything in: the whole cookbook leaves as one file and comes back, to the byte."""

from __future__ import annotations

import json
import re
import shutil
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection
from django.test import Client

from kokebok.archive.whole.coming import NotEmpty, read_whole
from kokebok.archive.whole.kept_files import kept_files
from kokebok.archive.whole.leaving import write_whole
from kokebok.archive.whole.opened import CannotBeRead
from kokebok.archive.whole.tables import (
    BLANKED,
    FILLED_BY_MIGRATIONS,
    LEFT_OUT,
    ROWS_LEFT_OUT,
    every_row,
    name_of,
    tables,
)
from kokebok.inputs.models import Attachment, Input
from kokebok.journal.models import Entry
from kokebok.letters.models import Letter, LetterState
from kokebok.outlets.models import Copy
from kokebok.people.models import Person
from tests.archive.moving import fill, installation, put, repacked, with_manifest
from tests.world import InputFactory

LEAVE = (Path(__file__).parent / "tables_that_leave.txt").read_text(encoding="utf-8").splitlines()
CHANGES_EACH_TIME = re.compile(
    r'(name="(?:csrfmiddlewaretoken|slip|token|moment)" value=)"[^"]*"|nonce="[^"]*"'
)
ADDRESSES = (
    "/", "/oppskrifter/", "/oppskrifter/moete/", "/fakta/hva/", "/utgave/0.1/", "/utgave/0.1/fakta/hva/", "/aktorer/",
    "/innspill/", "/innspill/{pk}/", "/kvittering/{code}/", "/sok/?q=familier", "/tilgjengelighet/", "/personvern/",
)  # fmt: skip


def pages_of(given: Input) -> dict[str, tuple[int, str]]:
    """What a reader meets at some addresses; what is drawn anew for each visit taken out."""
    paths = [path.format(pk=given.pk, code=given.code) for path in ADDRESSES]
    answers = {path: Client().get(path, follow=True) for path in paths}
    return {
        path: (one.status_code, CHANGES_EACH_TIME.sub("", one.content.decode()))
        for path, one in answers.items()
    }


def bytes_of_files() -> dict[str, bytes]:
    return {one.name: one.file.read() for one in kept_files()}


@pytest.mark.indexed
def test_what_leaves_and_comes_back_is_the_same_to_the_byte_and_to_readers(
    committed: None, tmp_path: Path
) -> None:
    with installation(tmp_path / "old", switched_on=True):
        given = fill()
        pages, files = pages_of(given), bytes_of_files()
        assert {one.form for one in Copy.objects.exclude(sha256="")} >= {"pdf", "epub", "docx"}
        out = write_whole(tmp_path / "a.zip")
    assert (out.missing, out.files) == ([], len(files))
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600
    with installation(tmp_path / "new"):
        came = read_whole(tmp_path / "a.zip")
        assert (came.rows, came.files) == (out.rows, out.files)
        again = write_whole(tmp_path / "b.zip")
        assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()
        assert (again.rows, bytes_of_files()) == (out.rows, files)
        assert pages_of(given) == pages
        assert all(status == 200 for status, _page in pages.values()), {
            key: one[0] for key, one in pages.items()
        }
    assert list(tmp_path.glob("*/.import-*")) == []


def test_numbers_go_on_after_the_last_that_was_given(committed: None, tmp_path: Path) -> None:
    with installation(tmp_path / "old"):
        given = fill()
        last = InputFactory.create(paragraph=given.paragraph)
        gone = Attachment.objects.create(given=given, name="b.txt", sort="txt", size=1, sha256="0" * 64)
        gone.delete()
        write_whole(tmp_path / "a.zip")
    with installation(tmp_path / "new"):
        read_whole(tmp_path / "a.zip")
        later = InputFactory.create(paragraph=given.paragraph)
        fresh = Attachment.objects.create(given=given, name="c.txt", sort="txt", size=1, sha256="1" * 64)
        assert later.pk > last.pk
        assert fresh.pk > Attachment.objects.exclude(pk=fresh.pk).get().pk + 1


def test_who_writes_meanwhile_does_not_wait_and_is_not_in_it(committed: None, tmp_path: Path) -> None:
    def write() -> None:
        InputFactory.create(paragraph=given.paragraph, text="Kom imens.")
        connection.close()

    def told(table: str) -> None:
        if table == "book.paragraph":
            writer = threading.Thread(target=write)
            writer.start()
            writer.join(timeout=10)
            assert not writer.is_alive()

    with installation(tmp_path / "old"):
        given = fill()
        write_whole(tmp_path / "a.zip", told=told)
        assert Input.objects.filter(text="Kom imens.").count() == 1
        assert Entry.objects.filter(act="archive.exported").count() == 1
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        inputs = packed.read("tables/inputs.input.jsonl").decode()
    assert "Les «dette» \U0001f44d." in inputs
    assert "Kom imens." not in inputs


def test_nothing_is_read_in_where_there_is_something_or_over_a_file(committed: None, tmp_path: Path) -> None:
    with installation(tmp_path / "old"):
        fill()
        write_whole(tmp_path / "a.zip")
        with pytest.raises(FileExistsError):
            write_whole(tmp_path / "a.zip")
        before = write_whole(tmp_path / "b.zip").rows
        with pytest.raises(NotEmpty, match=r"book\.cookbook \(1\)"):
            read_whole(tmp_path / "a.zip")
        assert write_whole(tmp_path / "c.zip").rows == before + 1  # the line of the journal
    with installation(tmp_path / "new") as folder:
        (folder / "copies").mkdir()
        (folder / "copies" / "x.pdf").write_bytes(b"another")
        with pytest.raises(NotEmpty, match=r"1 files .* files/copies/x\.pdf"):
            read_whole(tmp_path / "a.zip")
        assert Person.objects.count() == 0


def cut(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes()[:-1000])
    return target


def flipped(source: Path, target: Path) -> Path:
    content = bytearray(source.read_bytes())
    with zipfile.ZipFile(source) as packed:
        told = packed.getinfo("tables/inputs.input.jsonl")
    content[told.header_offset + 120] ^= 0xFF
    target.write_bytes(content)
    return target


def changed(change: Callable[[dict[str, bytes]], Any]) -> Callable[[Path, Path], Path]:
    return lambda source, target: repacked(source, target, change)


def bomb(source: Path, target: Path) -> Path:
    """A file of a few bytes that says it unpacks to an exabyte."""
    with zipfile.ZipFile(source) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    put(files, "files/copies/a.pdf", b"x")
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
        packed.getinfo("files/copies/a.pdf").file_size = 2**60
    return target


def put_both(files: dict[str, bytes]) -> None:
    """A file, and one in a folder of its name."""
    put(files, "files/copies/a", b"")
    put(files, "files/copies/a/b/c", b"")


BROKEN: dict[str, Callable[[Path, Path], Path]] = {
    "(no whole zip file|it is cut off)": cut,
    "inputs.input.jsonl is (broken|not as it was)": flipped,
    "people.person.jsonl is not as it was": changed(
        lambda files: files.update({"tables/people.person.jsonl": b"{}\n"})
    ),
    "in format 2, of a newer version": changed(with_manifest(version=2)),
    "tables are those of another version": changed(with_manifest(migrations={"book": ["0999_later"]})),
    "no archive of a whole cookbook": changed(lambda files: files.pop("manifest.json")),
    "tables/book.recipe.jsonl is not in it": changed(lambda files: files.pop("tables/book.recipe.jsonl")),
    "x.txt has no checksum": changed(lambda files: files.update({"x.txt": b""})),
    "/out.txt has no place": changed(lambda files: put(files, "files/copies/../../../out.txt", b"")),
    "people.person: it has other columns": changed(
        lambda files: put(files, "tables/people.person.jsonl", b'{"id": 1}\n')
    ),
    "files/copies/a is both a file and a folder": changed(put_both),
    r"copies/\.import-x/b has no place": changed(lambda files: put(files, "files/copies/.import-x/b", b"")),
    "x{20} has no place": changed(lambda files: put(files, f"files/copies/{'ø' * 128}{'x' * 20}", b"")),
    "a/a/a has no place": changed(lambda files: put(files, f"files/copies{'/a' * 21}", b"")),
    "should .*migrations: ": changed(with_manifest(migrations=["0001"])),
    "should .*migrations": changed(with_manifest(migrations=None)),
    "should .*tables": changed(with_manifest(tables=[])),
    "should .*version": changed(with_manifest(version="1")),
    "recursion": changed(
        lambda files: put(files, "manifest.json", b'{"format": ' + b"[" * 200_000 + b"]" * 200_000 + b"}")
    ),
    "does not say the last number of ": changed(
        lambda files: with_manifest(
            tables={
                name: {"rows": one["rows"]}
                for name, one in json.loads(files["manifest.json"])["tables"].items()
            }
        )(files)
    ),
    "people.person: .*recursion": changed(
        lambda files: put(files, "tables/people.person.jsonl", b"[" * 200_000 + b"]" * 200_000 + b"\n")
    ),
    r"takes \d{19} bytes, and there is no room for that on the disk": bomb,
    "people.person should have 1 rows": changed(lambda files: put(files, "tables/people.person.jsonl", b"")),
}


def test_what_is_not_whole_is_said_and_nothing_is_changed(committed: None, tmp_path: Path) -> None:
    with installation(tmp_path / "old"):
        fill()
        write_whole(tmp_path / "a.zip")
    with installation(tmp_path / "new") as folder:
        before = {name_of(model): every_row(model, connection).count() for model in tables()}
        for number, (words, make) in enumerate(BROKEN.items()):
            with pytest.raises(CannotBeRead, match=words):
                read_whole(make(tmp_path / "a.zip", tmp_path / f"broken{number}.zip"))
        assert {name_of(model): every_row(model, connection).count() for model in tables()} == before
        assert list(kept_files()) == []
        shutil.rmtree(folder / "copies", ignore_errors=True)
        read_whole(tmp_path / "a.zip")


def test_files_are_taken_away_again_where_the_rows_do_not_come(committed: None, tmp_path: Path) -> None:
    def in_the_way(words: str) -> None:
        if words == "Reading in the rows.":
            (folder / "copies" / last.removeprefix("files/copies/")).mkdir(parents=True)

    with installation(tmp_path / "old"):
        fill()
        write_whole(tmp_path / "a.zip")
        last = [one.name for one in kept_files() if one.name.startswith("files/copies/")][-1]
    with installation(tmp_path / "new") as folder:
        with pytest.raises(CannotBeRead, match="cannot be put where files lie"):
            read_whole(tmp_path / "a.zip", told=in_the_way)
        assert (Person.objects.count(), list(kept_files())) == (0, [])
        (folder / "copies" / last.removeprefix("files/copies/")).rmdir()
        assert read_whole(tmp_path / "a.zip").files > 0


def test_two_who_write_to_the_same_name_write_each_their_own_file(committed: None, tmp_path: Path) -> None:
    begun, done = threading.Event(), threading.Event()
    refused: list[type[Exception]] = []

    def second() -> None:
        def told(table: str) -> None:
            if table == "book.paragraph":
                begun.set()
                done.wait(timeout=30)

        try:
            write_whole(tmp_path / "a.zip", told=told)
        except FileExistsError as error:
            refused.append(type(error))
        connection.close()

    def told(table: str) -> None:
        if table == "book.paragraph":
            other.start()
            assert begun.wait(timeout=30)

    with installation(tmp_path / "old"):
        fill()
        other = threading.Thread(target=second)
        out = write_whole(tmp_path / "a.zip", told=told)
        with zipfile.ZipFile(tmp_path / "a.zip") as packed:
            assert packed.testzip() is None
        done.set()
        other.join(timeout=30)
        assert (refused, (tmp_path / "a.zip").stat().st_size) == ([FileExistsError], out.size)
        assert Entry.objects.filter(act="archive.exported").count() == 1
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_no_secret_that_lets_somebody_in_is_in_it(committed: None, tmp_path: Path) -> None:
    with installation(tmp_path / "old"):
        fill()
        berit = Person.objects.get()
        berit.set_password("hemmelig")
        berit.save()
        Authenticator.objects.create(user=berit, type="totp", data={"secret": "FRØ-SOM-INGEN-SER"})
        letter = {
            "to": "berit@example.no",
            "text": "Koden er KODE-SOM-INGEN-SER.",
            "state": LetterState.WAITING,
            "subject": "Hei",
        }
        Letter.objects.create(key="kode", is_secret=True, **letter)
        Letter.objects.create(key="hilsen", **letter | {"text": "God dag."})
        out = write_whole(tmp_path / "a.zip")
        assert out.letters_waiting == Letter.objects.filter(state=LetterState.WAITING).count() - 1
        secrets = (berit.password, "INGEN-SER")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        whole = b"".join(packed.read(name) for name in packed.namelist()).decode(errors="replace")
    assert [one for one in secrets if one in whole] == []
    with installation(tmp_path / "new"):
        read_whole(tmp_path / "a.zip")
        assert not Person.objects.get().has_usable_password()
        assert Letter.objects.filter(key="hilsen").exists()


def test_a_file_that_is_lost_is_told_of_and_the_rest_leaves(committed: None, tmp_path: Path) -> None:
    with installation(tmp_path / "old") as folder:
        fill()
        found = Attachment.objects.get()
        shutil.rmtree(folder / "attachments")
        assert write_whole(tmp_path / "a.zip").missing == [f"inputs.attachment {found.pk}: {found.sha256}"]


def test_every_table_either_leaves_or_stays_behind_for_a_reason() -> None:
    every = {name_of(model) for model in apps.get_models(include_auto_created=True)}
    assert sorted(every - LEFT_OUT.keys()) == LEAVE
    assert [name_of(model) for model in tables()] == LEAVE
    assert sorted(LEFT_OUT.keys() - every - {"wagtailsearch.sqliteftsindexentry"}) == []


def test_the_columns_and_rows_that_stay_behind_are_there() -> None:
    columns = {
        f"{name_of(one)}.{column.attname}" for one in tables() for column in one._meta.local_concrete_fields
    }
    assert (BLANKED.keys() - columns, ROWS_LEFT_OUT.keys() - set(LEAVE)) == (set(), set())


def test_what_an_empty_installation_has_rows_in_is_known(db: None) -> None:
    filled = {name_of(model) for model in tables() if every_row(model, connection).exists()}
    assert filled | {"features.switchedon"} == FILLED_BY_MIGRATIONS
