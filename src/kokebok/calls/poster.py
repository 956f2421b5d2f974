"""The poster of a call: one A4 sheet with its purpose, its deadline and a QR code, as PDF."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from kokebok.calls.showing import ShownCall

WORKER = Path(__file__).with_name("poster_worker.py")
FONTS = (
    Path(settings.SOURCE) / "outlets" / "fonts"
)  # files, not code: the same letters as in the printed book
PATIENCE = 60  # seconds
LONGEST_PURPOSE = 480  # characters: what can be read standing


class NotSet(Exception):
    """The typesetter refused the poster; the text says why."""


def poster_of(shown: ShownCall, *, address: str, sender: str, language: str) -> bytes:
    """The poster in the language of now. Raises NotSet with what the typesetter said."""
    first = shown.first
    words = {
        "lang": language,
        "kicker": _("Call for input"),
        "title": shown.call.title,
        "purpose": _shortened(shown.call.purpose),
        "deadline_label": _("Deadline"),
        "deadline": first.closes if first else "",
        "how": _("Point the camera of your phone here. You need no account, and a few sentences are enough."),
        "address": address.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "href": address,
        "alt": _("QR code to the page of the call"),
        "sender": sender,
        "qr": _qr(address),
    }
    command = [sys.executable, "-I", str(WORKER), str(FONTS)]
    try:
        done = subprocess.run(
            command, input=json.dumps(words).encode(), capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotSet(f"the poster was not done in {PATIENCE} seconds") from error
    if done.returncode != 0:
        raise NotSet(done.stderr.decode(errors="replace").strip() or f"exit {done.returncode}")
    return done.stdout


def _shortened(text: str) -> str:
    """The first paragraphs that have room, cut at a word."""
    whole = " ".join(text.split())
    if len(whole) <= LONGEST_PURPOSE:
        return whole
    return whole[:LONGEST_PURPOSE].rpartition(" ")[0] + " …"


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False, scale=4, dark="#12303a")
    return out.getvalue().decode()
