"""Words put from one written standard into the other by Apertium, where it is installed; markup stays as it was."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import cache
from html import escape

from kokebok.lib.richtext import TOKEN

MODES = {("nb", "nn"): ("nob-nno_e", "nob-nno"), ("nn", "nb"): ("nno-nob",)}
"""The modes between two languages, the best first: public nynorsk has infinitives in -e."""
PATIENCE = 20  # seconds for one page
LONGEST = 100_000  # characters; a page of 200 paragraphs has some 70 000, and takes some seconds
TEXT = re.compile(r'<div id="t(\d+)">(.*?)</div>', re.DOTALL)


class NotDone(Exception):
    """The machine could not do it; the text says why."""


@cache
def installed() -> frozenset[str]:
    """The modes that are installed on this machine, as Apertium names them; none without it."""
    program = shutil.which("apertium")
    if program is None:
        return frozenset()
    try:
        listed = subprocess.run([program, "-l"], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(listed.stdout.split())


def can(source: str, target: str) -> bool:
    """Whether words in one language can be put into another here."""
    return bool(_mode(source, target))


def _mode(source: str, target: str) -> str:
    return next((mode for mode in MODES.get((source, target), ()) if mode in installed()), "")


def put_into(target: str, texts: Sequence[str], *, source: str) -> list[str]:
    """Pieces of inline or rich HTML in another language, each with the tags it had, in their order.

    One whose tags the machine has moved stays in the words it had. Raises NotDone.
    """
    mode = _mode(source, target)
    if not mode:
        raise NotDone("not installed")
    if sum(map(len, texts)) > LONGEST:
        raise NotDone("too long")
    whole = "\n".join(f'<div id="t{number}">{text}</div>' for number, text in enumerate(texts))
    found = {int(number): text for number, text in TEXT.findall(_asked(mode, whole))}
    if len(found) != len(texts):
        raise NotDone("the answer has other texts than the question")
    return [_with_tags_of(text, found[number]) for number, text in enumerate(texts)]


def _with_tags_of(before: str, after: str) -> str:
    """The new words with the old tags, letter by letter."""
    tags = [tag[0] for tag in TOKEN.finditer(before)]
    if [_plain(tag) for tag in tags] != [_plain(tag[0]) for tag in TOKEN.finditer(after)]:
        return before
    kept = iter(tags)
    return TOKEN.sub(lambda _tag: next(kept), after)


def _plain(tag: str) -> str:
    return re.sub(r"[\s/]*>$", ">", " ".join(tag.split())).lower()


def as_html(text: str) -> str:
    """Plain words as HTML that shows them."""
    return escape(text, quote=False)


def _asked(mode: str, whole: str) -> str:
    """What Apertium answers. It is a row of programs: when the time is up, all of them are ended."""
    command = ["apertium", "-u", "-f", "html", mode]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "LC_ALL": "C.UTF-8"},  # a server's own may be C, which has no å
        start_new_session=True,
    ) as asked:
        try:
            answer, _none = asked.communicate(whole, timeout=PATIENCE)
        except subprocess.TimeoutExpired as error:
            os.killpg(asked.pid, signal.SIGKILL)
            raise NotDone("it took too long") from error
    if asked.returncode:
        raise NotDone(f"it ended with {asked.returncode}")
    return answer
