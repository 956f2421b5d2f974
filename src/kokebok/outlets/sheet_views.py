"""Sheets to take along: a tool on one page or to fill in, a recipe on paper, in Word or as a case memo."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kokebok.outlets.formats.pdf import NotRendered
from kokebok.outlets.sheet_files import TooBusy, file_of_sheet
from kokebok.outlets.sheets import find_frozen_sheet, find_sheet
from kokebok.web.downloads import download
from kokebok.web.shared import shared

if TYPE_CHECKING:
    from kokebok.outlets.manuscript import Manuscript

SOON = 20  # seconds
logger = logging.getLogger(__name__)


@require_safe
@shared
def sheet(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """The published page at this address as a file in a form it is to be had in."""
    return _file(request, find_sheet(path, form), path, form)


@require_safe
@shared
def frozen_sheet(request: HttpRequest, number: str, path: str, form: str) -> HttpResponse:
    """A page as it stood in an edition, as a file in a form it is to be had in."""
    return _file(request, find_frozen_sheet(number, path, form), path, form)


def _file(request: HttpRequest, manuscript: Manuscript, path: str, form: str) -> HttpResponse:
    page = request.path.removesuffix(f"ark.{form}")
    try:
        content = file_of_sheet(manuscript, form)
    except (TooBusy, NotRendered) as error:
        return no_file(request, error, page)
    slug = path.strip("/").rpartition("/")[2]
    kept_as = manuscript.number or "utkast"
    return download(f"{slug}-{kept_as}{'.' if form == 'docx' else '-'}{form}", content)


def no_file(request: HttpRequest, error: TooBusy | NotRendered, page: str) -> HttpResponse:
    """A page that says why there is no file, and what to do: too many are being made, or the typesetter refuses it.

    `page` is where the file was offered.
    """
    is_busy = isinstance(error, TooBusy)
    if not is_busy:
        logger.error("%s could not be typeset: %s", request.path, error)
    answer = render(request, "outlets/no_file.html", {"is_busy": is_busy, "page": page}, status=503)
    if is_busy:
        answer.headers["Retry-After"] = str(SOON)
    return answer
