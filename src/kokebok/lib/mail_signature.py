"""What stands under a letter: a greeting, a name and how to reach whoever has it, and what a program adds."""

from __future__ import annotations

import re

MOST_SIGNATURE = 12  # lines
LONGEST_SIGNATURE = 800  # characters
LONGEST_GREETING = 70  # characters
MOST_WORDS_CONTACT = 12
MOST_WORDS_TITLE = 9

_PROGRAM = re.compile(
    r"\s*(?:(?:sendt|send|sent|skickat) (?:fra|frå|from|från) (?:min|mi|mitt|my|outlook|yahoo|proton|gmail|mobil"
    r"|e-post|iphone|ipad|samsung|android|mail)\b"
    r"|(?:skaff deg|skaff|få|hent|last ned|get) outlook (?:for|til|på) ).{0,60}$",
    re.IGNORECASE,
)
_DASHES = re.compile(r"-- ?$")
_KIND = r"(?:best|beste|vennlig|vennleg|venleg|venlig|hjertelig|hjarteleg|mange|varm|varme|god|gode|kjær|alle|all)"
_GREETING = re.compile(
    rf"\s*(?:(?:med\s+)?(?:{_KIND}\s+)*(?:hilsen|helsing|helsingar|helsning|hilsning|hilsener)(?:\s+fr[aå])?"
    r"|m\.?v\.?h\.?|vh|bh|dbh|(?:with\s+)?(?:(?:best|kind|warm|many)\s+)?(?:wishes|regards)|yours\s+(?:sincerely|faithfully)"
    r"|sincerely|cheers|dearvvuođaiguin)(?P<sender>[\s,.!–-].*|)$",
    re.IGNORECASE,
)
_IN_NAMES = ("kommune", "fylkeskommune", "fylke", "departement", "direktorat", "forbund", "velforening", "as")
_BETWEEN = ("av", "og", "von", "van", "de", "der", "i", "for", "ved", "på", "the", "of", "and", "oss", "alle")
_SENTENCE_END = re.compile(r"[.?!]\s*$")
_CONTACT = re.compile(
    r"\d{2}[\s\d]{4,20}\d|@|www\.|https?:|\b(?:tlf|mob|telefon|mobil|tel|org)\b", re.IGNORECASE
)
_SECRET = re.compile(
    r"(?:denne|dette|this)\s+(?:e-?post|e-?mail|melding|message)\w*\b.{0,200}(?:konfidensiel|fortrol|taushet|teie|confidential"
    r"|privileged)",
    re.IGNORECASE,
)


def is_of_a_program(line: str) -> bool:
    """Whether a mail program put this line under the letter: what it was sent from."""
    return bool(_PROGRAM.match(line))


def may_begin_signature(line: str) -> bool:
    """Whether a signature may begin with this line: two dashes, or a greeting that is no sentence."""
    return bool(_DASHES.match(line)) or _is_greeting(line)


def begins_signature(line: str, below: list[str]) -> bool:
    """Whether a signature begins with this line, when these lines with something in them are all that follows it."""
    if not _DASHES.match(line):
        return _is_greeting(line) and are_of_signature(below)
    fits = len(below) <= MOST_SIGNATURE and sum(map(len, below)) <= LONGEST_SIGNATURE
    return bool(below) and fits and (line == "-- " or are_of_signature(below))


def are_of_signature(lines: list[str]) -> bool:
    """Whether lines are what stands under a greeting: a name, a title, a body, how to reach them; a warning below."""
    warning = next((at for at, line in enumerate(lines) if _SECRET.search(line)), len(lines))
    told = lines[:warning]
    return (
        len(told) <= MOST_SIGNATURE
        and sum(map(len, told)) <= LONGEST_SIGNATURE
        and not any(_is_sentence(line) for line in told)
    )


def _is_greeting(line: str) -> bool:
    found = _GREETING.match(line) if len(line) <= LONGEST_GREETING else None
    if not found:
        return False
    words = re.findall(r"[\w.'’-]*\w", found["sender"])
    return len(words) <= 8 and all(
        word[0].isupper() or word.lower() in (*_BETWEEN, *_IN_NAMES) for word in words
    )


def _is_sentence(line: str) -> bool:
    """Whether a line says something, as no name, title or address does."""
    words = line.split()
    if _CONTACT.search(line) and len(words) <= MOST_WORDS_CONTACT:
        return False
    return len(words) > MOST_WORDS_TITLE or (len(words) >= 3 and bool(_SENTENCE_END.search(line)))
