"""The names of entries and lists, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kokebok.lists.models import LONGEST_NAME, Which
from kokebok.lists.rules import EntryNameTaken
from kokebok.lists.words import LANGUAGES
from kokebok.people.rules import Refused

NEEDED = ("nb", "nn", "en")


def require_names(which: str, names: Mapping[str, str]) -> dict[str, str]:
    """The names in all languages, with single spaces and nothing that cannot be seen.

    Raises Refused where one is lacking or too long, and for a comma in a theme, since commas stand between themes.
    """
    kept = {language: plain(names.get(language, "")) for language in LANGUAGES}
    if not all(kept[language] for language in NEEDED):
        raise Refused(_("Give it a name in bokmål, nynorsk and English."))
    if any(len(name) > LONGEST_NAME for name in kept.values()):
        raise Refused(_("A name may have at most %(most)d characters.") % {"most": LONGEST_NAME})
    if which == Which.THEMES and any("," in name for name in kept.values()):
        raise Refused(_("A theme cannot have a comma in it: commas stand between themes."))
    return kept


def plain(name: str) -> str:
    """A name with single spaces and nothing that cannot be seen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())


def taken(name: str) -> EntryNameTaken:
    """What is raised when another entry in use has the name."""
    return EntryNameTaken(_("There is already an entry called “%(name)s” in this list.") % {"name": name})
