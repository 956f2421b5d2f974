"""The letters of a dispatch as files for the case system, at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.desk.entrance import desk_page
from kokebok.lib.bounded import number_in
from kokebok.outlets.cover_letters import FILES, MOST_AT_A_TIME, file_of, folder_of, packed
from kokebok.outlets.formats.pdf import NotRendered
from kokebok.outlets.queries import find_delivery, find_dispatch, letters_in
from kokebok.web.downloads import download


@desk_page("dispatch.send")
@require_safe
def one_file(request: HttpRequest, number: int, letter: int, name: str, ending: str) -> HttpResponse:
    """The letter of one recipient as PDF or Word, or what the case system asks to know of it."""
    wanted = f"{name}.{ending}"
    if wanted not in FILES:
        raise Http404
    delivery = find_delivery(find_dispatch(number), letter)
    try:
        content = file_of(delivery, wanted)
    except NotRendered:
        messages.error(request, _("The file could not be made. Take what looks odd out of the e-mail."))
        return redirect("outlets_desk:one_letter", number, letter)
    return download(f"{folder_of(delivery)}-{wanted}", content)


@desk_page("dispatch.send")
@require_safe
def all_files(request: HttpRequest, number: int) -> HttpResponse:
    """The letters in a state (`status`, all without it), a part at a time (`del`), with a folder each, as a zip."""
    dispatch = find_dispatch(number)
    begins = MOST_AT_A_TIME * (max(1, number_in(request.GET.get("del", "")) or 1) - 1)
    letters = list(letters_in(dispatch, request.GET.get("status", ""))[begins : begins + MOST_AT_A_TIME])
    if not letters:
        raise Http404
    try:
        content = packed(dispatch, letters)
    except NotRendered:
        messages.error(request, _("The file could not be made. Take what looks odd out of the e-mail."))
        return redirect("outlets_desk:dispatch", number)
    return download(f"utsending-{dispatch.pk}-{begins + 1}-{begins + len(letters)}.zip", content)
