"""What is said of the rest, approved with one press and taken back with another: of a page and of a draft alike."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.http import HttpRequest


def tell_approved(request: HttpRequest, number: int) -> None:
    """Say how many were approved; nothing where none were."""
    said = ngettext(
        "You have approved the last paragraph.", "You have approved the last %(number)s paragraphs.", number
    )
    if number:
        messages.success(request, said % {"number": number})


def tell_taken_back(request: HttpRequest, number: int) -> None:
    """Say how many are to be read again; nothing where none are."""
    said = ngettext("It is to be read again.", "%(number)s paragraphs are to be read again.", number)
    if number:
        messages.success(request, said % {"number": number})


def press_named(key: str) -> uuid.UUID:
    """The press that approved the rest, as its undo names it, or Http404."""
    try:
        return uuid.UUID(key)
    except ValueError as error:
        raise Http404 from error
