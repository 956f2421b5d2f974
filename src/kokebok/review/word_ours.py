"""Which comments of a Word file we have ourselves put into it, known by what their initials say of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kokebok.lib.word_marks import added_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.lib.word_file import Remark


def without_our_own(remarks: Iterable[Remark], saved_by: str) -> list[Remark]:
    """The remarks but for those that say what we wrote, even if the input has changed since. Of one where somebody has
    put in something, that; one where what we wrote is changed comes whole. Both are by who saved the file: the name
    in them is that of the sender of the input."""
    found = []
    for one in remarks:
        added = added_to(one.mark, one.text) if one.mark else None
        if one.mark is None:
            found.append(one)
        elif added != "":
            found.append(replace(one, text=added or one.text, author=saved_by, at=""))
    return found
