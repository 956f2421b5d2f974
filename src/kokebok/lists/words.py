"""What the entries of the lists are called, in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language

LANGUAGES = ("nb", "nn", "en", "se")


@dataclass(frozen=True)
class NamedEntry:
    """Something with a name in each language. `key` is what texts hold."""

    key: str
    names: Mapping[str, str]
    is_retired: bool = False
    merged_into: str = ""
    """The key of the entry it has become a part of."""

    def said(self, language: str = "") -> str:
        """Its name in a language, that of the page or the reader if not given; where it has none, in bokmål."""
        return self.names.get(language or get_language() or "") or self.names["nb"]


@dataclass(frozen=True)
class Swap:
    """An entry of a list, `which`, that is replaced by another."""

    which: str
    gone: NamedEntry
    into: NamedEntry

    def keys(self, keys: Iterable[str]) -> list[str]:
        """Some keys after it, each once."""
        return list(dict.fromkeys(self.into.key if key == self.gone.key else key for key in keys))

    def words(self, words: Iterable[str], language: str = "") -> list[str]:
        """Some words after it, each once: each name of the one becomes the other's in the same language."""
        kept: dict[str, str] = {}
        for word in words:
            said = self._word(word, language)
            kept.setdefault(said.casefold(), said)
        return list(kept.values())

    def _word(self, word: str, language: str) -> str:
        names = self.gone.names
        spoken = (one for one in (language, *LANGUAGES) if names.get(one, "").casefold() == word.casefold())
        found = next(spoken, "")
        return self.into.said(found) if found else word


@dataclass(frozen=True)
class AboutEntry:
    """What is said of an entry, and in which language; both are "" where nothing is. And its picture, "" for none."""

    text: str
    language: str
    picture: str = ""
    picture_alt: str = ""
    picture_credit: str = ""


@dataclass(frozen=True)
class ListWords:
    """All lists: their titles, and their entries in order, by the key of the list."""

    titles: Mapping[str, NamedEntry] = field(default_factory=dict)
    entries: Mapping[str, tuple[NamedEntry, ...]] = field(default_factory=dict)

    def title(self, which: str, language: str = "") -> str:
        """What a list is called."""
        return self.titles[which].said(language) if which in self.titles else which

    def has_title(self, which: str, language: str) -> bool:
        """Whether a list has a name of its own in a language."""
        return which in self.titles and bool(self.titles[which].names.get(language))

    def of(self, which: str) -> tuple[NamedEntry, ...]:
        """The entries of a list, in order, retired ones too."""
        return self.entries.get(which, ())

    def name(self, which: str, key: str, language: str = "") -> str:
        """What an entry is called; a key that is in no list is shown as it is."""
        lasting = self.lasting(which, key)
        found = next((one for one in self.of(which) if one.key == lasting), None)
        return found.said(language) if found else key

    def lasting(self, which: str, key: str) -> str:
        """The key of what an entry has become a part of, however many times; its own for one that stands alone."""
        into = {one.key: one.merged_into for one in self.of(which) if one.merged_into}
        while key in into:
            key = into[key]
        return key

    def spoken(self, which: str, key: str) -> set[str]:
        """All that an entry is or was called, in any language: the names of what has become a part of it too."""
        own = (one for one in self.of(which) if self.lasting(which, one.key) == key)
        return {name.casefold() for one in own for name in one.names.values() if name}

    def names(self, which: str, keys: Iterable[str], language: str = "") -> tuple[str, ...]:
        """What some entries are called, in the order they are given."""
        return tuple(self.name(which, key, language) for key in keys)

    def among(self, which: str, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Those keys that are given, each once with its name, in the list's order; those in no list come last."""
        given = dict.fromkeys(self.lasting(which, key) for key in keys)
        known = [one.key for one in self.of(which) if one.key in given]
        strange = sorted(key for key in given if key not in known)
        return [(key, self.name(which, key)) for key in [*known, *strange]]

    def offered(self, which: str, also: Iterable[str] = ()) -> list[tuple[str, str]]:
        """What a form offers: what is in use, and what is `also` chosen already though it is retired or unknown."""
        in_use = [one.key for one in self.of(which) if not one.is_retired]
        return self.among(which, [*in_use, *(key for key in also if key)])
