"""Reply templates and their placeholders: which there are, and what each stands for in the answer to one input."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.book.models import Language
from kokebok.book.queries import the_cookbook
from kokebok.desk.models import ReplyTemplate
from kokebok.inputs.queries import target_of_input
from kokebok.inputs.seen import seen_when_published
from kokebok.letters.writing import absolute
from kokebok.lib.filling import fill, has_loose_brace, placeholders, unknown_in
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

NAMES: dict[str, dict[str, str]] = {
    "name": {"nb": "navn", "nn": "namn", "en": "name"},
    "page": {"nb": "side", "nn": "side", "en": "page"},
    "paragraph": {"nb": "avsnitt", "nn": "avsnitt", "en": "paragraph"},
    "edition": {"nb": "utgave", "nn": "utgåve", "en": "edition"},
    "input": {"nb": "innspill", "nn": "innspel", "en": "input"},
    "editor": {"nb": "redaktør", "nn": "redaktør", "en": "editor"},
    "body": {"nb": "virksomhet", "nn": "verksemd", "en": "body"},
    "cookbook": {"nb": "kokebok", "nn": "kokebok", "en": "cookbook"},
}
"""What a placeholder is called in each language. Any of the names may be used in any template."""

PLACEHOLDER_HELP = {
    "name": gettext_lazy("The sender's name, if they agreed to be named"),
    "page": gettext_lazy("The title of the page the input is about"),
    "paragraph": gettext_lazy("The number of the paragraph"),
    "edition": gettext_lazy("The number of the newest edition"),
    "input": gettext_lazy("The public address of the input and its answer"),
    "editor": gettext_lazy("Your name"),
    "body": gettext_lazy("The body you answer for"),
    "cookbook": gettext_lazy("The title of the cookbook"),
}

MEANINGS = {written: meaning for meaning, names in NAMES.items() for written in names.values()}
SECRET = ("kvittering", "kvitteringslenke", "kvitteringslenkje", "receipt", "epost", "e-post", "email")


@dataclass(frozen=True)
class FilledTemplate:
    """A template as it is offered for one input, with its placeholders filled in."""

    number: int
    name: str
    language: str
    text: str


@dataclass(frozen=True)
class Choices:
    """The templates for one input: those in its language, and those in others.

    `language` is what the input is written in, or else the page it is about.
    """

    fitting: list[FilledTemplate]
    others: list[FilledTemplate]
    language: str = ""

    @property
    def lacking(self) -> str:
        """The name of the language, where no template is in it; else ""."""
        return str(Language(self.language).label) if self.others and not self.fitting else ""

    def __bool__(self) -> bool:
        return bool(self.fitting or self.others)


def named_in(language: str) -> list[str]:
    """The placeholders as they are called in a language."""
    return [names.get(language, names["nb"]) for names in NAMES.values()]


def require_known(text: str, language: str = "nb") -> None:
    """Raise Refused, naming it, for a placeholder there is not, one that would tell a secret, or half of one."""
    unknown = unknown_in(text, MEANINGS)
    secret = [one for one in unknown if one.strip().lower() in SECRET]
    if secret:
        raise Refused(
            _(
                "{%(name)s} cannot be used: answers are public, and this is for the sender alone. The e-mail has the "
                "link to the receipt in any case. {%(input)s} gives the public address of the input."
            )
            % {"name": secret[0], "input": NAMES["input"].get(language, "innspill")}
        )
    if unknown:
        raise Refused(
            _("There is no placeholder called {%(name)s}. These can be used: %(known)s.")
            % {"name": unknown[0], "known": ", ".join(f"{{{one}}}" for one in named_in(language))}
        )
    if has_loose_brace(text):
        raise Refused(
            _("A brace stands alone. A placeholder has one on each side, as in {%(name)s}.")
            % {"name": NAMES["name"].get(language, "navn")}
        )


def choices_for(given: Input, by: Person) -> Choices:
    """The templates in use with their placeholders filled in for this input; two queries if no edition is named."""
    templates = list(ReplyTemplate.objects.in_use())
    if not templates:
        return Choices([], [])
    values = values_for(given, by, asked=[one.text for one in templates])
    filled = [FilledTemplate(one.pk, one.name, one.language, fill(one.text, values)) for one in templates]
    language = given.language or target_of_input(given).language
    return Choices(
        language=language,
        fitting=[one for one in filled if one.language == language],
        others=[one for one in filled if one.language != language],
    )


def filled_for(text: str, given: Input, by: Person) -> str:
    """Words with their placeholders filled in for one input."""
    return fill(text, values_for(given, by, asked=[text])) if placeholders(text) else text


def stands_for_nothing(text: str, given: Input, by: Person) -> list[str]:
    """The placeholders in a text that point at a place this input does not have, such as a paragraph, as written."""
    return [
        name
        for name in dict.fromkeys(placeholders(text))
        if MEANINGS.get(name) in PLACES and not VALUES[MEANINGS[name]](given, by)
    ]


def values_for(given: Input, by: Person, *, asked: Iterable[str]) -> dict[str, str]:
    """What each placeholder used in these texts stands for, by each of its names; "" for what is not known.

    The answer is public: a sender who has not agreed to be named has no name here.
    """
    used = {MEANINGS[name] for text in asked for name in placeholders(text) if name in MEANINGS}
    found = {meaning: VALUES[meaning](given, by) for meaning in used}
    return {written: found[meaning] for written, meaning in MEANINGS.items() if meaning in found}


def _page(given: Input, _by: Person) -> str:
    return target_of_input(given).title


def _paragraph(given: Input, _by: Person) -> str:
    standing = given.paragraph is not None and given.paragraph.gone_at is None
    return str(given.paragraph.order + 1) if standing and given.paragraph else ""


def _edition(_given: Input, _by: Person) -> str:
    """The number of the newest edition: what stands above the desk tells it."""
    return cast("str", import_string(settings.NEWEST_EDITION)()) if settings.NEWEST_EDITION else ""


def _cookbook(_given: Input, _by: Person) -> str:
    cookbook = the_cookbook()
    return cookbook.title if cookbook else ""


VALUES: dict[str, Callable[[Input, Person], str]] = {
    "name": lambda given, _by: seen_when_published(given).name,
    "page": _page,
    "paragraph": _paragraph,
    "edition": _edition,
    "input": lambda given, _by: absolute("reading:input", given.pk),
    "editor": lambda _given, by: by.name,
    "body": lambda _given, by: by.body.name if by.body else "",
    "cookbook": _cookbook,
}

PLACES = frozenset({"paragraph", "page"})
"""What a sentence cannot do without: «what you said of paragraph » says nothing."""

LANGUAGES = Language.choices
"""Those a template may be in. In Northern Sámi placeholders are called what they are called in bokmål."""
