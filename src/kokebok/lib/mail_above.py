"""What mail programs put above the letter that is answered or sent on: who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_ABOVE = 300  # characters of the line that says who wrote the answered letter, wrapped or not
MOST_LINES_ABOVE = 4  # that it is wrapped over
MOST_LINES_HEAD = 14
_LONGEST_LINE = 1_000  # characters of a line of a head that are read

_MONTH = (
    r"(?:jan(?:uar[iy]?|vier)?|feb(?:ruar[iy]?)?|f[ée]v(?:rier|r)?|mars?|march|m[äa]rz|apr(?:il)?|avr(?:il)?|ma[iy]|jun[ie]?|juin"
    r"|jul[iy]?|juil(?:let)?|aug(?:ust|usti)?|ao[ûu]t|sep(?:t|tember|tembre)?|o[kc]t(?:ober|obre)?|nov(?:ember|embre)?"
    r"|de[scz](?:ember)?|d[ée]c(?:embre)?)"
)
DATE = re.compile(
    rf"\b\d{{1,2}}\s?\.?\s?{_MONTH}\b|\b{_MONTH}\.?\s\d{{1,2}}\b"
    r"|\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']{1,64}@[^\s<>()\[\]:;,\"'@]{1,200}\.\w{2,20}")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
WROTE = re.compile(
    r"\b(?:skrev|skreiv|wrote|schrieb|escribió|schreef|kirjoitti|skrifaði|ha scritto|čálii|a écrit)\b",
    re.IGNORECASE,
)
_WEEKDAY = (
    r"(?:(?:man|tir|tirs|tys|ons|tor|tors|fre|lør|lau|laur|søn|sun|mon|tue|wed|thu|fri|sat|die|mit|don|sam|son"
    r"|lun|mar|mer|jeu|ven)"
    r"\w{0,6}[.,]*[\s,]+)?"
)
_BEGINS_WITH_DAY = re.compile(
    rf"(?:(?:den|på|on|am|le|el|op)\s+)?{_WEEKDAY}(?:den\s+)?(?:{DATE.pattern})", re.IGNORECASE
)
_HEAD_LINE = re.compile(
    r"[\s*>]*(?P<name>fra|frå|from|von|de|sendt|sent|gesendet|dato|date|datum|til|to|an|kopi|cc|emne|subject|betreff"
    r"|svar til|reply-to)\s?:\s?\*?",
    re.IGNORECASE,
)
_FROM = ("fra", "frå", "from", "von", "de")
RULE = re.compile(r"\s*(?:_{5,}|-{5,}|-{2,}\s?\w[^\n]{3,60}?\s?-{2,}|(?P<words>\w[\w ]{4,40}):?)\s*$")
_SENT_ON = re.compile(
    r"videresendt? |vidaresendt? |forwarded message|vidarebefordrat|weitergeleitete", re.IGNORECASE
)


@dataclass(frozen=True)
class Forwarded:
    """A letter that somebody sent on: what stands above it, its own head, who it is from by that, and what it says."""

    above: str
    head: str
    sender: str
    text: str


def forwarded(whole: str, *, said_so: bool) -> Forwarded | None:
    """The letter that was sent on, where this is one. `said_so`: the subject says that it is."""
    lines = whole.replace("\r\n", "\n").split("\n")
    for start, end in heads(lines):
        rule = lines[max(0, start - 1) : start + 1]
        if said_so or any(_SENT_ON.search(line[:_LONGEST_LINE]) for line in rule):
            parts = (lines[:start], lines[start:end], lines[end:])
            above, head, below = ("\n".join(part).strip() for part in parts)
            return Forwarded(above, head, _sender(lines[start:end]), below)
    return None


def bare(line: str) -> str:
    """A line without the marks that say it is another's."""
    return re.sub(r"^[\s>\ufeff]+", "", line).strip()


def attribution(lines: list[str], at: int) -> int | None:
    """Where the line that begins here, and says who wrote something and when or from what address, ends.

    It may be wrapped. None when the line is no such line: one's own sentence may say that somebody wrote something.
    """
    first, said = bare(lines[at]), ""
    for end in range(at, min(at + MOST_LINES_ABOVE, len(lines))):
        piece = bare(lines[end])
        said = f"{said} {piece}".strip()
        if not piece or len(said) > LONGEST_ABOVE:
            return None
        if piece.endswith(":"):
            known = WROTE.search(said) and (DATE.search(said) or ADDRESS.search(said))
            begins = end == at or _BEGINS_WITH_DAY.match(first) or ADDRESS.search(first)
            return end + 1 if known and begins else None
    return None


def is_sure(said: str) -> bool:
    """Whether a line that says who wrote something names the day and the address or the minute, as programs do."""
    return bool(
        DATE.search(said) and (ADDRESS.search(said) or (_BEGINS_WITH_DAY.match(said) and _TIME.search(said)))
    )


def heads(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where a letter's head stands among lines, as (from, to): «From:», «Sent:», «To:» … after each other."""
    at = 0
    while at < len(lines):
        if _name(lines, at) not in _FROM:
            at += 1
            continue
        end = _end_of_head(lines, at)
        names = {_name(lines, line) for line in range(at, end)} - {""}
        said = " ".join(line[:_LONGEST_LINE] for line in lines[at:end])
        if len(names) >= 3 or (len(names) == 2 and (ADDRESS.search(said) or DATE.search(said))):
            yield _with_rule(lines, at), end
        at = end


def is_head_line(line: str) -> bool:
    """Whether a line is one of a letter's head, with an address in it."""
    return bool(_HEAD_LINE.match(line) and ADDRESS.search(line[:_LONGEST_LINE]))


def _sender(head: list[str]) -> str:
    """Who a head says its letter is from."""
    line = next(line for at, line in enumerate(head) if _name(head, at) in _FROM)
    return line.partition(":")[2].strip(" *\t")[:_LONGEST_LINE]


def _name(lines: list[str], at: int) -> str:
    """What a line of a head is called, "from" or so; "" for another line, and past the last."""
    found = _HEAD_LINE.match(lines[at]) if at < len(lines) else None
    return found["name"].lower() if found else ""


def _end_of_head(lines: list[str], at: int) -> int:
    """Where the head that begins here ends: some programs set its lines apart, and long ones are wrapped."""
    end = at + 1
    while end < min(len(lines), at + MOST_LINES_HEAD):
        wrapped = bool(ADDRESS.search(lines[end][:_LONGEST_LINE])) or not lines[end].strip()
        if not (_name(lines, end) or (wrapped and _name(lines, end + 1))):
            break
        end += 1
    return end


def _with_rule(lines: list[str], at: int) -> int:
    """Where a head begins when the rule above it, or the words that name it, are counted in."""
    above = at - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    rule = RULE.match(lines[above]) if above >= 0 else None
    if rule and rule["words"]:
        return above if _SENT_ON.search(lines[above] + " ") else at
    return above if rule else at
