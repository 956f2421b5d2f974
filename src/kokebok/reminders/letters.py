"""The letters themselves, each in its reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from kokebok.letters.writing import absolute, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.letters.actions.post import ToPost
    from kokebok.people.models import Person
    from kokebok.people.telling import Item


def letter(name: str, person: Person, items: Iterable[Item], *, key: str) -> ToPost:
    """The letter `reminders/letters/<name>.txt`, ready to be posted."""
    words = written(
        f"reminders/letters/{name}",
        language=person.language,
        person=person,
        items=[(item.words, settings.BASE_URL + item.path) for item in items],
        choose=absolute("reminders:choose"),
    )
    return {
        "key": key,
        "to": person.email,
        "about": person,
        "subject": words["subject"],
        "text": words["text"],
    }
