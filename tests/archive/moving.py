"""A cookbook with something in it, another installation that is empty, and the way from one to the other."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.test import override_settings
from wagtail.models import Site

from kokebok.book.models import Cookbook
from kokebok.features.models import SwitchedOn
from kokebok.inputs.actions.attach import attach
from kokebok.inputs.files import keep
from kokebok.inputs.models import Input, State
from kokebok.outlets.actions.bring_out import bring_out
from kokebok.people.models import RoleName
from tests.databases import own_copy
from tests.pictures import in_library
from tests.world import InputFactory, make_cookbook, make_fact, make_person, make_recipe, paragraph_saying

WORDS = "Spør dem det gjelder."


@contextmanager
def installation(folder: Path, *, switched_on: bool = False) -> Iterator[Path]:
    """An installation of its own: a database with tables and nothing in them, and its folders."""
    folder.mkdir()
    places = {name.upper(): folder / name for name in ("copies", "attachments", "arrivals")}
    with own_copy(folder), override_settings(DATA=folder, MEDIA_ROOT=folder / "files", **places):
        forget_numbers()
        if not switched_on:
            SwitchedOn.objects.all().delete()
        yield folder
    forget_numbers()


def forget_numbers() -> None:
    """What Django and Wagtail remember of a database, forgotten: it is another now."""
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


def fill() -> Input:
    """A cookbook with an edition and its files, a picture, and an input with a file; gives the input."""
    book = make_cookbook()
    make_recipe(book)
    make_fact(book)
    by = make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)
    in_library()
    bring_out(
        Cookbook.objects.get(), number="0.1", title="Veier", foreword="Les.", on=date(2026, 3, 1), by=by
    )
    given = InputFactory.create(
        paragraph=paragraph_saying(WORDS), state=State.OPEN, text="Les «dette» \U0001f44d."
    )
    attach(given, keep("notat.txt", b"Et notat.\n"), by=by)
    return Input.objects.get(pk=given.pk)


def repacked(source: Path, target: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    """An archive with its files changed."""
    with zipfile.ZipFile(source) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target


def with_manifest(**said: Any) -> Callable[[dict[str, bytes]], None]:
    """A change of what the manifest says, with the checksum that fits it."""

    def change(files: dict[str, bytes]) -> None:
        manifest = json.loads(files["manifest.json"]) | said
        put(files, "manifest.json", json.dumps(manifest).encode())

    return change


def put(files: dict[str, bytes], name: str, content: bytes) -> None:
    """A file, with its checksum in the list."""
    files[name] = content
    lines = files["sha256sums.txt"].decode().splitlines()
    kept = [line for line in lines if line.partition("  ")[2] != name]
    files["sha256sums.txt"] = "\n".join([*kept, f"{sha256(content).hexdigest()}  {name}", ""]).encode()
