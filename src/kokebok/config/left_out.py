"""Which apps a cookbook is without, and what that leaves of the lists that are made of apps (docs/decisions/0034)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from kokebok.lib.env import Env

T = TypeVar("T")
CAN_BE_LEFT_OUT = (
    "rounds",
    "calls",
    "review",
    "themes",
    "clusters",
    "doors",
    "second_reading",
    "actors",
    "events",
)


def read_left_out(env: Env) -> frozenset[str]:
    """The names of the apps that the setting leaves out."""
    return env.read(
        "WITHOUT",
        _names,
        default=frozenset(),
        about=f"Apps to be without, with commas, among {', '.join(CAN_BE_LEFT_OUT)}. What is in their tables stays.",
    )


def _names(raw: str) -> frozenset[str]:
    names = frozenset(name.strip() for name in raw.split(",") if name.strip())
    unknown = sorted(names - set(CAN_BE_LEFT_OUT))
    if unknown:
        raise ValueError(f"{', '.join(unknown)} cannot be left out; {', '.join(CAN_BE_LEFT_OUT)} can")
    return names


def remaining(listed: Iterable[T], left_out: frozenset[str], path: Callable[[T], str] = str) -> list[T]:
    """What is listed without that of the apps that are left out; `path` gives its dotted path, as "kokebok.rounds"."""
    return [one for one in listed if path(one).split(".")[1] not in left_out]
