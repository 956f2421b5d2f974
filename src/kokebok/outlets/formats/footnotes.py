"""Footnotes for a book on paper, where nobody can follow a link: they say where it leads."""

from __future__ import annotations

from itertools import count, pairwise
from typing import Any

from kokebok.outlets.labels import labels_in

Tree = dict[str, Any]


def with_footnotes(tree: Tree) -> None:
    """Put a note on the last run of each link in a book: its address, or the page in the book that it leads to.

    An address has one note in a chapter, which its other links point to. A link that says its own address has none.
    """
    numbers = count(1)
    for runs in (*tree["foreword"], *(runs for one in tree["forewords_beside"] for runs in one["words"])):
        _Notes(tree["lang"], numbers).put(runs)
    for chapter in (chapter for part in tree["parts"] for chapter in part["chapters"]):
        _Notes(chapter["lang"], numbers).walk([chapter["sections"], chapter["tail"]])
    notes = _Notes(tree["lang"], numbers)
    for value in tree["values"]:
        said = value["source"] or value["href"]
        notes.put([{"text": said, "href": value["href"], "to": ""}], value)


class _Notes:
    """The notes of one chapter. Their numbers name them; those that readers see are counted by the typesetter."""

    def __init__(self, language: str, numbers: count[int]) -> None:
        self.see_page = labels_in(language).see_page
        self.numbers = numbers
        self.given: dict[str, str] = {}

    def walk(self, value: Any) -> None:
        """All runs below this, in the order they are read."""
        if isinstance(value, dict):
            if "runs" in value:
                self.put(value["runs"])
            for inner in value.values():
                self.walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                self.walk(inner)

    def put(self, runs: list[Tree], on: Tree | None = None) -> None:
        """Notes for the links in these runs; on another part of the tree, if that is said."""
        said = ""
        for run, after in pairwise([*runs, {"href": "", "to": ""}]):
            target = run["to"] or run["href"]
            said += run["text"]
            if not target or target == (after["to"] or after["href"]):
                said = said if target else ""
                continue
            if run["to"] or _shown(target) not in said:
                (run if on is None else on)["note"] = self._note(run, target)
            said = ""

    def _note(self, run: Tree, target: str) -> Tree:
        if target in self.given:
            return {"again": self.given[target]}
        self.given[target] = name = f"note-{next(self.numbers)}"
        if run["to"]:
            return {"id": name, "see": self.see_page, "to": run["to"]}
        return {"id": name, "href": run["href"], "shown": _shown(target)}


def _shown(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")
