"""The keys of the desk: one for each act, chosen by each person, or switched off (WCAG 2.1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.desk.models import OUTCOMES, OwnKeys
from kokebok.people.rules import Refused
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@dataclass(frozen=True)
class ActKey:
    """An act with the key it usually has. A page offers the act where an element has its name in `data-key`.

    `app` is whose act it is, where that can be left out.
    """

    name: str
    key: str
    label: str | Promise
    app: str = ""


@dataclass(frozen=True)
class KeyShown:
    """An act with the key a person has for it; "" for none."""

    name: str
    key: str
    usual: str
    label: str


@dataclass(frozen=True)
class KeysShown:
    """The keys of a person, and whether they are in use."""

    is_on: bool
    keys: list[KeyShown]


DECISIONS = tuple(ActKey(outcome.value, traits.key, outcome.label) for outcome, traits in OUTCOMES.items())
KEYS: tuple[ActKey, ...] = (
    ActKey("next", "j", gettext_lazy("Next input or paragraph")),
    ActKey("previous", "k", gettext_lazy("Previous input or paragraph")),
    ActKey("list", "u", gettext_lazy("Back to the list")),
    ActKey("search", "/", gettext_lazy("Search")),
    *DECISIONS,
    ActKey("reply", "r", gettext_lazy("Write the public answer")),
    ActKey("change", "e", gettext_lazy("Change the paragraph")),
    ActKey("as_is", "a", gettext_lazy("Go to “Take in as it is”")),
    ActKey("publish", "p", gettext_lazy("Publish the input")),
    ActKey("refuse", "x", gettext_lazy("Do not publish: write why")),
    ActKey("redact", "d", gettext_lazy("Remove part of the input")),
    ActKey("template", "v", gettext_lazy("Choose a reply template")),
    ActKey("hold", "h", gettext_lazy("Hold it back")),
    ActKey("letter", "l", gettext_lazy("See the e-mail")),
    ActKey("undo", "z", gettext_lazy("Take it back")),
    ActKey("link", "i", gettext_lazy("Link those that are ticked as the same"), "clusters"),
    ActKey("not_same", "o", gettext_lazy("Say that those that are ticked are not the same"), "clusters"),
    ActKey("take_out", "q", gettext_lazy("Take it out of those it is linked with"), "clusters"),
    ActKey("together", "c", gettext_lazy("Answer all suggestions to the paragraph together")),
    ActKey("theme", "s", gettext_lazy("Give it a theme"), "themes"),
    ActKey("note", "n", gettext_lazy("Write an internal note")),
    ActKey("language", "y", gettext_lazy("Change the language")),
    ActKey("take", "t", gettext_lazy("I take it")),
    ActKey("give", "g", gettext_lazy("Give it to somebody")),
    ActKey("move", "f", gettext_lazy("Move it")),
    ActKey("tick", "m", gettext_lazy("Tick the input in the list")),
    ActKey("bulk", "b", gettext_lazy("Answer those that are ticked")),
    ActKey("approve", "+", gettext_lazy("Approve the paragraph"), "review"),
    ActKey("remark", "-", gettext_lazy("Comment on the paragraph, or object"), "review"),
    ActKey("approve_rest", "9", gettext_lazy("Approve the rest of the page"), "review"),
    ActKey("help", "?", gettext_lazy("Show the keys")),
)
"""The acts, in the order they are shown. To give another act a key, add it here and name it in the template."""


def keys_offered() -> list[ActKey]:
    """The keys of the apps that are there."""
    return [one for one in KEYS if is_present(one.app)]


def keys_of(person: Person) -> KeysShown:
    """The keys as a person has set them; one query."""
    own = OwnKeys.objects.filter(person=person).first()
    changed = own.keys if own else {}
    shown = [
        KeyShown(one.name, changed.get(one.name, one.key), one.key, str(one.label)) for one in keys_offered()
    ]
    return KeysShown(is_on=own.is_on if own else True, keys=shown)


def require_sound(keys: Mapping[str, str]) -> None:
    """Raise Refused unless each key is one sign or none, and no two acts have the same."""
    for key in keys.values():
        require_one_sign(key)
    for name, key in keys.items():
        require_own(name, key, keys)


def require_one_sign(key: str) -> None:
    """Raise Refused for a key that is more than one sign, or one that cannot be seen."""
    if len(key) > 1 or key.isspace() or (key and not key.isprintable()):
        raise Refused(_("A key is one sign: a letter, a number or another sign."))


def require_own(name: str, key: str, keys: Mapping[str, str]) -> None:
    """Raise Refused where another act has the key already."""
    if key and any(other != name and taken == key for other, taken in keys.items()):
        raise Refused(_("Two acts have the key %(key)s. Give one of them another.") % {"key": key})
