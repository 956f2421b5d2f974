"""What people type, without what cannot be seen and can do harm; otherwise as they wrote it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

MOST_MARKS = 4  # marks on one letter: more than any written language needs

# Control characters but tab and line feed, what turns the direction of other people's text, what takes no room
# at all, half characters, and tags. Marks of direction and joiners stay: Arabic and Persian need them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
# What no text has, in any language: half characters, and control characters but tab and the ends of lines.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LINE_BREAKS = re.compile("[\x0b\x0c\x85]")  # as Word, printers and mainframes have them
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(raw: str) -> str:
    """The text in composed form (NFC) with "\\n" between lines, and nothing that is unseen or piled up."""
    seen = UNSEEN.sub("", LINE_ENDS.sub("\n", raw))
    # Before composing: putting a long pile of marks in order takes time by the square of its length.
    return unicodedata.normalize("NFC", _piled().sub(r"\1", seen))


def has_control(raw: str) -> bool:
    """Whether there is a control character or half a character in the text."""
    return CONTROL.search(raw) is not None


def without_control(raw: str) -> str:
    """The text without them, with "\\n" for what Word writes for a new line; otherwise as it was."""
    return CONTROL.sub("", LINE_BREAKS.sub("\n", raw))


def tidy(raw: str) -> str:
    """The text as we keep it, whatever door it came in by: composed (NFC), and nothing in it that no text has.

    So what is written with a letter and a loose mark, as some machines do, is found and known by those who write it
    as one. What somebody types to be read by others is cleaned further, by `clean`.
    """
    kept = without_control(raw)
    return kept if kept.isascii() else unicodedata.normalize("NFC", _piled().sub(r"\1", kept))


def all_tidy(data: Any) -> Any:
    """The same lists and mappings, with every text in them tidy."""
    if isinstance(data, str):
        return tidy(data)
    if isinstance(data, dict):
        return {key: all_tidy(value) for key, value in data.items()}
    return [all_tidy(one) for one in data] if isinstance(data, list) else data


def says_something(text: str) -> bool:
    """Whether there is a letter, a digit, a sign or a symbol in the text."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


@cache
def _piled() -> re.Pattern[str]:
    marks = "".join(
        re.escape(chr(code)) for code in range(0x300, 0x20000) if unicodedata.combining(chr(code))
    )
    return re.compile(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+")
