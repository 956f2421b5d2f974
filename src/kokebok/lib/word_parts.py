"""The parts of a Word file, found as Word finds them: by what leads to them, and not by what they are called.

The file is a stranger's: no part is read beyond a measure, nothing is fetched, and no entity is resolved.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

LARGEST_BODY = 60_000_000  # bytes of XML: a book of some thousand pages
LARGEST_OTHER = 10_000_000
USUAL_MAIN = "word/document.xml"
_MAIN_TYPE = re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml$")


class NotWord(ValueError):
    """The file is not a Word document, or is damaged."""


class TooMuch(ValueError):
    """There is more in the file than is read from one: parts that are too large, or too many comments."""


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment in the XML."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The attribute with this name in whatever namespace; "" if there is none."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def xml_part(packed: zipfile.ZipFile, name: str, most: int = LARGEST_OTHER) -> Any:
    """A part as XML; None if it is not there."""
    if name not in packed.namelist():
        return None
    with packed.open(name) as part:
        found = part.read(most + 1)
    if len(found) > most:
        raise TooMuch(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(found, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotWord("it defines words of its own")
    return root


class Parts:
    """The parts of a Word file by what they are for, whatever their names are. Transitional and Strict alike."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.main = _main_part(packed)
        self._led: dict[str, list[str]] = {}
        for sort, name in _leads(packed, self.main):
            self._led.setdefault(sort, []).append(name)

    def document(self) -> Any:
        """The main part. Raises NotWord where there is none."""
        found = xml_part(self.packed, self.main, LARGEST_BODY)
        if found is None or local(found) != "document":
            raise NotWord("no document in it")
        return found

    def names(self, sort: str) -> list[str]:
        """The names of the parts of a sort ("comments", "header" …), in the order they are led to."""
        if found := self._led.get(sort):
            return found
        usual = re.compile(rf"word/{sort}\d*\.xml")
        return [name for name in self.packed.namelist() if usual.fullmatch(name)]

    def only(self, sort: str) -> Any:
        """The part of a sort of which there is one; None if it is not there."""
        names = self.names(sort)
        return xml_part(self.packed, names[0]) if names else None

    def links(self, name: str = "") -> Mapping[str, str]:
        """What the links of a part, or of the main one, lead to, by their ids."""
        relations = xml_part(self.packed, _relations_of(name or self.main))
        return {attribute(one, "Id"): attribute(one, "Target") for one in _relations(relations)}

    def links_from(self, sort: str) -> Mapping[str, str]:
        """What the links of the one part of a sort lead to."""
        names = self.names(sort)
        return self.links(names[0]) if names else {}

    def at(self, target: str) -> str:
        """The name of the part that a link of the main one leads to."""
        return _from(self.main, target)


def _main_part(packed: zipfile.ZipFile) -> str:
    here = set(packed.namelist())
    led = [name for sort, name in _leads(packed, "") if sort == "officeDocument"]
    types = xml_part(packed, "[Content_Types].xml")
    told = [
        attribute(one, "PartName").lstrip("/")
        for one in (types if types is not None else ())
        if _MAIN_TYPE.search(attribute(one, "ContentType"))
    ]
    return next((name for name in (*led, *told) if name in here), USUAL_MAIN)


def _leads(packed: zipfile.ZipFile, source: str) -> Iterator[tuple[str, str]]:
    """The sort and the name of each part of the file that a part, or the file itself (""), leads to."""
    for one in _relations(xml_part(packed, _relations_of(source))):
        name = _from(source, attribute(one, "Target"))
        if attribute(one, "TargetMode") != "External" and name in packed.namelist():
            yield attribute(one, "Type").rpartition("/")[2], name


def _relations(root: Any) -> Iterator[Any]:
    return (one for one in (root if root is not None else ()) if local(one) == "Relationship")


def _relations_of(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{last}.rels")


def _from(source: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
