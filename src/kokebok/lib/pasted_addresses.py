"""E-mail addresses as people paste them: from a mail program, a sheet or a text, one or many on a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKETED = re.compile(r"<([^<>]*)>")
_AT_THE_END = re.compile(r"(.*?)[\s(\[]*([^\s()\[\]]+@[^\s()\[\]]+)[)\]]?")
_QUOTED = re.compile(r'"[^"]*"')
_HEADED = re.compile(r"^\s*(?:til|to|kopi|cc|blindkopi|bcc)\s*:", re.IGNORECASE)
_HIDDEN = "\ue000"  # stands for a separator within quotation marks
_QUOTES = "\"'“”„«»‘’"


@dataclass(frozen=True)
class PastedAddress:
    """What stands for one recipient: `said` as it was written; `address` is "" where there is none."""

    name: str
    address: str
    said: str


def pasted_in(line: str) -> list[PastedAddress]:
    """Everyone a line names, in order, each with their own name. What has no address has "" for it."""
    line = _QUOTED.sub(_hidden, _HEADED.sub("", line, count=1))
    if "<" not in line and line.count("@") <= 1:
        return _row(line)
    found: list[PastedAddress] = []
    at = 0
    for bracket in _BRACKETED.finditer(line):
        found += _before_bracket(line[at : bracket.start()], bracket[1])
        at = bracket.end()
    return [*found, *(_plain(piece) for piece in _pieces(line[at:]))]


def plain_address(said: str) -> str:
    """The address itself, without what programs put round it."""
    shown = said.strip(f"{_QUOTES}<>() \t")
    return re.sub(r"^mailto:", "", shown, flags=re.IGNORECASE).partition("?")[0].strip()


def same_address(address: str) -> str:
    """What two ways to write one address have in common: small letters, and the domain as the network has it."""
    user, at, domain = unicodedata.normalize("NFC", address).lower().rpartition("@")
    try:
        return f"{user}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return f"{user}{at}{domain}"


def _hidden(quoted: re.Match[str]) -> str:
    return re.sub("[;,\t<>]", lambda sign: f"{_HIDDEN}{ord(sign[0]):02x}", quoted[0])


def _shown(text: str) -> str:
    whole = re.sub(f"{_HIDDEN}([0-9a-f]{{2}})", lambda sign: chr(int(sign[1], 16)), text)
    return " ".join(whole.split())


def _name(text: str) -> str:
    return _shown(text).strip(f"{_QUOTES} ,;\t")


def _separator(text: str) -> str:
    return next((sign for sign in (";", "\t", ",") if sign in text), ";")


def _pieces(text: str, signs: str = ";,\t") -> list[str]:
    return [piece.strip() for piece in re.split(f"[{signs}]", text) if _name(piece)]


def _row(line: str) -> list[PastedAddress]:
    """One recipient: an address, with a name beside it or before it."""
    sign = _separator(line)
    cells = [cell.strip() for cell in line.split(sign) if cell.strip()]
    if not cells:
        return []
    at = next((n for n, cell in enumerate(cells) if "@" in cell), None)
    if at is None:
        return [PastedAddress(_name(line), "", _shown(line))]
    own = _plain(cells[at])
    before, after = cells[:at], cells[at + 1 :]
    beside = ", ".join(map(_name, before)) if sign == "," else _name((before or [""])[0])
    name = own.name or beside or _name((after or [""])[0])
    return [PastedAddress(name, own.address, _shown(line))]


def _plain(piece: str) -> PastedAddress:
    """An address without angle brackets, perhaps with a name before it."""
    found = _AT_THE_END.fullmatch(piece.strip())
    if found is None:
        return PastedAddress(
            _name(piece), plain_address(_shown(piece)) if "@" in piece else "", _shown(piece)
        )
    return PastedAddress(_name(found[1]), plain_address(found[2]), _shown(piece))


def _before_bracket(text: str, inner: str) -> Iterator[PastedAddress]:
    """Those without brackets who stand before one in brackets, and that one with its name, which may have commas."""
    address = plain_address(inner)
    cells = re.split("([;,\t])", text)
    last = max((n for n, cell in enumerate(cells) if "@" in cell), default=-1)
    alone = [_plain(cell) for cell in cells[: last + 1 : 2] if _name(cell)]
    names = _pieces("".join(cells[last + 1 :]), ";\t")
    if alone and not names and same_address(alone[-1].address) == same_address(address):
        names = [alone.pop().name]  # some programs write the address twice
    yield from alone
    yield from (PastedAddress(_name(one), "", _shown(one)) for one in names[:-1])
    name = _name(names[-1]) if names else ""
    yield PastedAddress(name, address, _shown(f"{name} <{inner}>".strip()))
