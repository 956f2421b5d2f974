"""Texts by the words in them, made once and asked thousands of times."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

_WORD = re.compile(r"\w+")


class WordIndex:
    """Texts by their names. Small and capital letters, and any white space, are alike."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {name: _even(text) for name, text in texts.items()}
        self._order = {name: at for at, name in enumerate(self._texts)}
        self._where: dict[str, set[str]] = defaultdict(set)
        for name, text in self._texts.items():
            for word in set(_WORD.findall(text)):
                self._where[word].add(name)
        self._found: dict[str, list[str]] = {}

    def with_words(self, words: str) -> list[str]:
        """The names of the texts in which these words stand in a row, in the order the texts were given."""
        wanted = _even(words)
        if wanted not in self._found:
            here = (name for name in self._near(wanted) if wanted in self._texts[name])
            self._found[wanted] = sorted(here, key=self._order.__getitem__)
        return self._found[wanted]

    def _near(self, wanted: str) -> Collection[str]:
        """The texts that have the rarest of the whole words; the first and the last may be parts of longer ones."""
        inner = _WORD.findall(wanted)[1:-1]
        return min((self._where.get(word, set()) for word in inner), key=len, default=self._texts)


def _even(text: str) -> str:
    return " ".join(text.casefold().split())
