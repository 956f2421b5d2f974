"""What is refused is told to the person who tried: on the next page, or in the form."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.contrib import messages

from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BaseForm
    from django.http import HttpRequest


@contextmanager
def refusal_told(request: HttpRequest, level: int = messages.ERROR) -> Iterator[None]:
    """What is refused inside ends it, and is told on the page that comes next."""
    try:
        yield
    except Refused as refusal:
        messages.add_message(request, level, str(refusal))


@contextmanager
def refusal_in(form: BaseForm, field: str | None) -> Iterator[None]:
    """What is refused inside ends it, and is told at a field of the form; None for the form as a whole."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, str(refusal))
