"""The pictures in a Word file, and what is drawn and cannot be brought along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kokebok.lib.word_blocks import Dropped, WordPicture
from kokebok.lib.word_parts import attribute, local

TAKEN = ("png", "jpg", "jpeg", "gif")
DRAWN = {"chart": "charts", "chartex": "charts", "diagram": "diagrams"}


def pictures_in(element: Any, links: Mapping[str, str], dropped: Dropped) -> list[WordPicture]:
    """The pictures in a drawing. A text box, a diagram, a chart and other drawings are counted."""
    boxes = [one for one in element.iter() if local(one) == "txbxContent"]
    for box in boxes:
        dropped.note("boxes", " ".join(one.text or "" for one in box.iter() if local(one) == "t"))
    drawn = [
        DRAWN[sort] for one in element.iter() if local(one) == "graphicData" and (sort := _sort(one)) in DRAWN
    ]
    for sort in drawn:
        dropped.note(sort)
    found = [one for one in element.iter() if local(one) in ("blip", "imagedata")]
    pictures = [picture for one in found if (picture := _picture(element, one, links, dropped))]
    if not (boxes or drawn or found):
        dropped.note("drawings")
    return pictures


def _sort(data: Any) -> str:
    return attribute(data, "uri").rstrip("/").rpartition("/")[2]


def _picture(drawing: Any, element: Any, links: Mapping[str, str], dropped: Dropped) -> WordPicture | None:
    target = links.get(attribute(element, "embed") or attribute(element, "id"), "")
    if not target or "://" in target or ".." in target:
        dropped.note("pictures", target)  # it lies elsewhere, and is not fetched
        return None
    part = target.lstrip("/") if target.startswith("/") else f"word/{target}"
    if part.rpartition(".")[2].lower() not in TAKEN:
        dropped.note("pictures", part.rpartition("/")[2])
        return None
    return WordPicture(part, _alt(drawing))


def _alt(drawing: Any) -> str:
    """What a picture shows, as its author has said it."""
    for one in drawing.iter():
        said = attribute(one, "descr") if local(one) in ("docPr", "cNvPr") else ""
        if local(one) == "shape":
            said = attribute(one, "alt")
        if said.strip():
            return " ".join(said.split())
    return ""
