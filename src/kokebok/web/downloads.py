"""A file that is downloaded: its name says what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language, override

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}


def download(name: str, content: bytes) -> HttpResponse:
    """A file that is made; its name ends in one of MEDIA_TYPES."""
    return HttpResponse(content, content_type=_type_of(name), headers=_named(name))


def stream(name: str, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    """A file that is made as it is fetched, in the language that is spoken now.

    A proxy before us hands each piece on at once.
    """
    headers = {**_named(name), "X-Accel-Buffering": "no"}
    spoken = in_language(get_language() or settings.LANGUAGE_CODE, pieces)
    return StreamingHttpResponse(spoken, content_type=_type_of(name), headers=headers)


def in_language(language: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same, in a language: what is streamed is made after the request's own language has been put away."""
    while True:
        with override(language):
            try:
                piece = next(pieces)
            except StopIteration:
                return
        yield piece


def _type_of(name: str) -> str:
    return MEDIA_TYPES[name.rpartition(".")[2]]


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
