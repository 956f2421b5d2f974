"""Settings from the environment: typed, with a default, and loud about what it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import unquote, urlsplit

T = TypeVar("T")


class WrongSetting(Exception):
    """A setting is misspelt or has a value that cannot be used; the message says which and what is wanted."""


@dataclass
class Env:
    """Reads variables that start with `prefix`, and remembers which it was asked for."""

    prefix: str
    variables: Mapping[str, str]
    asked: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, turn: Callable[[str], T], *, default: T, about: str) -> T:
        """The variable turned into a value, or the default. `about` is what the settings page says of it."""
        self.asked[self.prefix + name] = about
        raw = self.variables.get(self.prefix + name)
        if raw is None or raw == "":
            return default
        try:
            return turn(raw)
        except ValueError as error:
            raise WrongSetting(f"{self.prefix}{name} cannot be {_shown(raw)!r}: {error}") from error

    def require_known(self) -> None:
        """Raise WrongSetting if a variable has our prefix but was never asked for."""
        unknown = sorted(
            name for name in self.variables if name.startswith(self.prefix) and name not in self.asked
        )
        if unknown:
            raise WrongSetting(f"not a setting of Kokebok: {', '.join(unknown)}")


def _shown(raw: str) -> str:
    """A value as it may be told: without who signs in at an address, and by what word."""
    return re.sub(r"://.*@", "://…@", raw)


def yes_or_no(raw: str) -> bool:
    """True for yes, true, on, 1; False for no, false, off, 0; ValueError for anything else."""
    word = raw.strip().lower()
    if word in {"yes", "true", "on", "1"}:
        return True
    if word in {"no", "false", "off", "0"}:
        return False
    raise ValueError("write yes or no")


def at_least(least: int) -> Callable[[str], int]:
    """What reads a whole number, not less than this one; ValueError for anything else."""

    def read(raw: str) -> int:
        number = int(raw)
        if number < least:
            raise ValueError(f"write a whole number, at least {least}")
        return number

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """What reads one of these words; ValueError for any other."""

    def read(raw: str) -> str:
        if raw not in choices:
            raise ValueError(f"write one of: {', '.join(choices)}")
        return raw

    return read


def words(raw: str) -> list[str]:
    """The words between commas, without the space around them."""
    return [word.strip() for word in raw.split(",") if word.strip()]


@dataclass(frozen=True)
class Address:
    """A service's address, as in `postgres://name:word@host:port/path`."""

    scheme: str
    host: str
    port: int | None
    user: str
    password: str
    path: str


def address(raw: str) -> Address:
    """The parts of an address; ValueError if it has no scheme."""
    parts = urlsplit(raw)
    if not parts.scheme:
        raise ValueError("write an address such as postgres://user@host/name")
    return Address(
        scheme=parts.scheme,
        host=unquote(parts.hostname or ""),
        port=parts.port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        path=unquote(parts.path),
    )
