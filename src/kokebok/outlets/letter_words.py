"""What stands in the letter of a dispatch: words in each language form, with fields filled in for each reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.lib.filling import has_loose_brace, placeholders, unknown_in
from kokebok.people.rules import Refused

NAMES: dict[str, dict[str, str]] = {
    "recipient": {"nb": "mottaker", "nn": "mottakar", "en": "recipient"},
    "greeting": {"nb": "tiltale", "nn": "tiltale", "en": "greeting"},
    "contact": {"nb": "kontakt", "nn": "kontakt", "en": "contact"},
    "title": {"nb": "tittel", "nn": "tittel", "en": "title"},
    "edition": {"nb": "utgave", "nn": "utgåve", "en": "edition"},
    "date": {"nb": "dato", "nn": "dato", "en": "date"},
    "link": {"nb": "lenke", "nn": "lenkje", "en": "link"},
}
"""What a field is called in each language. Any of the names may be used in any letter."""

FIELD_HELP = {
    "recipient": gettext_lazy("The name of the recipient"),
    "greeting": gettext_lazy(
        "The whole greeting: Hello and the name of a person, or To and the name of a body"
    ),
    "contact": gettext_lazy("The contact that the list has for the recipient"),
    "title": gettext_lazy("The title of the edition"),
    "edition": gettext_lazy("The number of the edition"),
    "date": gettext_lazy("The date of the edition"),
    "link": gettext_lazy("The address of the edition"),
}
EARLIER = {"navn": "recipient", "namn": "recipient"}  # as letters written before had it
MEANINGS = {written: field for field, names in NAMES.items() for written in names.values()} | EARLIER


@dataclass(frozen=True)
class LetterText:
    """A letter in one language, with its fields not filled in."""

    subject: str
    letter: str


def fields_in(language: str) -> list[str]:
    """The fields as they are called in a language; in bokmål for one we write no letters in."""
    return [names.get(language, names["nb"]) for names in NAMES.values()]


def fields_said(language: str) -> str:
    """The fields in a language as one writes them."""
    return ", ".join(f"{{{one}}}" for one in fields_in(language))


def fields_explained(language: str) -> str:
    """What is said of the fields where a letter in a language is written."""
    greeting = f"{{{NAMES['greeting'].get(language, NAMES['greeting']['nb'])}}}"
    return _("Filled in for each reader: %(fields)s. %(greeting)s is the whole greeting, with the name.") % {
        "fields": fields_said(language),
        "greeting": greeting,
    }


def by_field(values: Mapping[str, str]) -> dict[str, str]:
    """What each name of a field stands for, by what the fields stand for."""
    return {written: values[field] for written, field in MEANINGS.items()}


def require_known(words: str, language: str) -> None:
    """Raise Refused, naming it and those there are, for a field we do not know, or for half of one."""
    unknown = unknown_in(words, MEANINGS)
    if unknown:
        raise Refused(
            _("There is no field called {%(name)s}. These can be used: %(known)s.")
            % {"name": unknown[0], "known": fields_said(language)}
        )
    if has_loose_brace(words):
        raise Refused(
            _("A brace stands alone. A field has one on each side, as in {%(name)s}.")
            % {"name": fields_in(language)[0]}
        )


def require_link(letter: str, language: str) -> None:
    """Raise Refused for a letter without the address of the edition."""
    if not any(MEANINGS.get(name) == "link" for name in placeholders(letter)):
        raise Refused(
            _("Write {%(name)s} in the e-mail, where the address of the edition should stand.")
            % {"name": fields_in(language)[-1]}
        )


def require_sendable(texts: Iterable[tuple[str, LetterText]]) -> None:
    """Raise Refused for a text, by its language, with a field we do not know or without the address of the edition."""
    for language, text in texts:
        require_known(f"{text.subject}\n{text.letter}", language)
        require_link(text.letter, language)
