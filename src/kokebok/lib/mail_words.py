"""A letter's own words: without the letter it answers, and without the signature.

A letter is read line by line, and each line is somebody's: its sender's, the answered letter's, or a program's. What is
taken away must look the part in two ways, as its words and by what follows it. What looks it in one way only is kept,
and named, so that a person can look. Nothing is dropped unseen: what was taken away is given back beside what was kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from kokebok.lib.mail_above import RULE, WROTE, attribution, bare, heads, is_head_line, is_sure
from kokebok.lib.mail_signature import (
    are_of_signature,
    begins_signature,
    is_of_a_program,
    may_begin_signature,
)

LONGEST_ASKED = 10  # lines of another's that stay, since what follows answers them
LAST_LINES = 60  # that a signature is looked for in


class MailPartKind(StrEnum):
    """What a part of a letter is taken for, when it is not its sender's own words."""

    ANSWERED = "answered"
    SIGNATURE = "signature"
    PROGRAM = "program"


@dataclass(frozen=True)
class MailPart:
    """Some lines of a letter that are not its sender's own words, and what they are taken for."""

    why: MailPartKind
    text: str


@dataclass(frozen=True)
class OwnWords:
    """What the sender says, what was taken away from it, and lines that were kept though they may be another's."""

    text: str
    left_out: tuple[MailPart, ...] = ()
    doubtful: tuple[str, ...] = ()


def own_words(whole: str) -> OwnWords:
    """The words of who sent a letter, and what was left out.

    Where nothing but another's words would be left out, all of it is kept, since it is better to see too much.
    """
    lines = whole.replace("\r\n", "\n").split("\n")
    owners = _owners(lines)
    text = _told(lines, owners)
    if text or all(
        why is MailPartKind.PROGRAM for line, why in zip(lines, owners, strict=True) if line.strip()
    ):
        return OwnWords(text, tuple(_parts(lines, owners)), tuple(_doubtful(lines, owners)))
    return OwnWords(whole.strip(), doubtful=tuple(line.strip() for line in lines if line.strip())[:1])


def _owners(lines: list[str]) -> list[MailPartKind | None]:
    """For each line what it is taken for; None is the sender's own."""
    owners: list[MailPartKind | None] = [
        MailPartKind.ANSWERED if _is_quoted(line) else None for line in lines
    ]
    _mark_below_attributions(lines, owners)
    _mark_below_head(lines, owners)
    _keep_what_is_answered(lines, owners)
    _mark_signature(lines, owners)
    return owners


def _is_quoted(line: str) -> bool:
    return line.lstrip(" \t\ufeff").startswith(">")


def _says(line: str) -> bool:
    return bool(line.strip(" \t\ufeff\xa0"))


def _mark_rest(owners: list[MailPartKind | None], start: int) -> None:
    owners[start:] = [MailPartKind.ANSWERED] * (len(owners) - start)


def _mark_below_attributions(lines: list[str], owners: list[MailPartKind | None]) -> None:
    """Mark the lines that say who wrote what was answered; and all below, when that is sure and it is not quoted."""
    at = 0
    while at < len(lines):
        end = attribution(lines, at)
        if end is None:
            at += 1
            continue
        sure = is_sure(" ".join(bare(line) for line in lines[at:end]))
        if _is_quoted(_next_said(lines, end)):
            owners[at:end] = [MailPartKind.ANSWERED] * (end - at)
        elif sure and any(why is None and _says(lines[line]) for line, why in enumerate(owners[:at])):
            _mark_rest(owners, at)
            return
        at = end


def _next_said(lines: list[str], start: int) -> str:
    """The next line with something in it; "" if there is none."""
    return next((line for line in lines[start : start + LAST_LINES] if _says(line)), "")


def _mark_below_head(lines: list[str], owners: list[MailPartKind | None]) -> None:
    for start, _end in heads(lines):
        if any(why is None and _says(line) for line, why in zip(lines[:start], owners, strict=False)):
            _mark_rest(owners, start)
            return


def _keep_what_is_answered(lines: list[str], owners: list[MailPartKind | None]) -> None:
    """Give back the short quoted pieces that something of the sender's own follows: they are what it answers."""
    own = [at for at, why in enumerate(owners) if why is None and _says(lines[at])]
    for start, end in _quoted_pieces(lines, own[-1] if own else 0):
        asked = [at for at in range(start, end) if _may_stay(lines, at)]
        if sum(1 for at in asked if bare(lines[at])) <= LONGEST_ASKED:
            for at in asked:
                owners[at] = None


def _quoted_pieces(lines: list[str], last: int) -> Iterator[tuple[int, int]]:
    """The pieces of another's before the last line of one's own, as (from, to)."""
    start = None
    for at in range(last + 1):
        if _is_quoted(lines[at]):
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None


def _may_stay(lines: list[str], at: int) -> bool:
    """Whether a quoted line may stay: not a third person's, and not who wrote it, with name and address."""
    wrote = any((attribution(lines, start) or 0) > at for start in range(max(0, at - 3), at + 1))
    return not (wrote or is_head_line(lines[at]) or re.match(r"\s*>\s*>", lines[at]))


def _mark_signature(lines: list[str], owners: list[MailPartKind | None]) -> None:
    own = [at for at, why in enumerate(owners) if why is None and _says(lines[at])]
    for place in range(max(0, len(own) - LAST_LINES), len(own)):
        at, below = own[place], [lines[line] for line in own[place + 1 :]]
        if is_of_a_program(lines[at]) and are_of_signature(below):
            owners[at] = MailPartKind.PROGRAM
        elif place and begins_signature(lines[at], [line for line in below if not is_of_a_program(line)]):
            for line in own[place:]:
                owners[line] = (
                    MailPartKind.PROGRAM if is_of_a_program(lines[line]) else MailPartKind.SIGNATURE
                )
            return


def _told(lines: list[str], owners: list[MailPartKind | None]) -> str:
    kept = [line.rstrip() for line, why in zip(lines, owners, strict=True) if why is None]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _parts(lines: list[str], owners: list[MailPartKind | None]) -> Iterator[MailPart]:
    """What was taken away, piece by piece in its order. Empty lines between two lines of a piece are of it."""
    said = [at for at, line in enumerate(lines) if _says(line)]
    for why, piece in groupby(said, key=lambda at: owners[at]):
        if why is not None:
            at = list(piece)
            yield MailPart(why, "\n".join(lines[at[0] : at[-1] + 1]).strip())


def _doubtful(lines: list[str], owners: list[MailPartKind | None]) -> Iterator[str]:
    """Lines that were kept, and look in one way as if another had written them, or as if a signature began."""
    own = [at for at, why in enumerate(owners) if why is None and _says(lines[at])]
    for at in own[:-1]:
        line = lines[at]
        rule = RULE.match(line)
        says_who = line.rstrip().endswith(":") and WROTE.search(line[:1_000])
        if may_begin_signature(line) or is_of_a_program(line) or (rule and not rule["words"]) or says_who:
            yield line.strip()
