"""Acts in words: each app that acts has a module `acts` with what its acts are called.

Beside ACTS it may have DETAILS, which for an act makes words of what it was about, and THINGS, what its things are
called.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import Promise


def words_for(act: str) -> str:
    """What an act is called, in the language of now; an act without words of its own is called by its name."""
    return str(all_words().get(act, act))


def detail_for(act: str, what: Mapping[str, Any]) -> str | None:
    """What an act came to, in words; None where its app has none for it, or what was kept is not as it was then."""
    detail: Callable[[Mapping[str, Any]], str] | None = _all("DETAILS").get(act)
    try:
        return detail(what) if detail else None
    except (KeyError, ValueError, TypeError):
        return None  # a line from before: it is shown without


def thing_in_words(label: str) -> str:
    """What a kind of thing is called, by its label as in "inputs.input"; one without words is not told of by number."""
    return str(all_things().get(label, ""))


@cache
def all_words() -> dict[str, str | Promise]:
    """The words of all acts, by act, from the modules `acts` of our apps."""
    return _all("ACTS")


@cache
def all_things() -> dict[str, str | Promise]:
    """What all kinds of things are called, by their labels."""
    return _all("THINGS")


@cache
def _all(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("kokebok.") and app.module and module_has_submodule(app.module, "acts"):
            found |= getattr(import_module(f"{app.name}.acts"), name, {})
    return found
