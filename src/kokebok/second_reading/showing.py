"""What a second reader sees: the input, and the paragraph as it was when it was written; nothing of the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.desk.showing import parts
from kokebok.second_reading.queries import waiting_for

if TYPE_CHECKING:
    from kokebok.people.models import Person
    from kokebok.second_reading.models import Reading


def read_by(person: Person, reading: Reading) -> dict[str, Any]:
    """The input, its page, the paragraph's text then and what is suggested, and how many are left for this person."""
    given = reading.given
    page = given.paragraph.page if given.paragraph else given.page
    then = given.wording.text if given.wording else ""
    return {
        "given": given,
        "title": page.title if page else "",
        "language": getattr(page.specific, "language", "nb") if page else "nb",
        "then": then,
        "difference": parts(then, given.suggestion) if given.suggestion else [],
        "left": waiting_for(person).filter(sample=reading.sample_id).count(),
    }
