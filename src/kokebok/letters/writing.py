"""The words of a letter, from a template whose first line is the subject."""

from __future__ import annotations

from typing import Any, TypedDict

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kokebok.book.models import Cookbook
from kokebok.book.models.senders import contact_of
from kokebok.book.queries import the_cookbook

LANGUAGES = ("nb", "nn", "en")


class LetterWords(TypedDict):
    """What stands in a letter."""

    subject: str
    text: str


def written(template: str, *, language: str, **context: Any) -> LetterWords:
    """The letter `<template>.txt` in a language we write letters in; in bokmål for another.

    `cookbook` is looked up if it is not in the context. Who sends it stands below.
    """
    if "cookbook" not in context:
        context["cookbook"] = the_cookbook()
    with translation.override(language if language in LANGUAGES else "nb"):
        words = render_to_string(f"{template}.txt", context)
    subject, _gap, text = words.strip().partition("\n")
    return {"subject": subject, "text": with_foot(text, context["cookbook"])}


def with_foot(text: str, cookbook: Cookbook | None) -> str:
    """The words of a letter, and below them who sends it and how to reach them."""
    foot = "\n".join(contact_of(cookbook)) if cookbook else ""
    return "\n\n".join(filter(None, (text.strip(), foot))) + "\n"


def absolute(name: str, *args: object) -> str:
    """The whole address of one of our pages."""
    return settings.BASE_URL + reverse(name, args=args)


def role_mailbox() -> str:
    """Where answers to our letters go; "" if the cookbook has no such address."""
    cookbook = the_cookbook()
    return cookbook.role_mailbox if cookbook else ""
