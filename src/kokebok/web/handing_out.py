"""Handing out a kept file: by the S3 store itself, by the proxy in front, or through this process."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from kokebok.web.stored import StoredFile

LED_ON_FOR = "private, max-age=30"  # less than an address in the store holds
CACHE = "Cache-Control"


def hand_out(
    file: StoredFile, media_type: str, headers: dict[str, str], *, save_as: str = ""
) -> HttpResponseBase:
    """The file, with these headers, to be saved under a name or shown. Who may have it is asked before.

    Raises FileNotFoundError. Where the settings say so, the answer only leads to it: to the S3 store by an address
    that holds for a minute, or to an inner address of the proxy.
    """
    disposition = content_disposition_header(bool(save_as), save_as) or "inline"
    if settings.IN_BUCKET and settings.FILES_PUBLIC:
        return _led_on(file, media_type, disposition, headers)
    if settings.FILES_BY_PROXY:
        if not file.is_there():
            raise FileNotFoundError(file.within)
        response: HttpResponseBase = HttpResponse(content_type=media_type)
        response.headers["X-Accel-Redirect"] = (
            f"/{settings.FILES_BY_PROXY.strip('/')}/{file.place}/{quote(file.within)}"
        )
        response.headers["Content-Disposition"] = disposition
    else:
        response = FileResponse(
            file.open(), as_attachment=bool(save_as), filename=save_as or file.name, content_type=media_type
        )
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _led_on(file: StoredFile, media_type: str, disposition: str, headers: dict[str, str]) -> HttpResponseBase:
    if not file.is_there():
        raise FileNotFoundError(file.within)
    kept = headers.get(CACHE, "no-store")
    response = HttpResponseRedirect(
        file.storage.address(
            file.within,
            ResponseContentType=media_type,
            ResponseContentDisposition=disposition,
            ResponseCacheControl=kept,
        )
    )
    for name, value in headers.items():
        response.headers[name] = value
    response.headers[CACHE] = kept if "no-store" in kept else LED_ON_FOR
    return response
