"""The translations as the site reads them: .mo files, made from the .po files that are in the repository."""

from __future__ import annotations

import os
from pathlib import Path

from kokebok.cli.places import SOURCE
from kokebok.cli.trouble import Trouble

LANGUAGES = ("nb", "nn")  # the source is English, so English needs none


def files(source: Path = SOURCE) -> list[Path]:
    """The file of each language, also one that has still to be made."""
    return [source / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def compile_translations(source: Path = SOURCE) -> None:
    """Make each .mo file that is missing or older than its .po file. Raises Trouble if it cannot be written."""
    for written in source.glob("locale*/*/LC_MESSAGES/*.po"):
        made = written.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < written.stat().st_mtime:
            _compile(written, made)


def _compile(written: Path, made: Path) -> None:
    import polib

    half_made = made.with_suffix(f".{os.getpid()}.stamp")
    try:
        polib.pofile(str(written)).save_as_mofile(str(half_made))
        half_made.replace(made)  # at once, since another process may be reading it
    except PermissionError as error:
        raise Trouble(
            f"No permission to write {made}. Run ./kokebok once as the owner of the folder."
        ) from error
    except OSError as error:
        raise Trouble(f"{written} is not a file of translations: {error}") from error
