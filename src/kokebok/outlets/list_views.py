"""Lists of recipients at the desk: all of them, and one, looked at before it is kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.doors.sheet_forms import list_sent
from kokebok.lib.bounded import number_in
from kokebok.outlets.actions.recipient_lists import delete_list, keep_list, municipalities_listed
from kokebok.outlets.list_forms import RecipientListForm
from kokebok.outlets.listed_rows import read_listed, written_rows
from kokebok.outlets.models import RecipientList
from kokebok.outlets.queries import find_list, find_list_or_none, listed_on, recipient_lists
from kokebok.people.refusals import refusal_in
from kokebok.people.rules import Refused
from kokebok.registers.queries import has_municipalities


@desk_page("dispatch.send")
@require_safe
def all_lists(request: HttpRequest) -> HttpResponse:
    """All kept lists, each with how many are on it and how many of them lack an address."""
    context = {"lists": recipient_lists(), "has_register": has_municipalities()}
    return show(request, "outlets/desk/recipient_lists.html", context)


@desk_page("dispatch.send")
def new_list(request: HttpRequest) -> HttpResponse:
    """A new list; `?kommuner` begins with all municipalities."""
    begun: dict[str, object] = {}
    if "kommuner" in request.GET:
        begun = {"name": _("All municipalities"), "rows": written_rows(municipalities_listed())}
    return _list(request, None, begun)


@desk_page("dispatch.send")
def one_list(request: HttpRequest, number: int) -> HttpResponse:
    """A list, to be written anew."""
    kept = find_list(number)
    return _list(
        request, kept, {"name": kept.name, "rows": written_rows(listed_on(kept)), "seen": kept.version}
    )


@desk_page("dispatch.send")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Ask before a list is deleted, and delete it."""
    kept = find_list_or_none(number)
    if kept is None:
        messages.warning(request, _("The list is deleted already."))
        return redirect("outlets_desk:recipient_lists")
    if request.method != "POST":
        context = {"kept": kept, "total": len(listed_on(kept))}
        return show(request, "outlets/desk/delete_recipient_list.html", context)
    try:
        delete_list(kept, seen=number_in(request.POST.get("seen", "")) or 0, by=person_of(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("outlets_desk:delete_recipient_list", number)
    messages.success(request, _("The list is deleted."))
    return redirect("outlets_desk:recipient_lists")


def _list(request: HttpRequest, kept: RecipientList | None, begun: dict[str, object]) -> HttpResponse:
    if request.method != "POST":
        return show(
            request,
            "outlets/desk/recipient_list.html",
            {"form": RecipientListForm(initial=begun), "kept": kept},
        )
    form, read = list_sent(
        request, RecipientListForm, "rows", read=read_listed, written=lambda found: written_rows(found.rows)
    )
    if read and not read.faults and form.is_valid() and request.POST.get("do") == "keep":
        said = form.cleaned_data
        with refusal_in(form, "name"):
            keep_list(kept, name=said["name"], rows=read.rows, seen=said["seen"] or 0, by=person_of(request))
            messages.success(request, _("The list is kept."))
            return redirect("outlets_desk:recipient_lists")
    is_right = read is not None and not read.faults and not form.errors
    context = {"form": form, "kept": kept, "read": read, "is_right": is_right}
    return show(request, "outlets/desk/recipient_list.html", context, 200 if is_right else 422)
