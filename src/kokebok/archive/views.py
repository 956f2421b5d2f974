"""Archives at the desk: have one made, and fetch it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokebok.archive.actions.make import order_archive
from kokebok.archive.actions.remove import delete_archive, stop_archive
from kokebok.archive.queries import (
    archivables,
    archive_or_none,
    archives,
    find_archive,
    outdated,
    zip_of,
)
from kokebok.archive.rules import MAY
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.web.handing_out import hand_out


@require_http_methods(["GET", "HEAD", "POST"])
@entrance(MAY, "archive.make")
def all_archives(request: HttpRequest) -> HttpResponse:
    """The archives there are, and what one can have an archive of."""
    if request.method == "POST":
        is_package = "package" in request.POST
        kind, _colon, key = request.POST.get("package" if is_package else "what", "").partition(":")
        with refusal_told(request):
            order_archive(kind, key, by=person_of(request), is_package=is_package)
            messages.success(request, _("The archive is being made. It can be fetched here when it is done."))
        return redirect("archive:archives")
    made = archives()
    context = {
        "archives": made,
        "archivables": archivables(),
        "outdated": outdated(made),
        "crumbs": [{"title": _("Editions"), "url": reverse("outlets_desk:editions")}],
    }
    return show(request, "archive/archives.html", context)


@require_safe
@entrance(MAY, "archive.make")
def archive_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The zip of an archive that is ready."""
    found = find_archive(number)
    day = found.made_at.date().isoformat() if found.made_at else ""
    try:
        return hand_out(zip_of(found.sha256), "application/zip", {}, save_as=f"{found.file_name}-{day}.zip")
    except FileNotFoundError as error:
        raise Http404 from error


@require_POST
@entrance(MAY, "archive.make")
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Stop the making of an archive."""
    found = archive_or_none(number)
    if found and stop_archive(found, by=person_of(request)):
        messages.success(request, _("The making of the archive is stopped."))
    else:
        messages.warning(request, _("The archive was not being made any more."))
    return redirect("archive:archives")


@require_http_methods(["GET", "HEAD", "POST"])
@entrance(MAY, "archive.make")
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Ask before an archive is deleted, and delete it."""
    found = archive_or_none(number)
    if found is None:
        messages.warning(request, _("The archive is deleted already."))
    elif request.method != "POST":
        return show(request, "archive/delete.html", {"archive": found})
    else:
        with refusal_told(request):
            delete_archive(found, by=person_of(request))
            messages.success(request, _("The archive is deleted."))
    return redirect("archive:archives")
