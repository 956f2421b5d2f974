"""What the columns of a sheet can be, and which is which, as far as their headings tell."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy

FIELDS: dict[str, Any] = {
    "text": gettext_lazy("The text"),
    "title": gettext_lazy("A title, which is put above the text"),
    "suggestion": gettext_lazy("Suggested wording"),
    "where": gettext_lazy("What it is about (address or title of a page, or words of a paragraph)"),
    "number": gettext_lazy("Paragraph number"),
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "on_behalf_of": gettext_lazy("On behalf of"),
    "may_be_named": gettext_lazy("May be named (yes or no)"),
    "email": gettext_lazy("E-mail"),
    "received": gettext_lazy("The day it came"),
    "language": gettext_lazy("Language"),
    "id": gettext_lazy("The row's own number, which never changes"),
}
HEADINGS = {
    "text": (
        "tekst innspill innspel kommentar merknad høringssvar fritekst innhold text comment content svar body "
        "beskrivelse beskriving melding"
    ),
    "title": "tittel title overskrift emne subject",
    "suggestion": "forslag ordlydsforslag framlegg nyordlyd suggestion proposal",
    "where": "side sted stad adresse lenke lenkje avsnitt kapittel gjelder gjeld page url link where paragraph",
    "number": "avsnittsnummer avsnittnummer avsnittnr avsnittsnr nummer nr number paragraphnumber",
    "kind": "type slag art kind",
    "name": "navn namn name forfatter forfattar author avsender avsendar",
    "on_behalf_of": "virksomhet verksemd organisasjon etat kommune påvegneav organisation",
    "may_be_named": "kannevnes kannemnast samtykke consent maybenamed",
    "email": "epost epostadresse email mail emailaddress authoremail",
    "received": "dato mottatt motteke tidspunkt innsendt date received createdat publishedat",
    "language": "språk målform language lang",
    "id": "id innspillid innspelid commentid løpenummer radid nøkkel key guid",
}


def guessed(headings: tuple[str, ...]) -> dict[str, int]:
    """Which column is what, as far as the headings tell; each column once."""
    plain = [
        re.sub(r"[^a-zæøå]", "", re.split(r"[/(]", heading.casefold(), maxsplit=1)[0]) for heading in headings
    ]
    found: dict[str, int] = {}
    for field, words in HEADINGS.items():
        free = [at for at, word in enumerate(plain) if word in words.split() and at not in found.values()]
        if free:
            found[field] = free[0]
    return found
