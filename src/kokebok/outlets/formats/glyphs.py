"""What the printing fonts can show, and what stands in the place of the rest.

A PDF for everyone must not hold a letter that no font has, and one such letter would fail the whole book.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "fonts"
SOFT_HYPHEN = "\u00ad"
PLACE_TO_BREAK = "\u200b"  # copied.typ keeps it out of what is copied
SKIN_TONES = frozenset(chr(code) for code in range(0x1F3FB, 0x1F400))
LONG_WORD = re.compile(r"\w{41,}")
LONG_STRETCH = re.compile(r"\S{31,}")
ADDRESS = re.compile(r"\w://\w|\w@\w|\w\.\w[\w.-]*/")
CHECKSUM = re.compile(r"[0-9a-f]{64}")
NO_BREAK_SPACE = "\u00a0"
FORMS = "AS|ASA|ANS|BA|FKF|HF|IKS|KF|NUF|RHF|SA"  # of organisations, as they stand after the name
BEFORE_FORM = re.compile(rf"(?<=\w) (?=(?:{FORMS})\b)")
UNNAMED = ["unnamed"] * 0x10000
"""Names for all glyphs a font may have. Which they are takes long to find out, and is nobody's question here."""
SYLLABLES = 20  # letters of an endless word before it may be divided


@lru_cache(maxsize=1)
def coverage() -> frozenset[str]:
    """Every character that at least one of the printing fonts has."""
    return frozenset().union(*map(characters_of, sorted(FONTS.glob("*.ttf"))))


def characters_of(path: Path) -> frozenset[str]:
    """Every character that a font has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (heavy: only where it is used)

    with TTFont(path, lazy=True) as font:
        font.setGlyphOrder(UNNAMED)
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=1)
def shown_as_they_are() -> frozenset[str]:
    """Every character that the printing fonts have and that can be seen: most texts have no others."""
    return frozenset(character for character in coverage() if not _is_invisible(character)) | {"\n"}


def printable(text: str, note: str) -> str:
    """The text with each stretch that no font can show replaced by the note, whose {count} is its letters.

    Invisible marks are left out, endless words are given places where they may be divided, and the form of an
    organisation stands on the line of its name.
    """
    text = unicodedata.normalize("NFC", text)
    if not shown_as_they_are().issuperset(text):
        text = _noted(text, note)
    return divisible(BEFORE_FORM.sub(NO_BREAK_SPACE, text))


def _noted(text: str, note: str) -> str:
    """The text without invisible marks, and with the note in the place of what no font has."""
    known = coverage()
    shown: list[str] = []
    missing = 0
    for character in text:
        if _is_invisible(character):
            continue
        if character in known or character == "\n":
            if missing and character == " ":
                continue
            shown.append(_note(note, missing, before=character))
            shown.append(character)
            missing = 0
        elif not unicodedata.combining(character):
            missing += 1
    shown.append(_note(note, missing, before=""))
    return "".join(shown)


def divisible(text: str) -> str:
    """The same text where words of more than forty letters, and long addresses, may break over the line's end.

    A checksum is not divided, and an address without a hyphen: both are copied.
    """
    return LONG_STRETCH.sub(_divisible_stretch, text)


def _divisible_stretch(found: re.Match[str]) -> str:
    sign = PLACE_TO_BREAK if ADDRESS.search(found[0]) else SOFT_HYPHEN
    divided = LONG_WORD.sub(lambda word: _divided(word[0], sign), found[0])
    return re.sub(r"([/?&=._-])(?=\w)", rf"\1{PLACE_TO_BREAK}", divided)


def _divided(word: str, sign: str) -> str:
    is_whole = CHECKSUM.fullmatch(word) is not None
    return word if is_whole else re.sub(f"(.{{{SYLLABLES}}})(?=.)", rf"\1{sign}", word)


def _is_invisible(character: str) -> bool:
    if character == SOFT_HYPHEN:
        return False
    return unicodedata.category(character) in {"Cf", "Cc"} - ({"Cc"} if character == "\n" else set()) or (
        "\ufe00" <= character <= "\ufe0f" or character in SKIN_TONES
    )


def _note(note: str, missing: int, *, before: str) -> str:
    if not missing:
        return ""
    gap = " " if before.isalnum() else ""
    return note.format(count=missing) + gap
