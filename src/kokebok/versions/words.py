"""The languages in words: by their own names for readers, and in the language of whoever reads for the rest."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GIVEN_ON: dict[str, str | Promise] = {
    "nb": _("given on the bokmål version"),
    "nn": _("given on the nynorsk version"),
    "se": _("given on the Northern Sámi version"),
    "en": _("given on the English version"),
}

IN: dict[str, str | Promise] = {
    "nb": _("In bokmål"),
    "nn": _("In nynorsk"),
    "se": _("In Northern Sámi"),
    "en": _("In English"),
}


MACHINES: dict[str, str | Promise] = {
    "nb": _("Make a machine’s draft in bokmål"),
    "nn": _("Make a machine’s draft in nynorsk"),
}
"""The button that asks for a machine's draft, by the language it is to be in."""


def given_on(language: str) -> str:
    """On which version of a text something was said; "" for a page without other versions."""
    return str(GIVEN_ON[language]) if language in GIVEN_ON else ""
