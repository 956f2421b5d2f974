"""Why inputs are suggested as saying the same, in words for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.clusters.readings import read, taken_apart
from kokebok.inputs.seen import seen_by

if TYPE_CHECKING:
    from kokebok.clusters.queries import Likeness
    from kokebok.inputs.models import Input
    from kokebok.lib.stance import Difference
    from kokebok.people.models import Person


@dataclass(frozen=True)
class LikenessShown:
    """How alike two inputs are in one line, the words they share (in the sender's language), and why they may differ.

    `place` names the page of one that is about something else; "" for the same place.
    """

    how: str
    shared: str
    differs: list[str]
    place: str


@dataclass(frozen=True)
class ClusterRow:
    """An input to tick: what it says, who said it, why it is suggested (None for a group's first), and its box's id."""

    given: Input
    said: str
    signature: str
    why: LikenessShown | None
    box: str
    ticked: bool = False
    is_linked: bool = False


def why(likeness: Likeness) -> LikenessShown:
    """The reason for a suggestion. Makes no query if the page of the input is fetched."""
    return LikenessShown(
        how=_how(likeness),
        shared="" if likeness.is_sure else ", ".join(likeness.how.shared),
        differs=[_difference(one) for one in likeness.how.differences],
        place="" if likeness.same_place else place_of(likeness.given),
    )


def in_meaning(given: Input, other: Input) -> LikenessShown:
    """What can be said of two that are alike in meaning only: where they may differ, and another place."""
    one, two = read(given), read(other)
    return LikenessShown(
        how="",
        shared="",
        differs=[_difference(each) for each in taken_apart(one, two)],
        place="" if one.place == two.place else place_of(other),
    )


def place_of(given: Input) -> str:
    """The title of the page an input is about."""
    page = given.paragraph.page if given.paragraph else given.page
    return str(page.title) if page else _("the whole text")


def row_of(
    given: Input,
    person: Person,
    why: LikenessShown | None,
    box: str,
    *,
    ticked: bool = False,
    is_linked: bool = False,
) -> ClusterRow:
    """An input with what a person may see of it."""
    seen = seen_by(person, given)
    return ClusterRow(given, seen.words, seen.signature, why, box, ticked, is_linked)


def _how(likeness: Likeness) -> str:
    percent = {"percent": likeness.how.percent}
    if likeness.how.kind == "same":
        return _("The same suggestion") if likeness.given.suggestion else _("The same text")
    if likeness.how.kind == "part":
        return _("The shorter of them stands in the longer one")
    return _("%(percent)s %% alike") % percent


def _difference(one: Difference) -> str:
    if one.kind == "denied":
        word = one.one or one.other
        said_by_one = _("Only one of them has “not” or the like at “%(word)s”.")
        return said_by_one % {"word": word} if word else _("Only one of them has “not” or the like.")
    if one.kind == "number":
        return _("Different numbers: %(one)s and %(other)s.") % {"one": one.one, "other": one.other}
    if one.kind == "reversed":
        return _("One puts in what the other takes out.")
    if one.kind == "other_words":
        return _other_words(one)
    if one.kind == "word" and one.one and one.other:
        return _("They differ here: “%(one)s” | “%(other)s”.") % {"one": one.one, "other": one.other}
    return _both_or_one(one)


def _other_words(one: Difference) -> str:
    if not (one.one and one.other):
        return _("Both change the same words, but one of them takes them out.")
    return _("Both change the same words: one to “%(one)s”, the other to “%(other)s”.") % {
        "one": one.one,
        "other": one.other,
    }


def _both_or_one(one: Difference) -> str:
    if one.one and one.other:
        return _("One says “%(one)s”, the other “%(other)s”.") % {"one": one.one, "other": one.other}
    return _("Only one of them says “%(word)s”.") % {"word": one.one or one.other}
