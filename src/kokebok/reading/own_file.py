"""All that is somebody's as one file to take along: for programs, and to read."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string

from kokebok.lib.written import writable

if TYPE_CHECKING:
    from kokebok.people.owning import OwnThing


def own_zip(things: list[OwnThing]) -> bytes:
    """A ZIP with `own.json`, `own.html`, and the files that were sent."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("own.json", json.dumps([_said(one) for one in things], ensure_ascii=False, indent=2))
        packed.writestr("own.html", writable(render_to_string("reading/own_file.html", {"things": things})))
        for name, file in {one for thing in things for one in thing.files}:
            with suppress(FileNotFoundError):
                packed.writestr(f"files/{name}", file.read())
    return content.getvalue()


def _said(one: OwnThing) -> dict[str, object]:
    said = [{"key": fact.key, "label": fact.label, "says": writable(fact.says)} for fact in one.facts]
    return {
        "sort": one.sort,
        "title": writable(one.title),
        "at": one.at.isoformat() if one.at else None,
        "address": settings.BASE_URL + one.path if one.path else None,
        "said": said,
        "files": [f"files/{name}" for name, _file in one.files],
    }
