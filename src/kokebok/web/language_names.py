"""What each language is called: by those who read it, and in the words of the interface."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "se": "Davvisámegiella", "en": "English"}


def interface_name(language: str) -> str:
    """What a language is called here; "" for one we have not. English has another name in Norwegian."""
    return _("English") if language == "en" else OWN_NAMES.get(language, "")


def in_sentence(name: str) -> str:
    """The name of a language within a sentence of the interface: only English has a capital there."""
    return name if get_language() == "en" else name.lower()
