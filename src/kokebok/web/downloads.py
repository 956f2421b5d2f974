"""A file that is downloaded: its name says what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse

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
    """A file that is made as it is fetched. A proxy before us hands each piece on at once."""
    headers = {**_named(name), "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(pieces, content_type=_type_of(name), headers=headers)


def _type_of(name: str) -> str:
    return MEDIA_TYPES[name.rpartition(".")[2]]


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
