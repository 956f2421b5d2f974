"""Editions at the desk: freeze one, see its files being made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.book.models import Cookbook
from kokebok.book.models.senders import sender_of
from kokebok.book.queries import find_cookbook
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.editions.models import Edition
from kokebok.editions.queries import all_editions, find_edition, latest_edition, upcoming
from kokebok.editions.rules import NumberTaken
from kokebok.editions.said_beside import said_beside, withdrawn_among
from kokebok.outlets.actions.bring_out import bring_out
from kokebok.outlets.actions.render import order_again, order_copies, order_stopped, stop_making
from kokebok.outlets.citations import doi_of
from kokebok.outlets.desk_forms import EditionForm, edition_suggested
from kokebok.outlets.edition_draft import WAYS_OUT, forget_draft, keep_draft, kept_draft
from kokebok.outlets.fetched_showing import fetched_of
from kokebok.outlets.letter import title_of
from kokebok.outlets.models import CopyState
from kokebok.outlets.queries import copies_of, dispatches_of, find_copy, progress_of, tallies
from kokebok.outlets.showing import coming_changes
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused


@desk_page("edition.freeze")
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, and the way to a new one."""
    found = all_editions()
    return show(
        request, "outlets/desk/editions.html", {"editions": found, "withdrawn": withdrawn_among(found)}
    )


@desk_page("edition.freeze")
def new_edition(request: HttpRequest) -> HttpResponse:
    """What would be frozen now, and the form that freezes it."""
    cookbook = find_cookbook()
    previous = latest_edition(cookbook)
    coming = upcoming(cookbook)
    suggested = edition_suggested(cookbook, previous, coming.gaps, person_of(request))
    go, typed = WAYS_OUT.get(request.POST.get("go", "")), kept_draft(request)
    if go:
        keep_draft(request, EditionForm(request.POST, initial=suggested, gaps=coming.gaps))
        return redirect(go)
    form = EditionForm(request.POST or None, initial={**suggested, **typed}, gaps=coming.gaps)
    if request.method == "POST" and form.is_valid():
        made = _frozen(request, cookbook, form)
        if made is not None:
            forget_draft(request)
            return redirect("outlets_desk:edition", made.number)
    if form.is_bound:
        form.see(coming.gaps)
    context = {
        "form": form,
        "is_kept": bool(typed) and not form.is_bound,
        "coming": coming,
        "gaps": coming.gaps,
        "changed_pages": coming_changes(coming.changes),
        "has_portrait": bool(sender_of(cookbook).portrait),
        "language": cookbook.language,
    }
    return show(request, "outlets/desk/new_edition.html", context, status=422 if form.is_bound else 200)


def _frozen(request: HttpRequest, cookbook: Cookbook, form: EditionForm) -> Edition | None:
    """The edition; None when it could not be frozen, and the form says why."""
    said = form.cleaned_data
    try:
        made = bring_out(
            cookbook,
            number=said["number"],
            title=said["title"],
            foreword=said["foreword"],
            on=said["date"],
            by=person_of(request),
            signed=form.signed,
        )
    except NumberTaken as refusal:
        form.add_error("number", str(refusal))
        return None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(
        request, _("Edition %(number)s is frozen. Its files are being made.") % {"number": made.number}
    )
    return made


@desk_page("edition.freeze")
@require_safe
def edition(request: HttpRequest, number: str) -> HttpResponse:
    """An edition with its files and its dispatches."""
    found = find_edition(number)
    context = {
        **_copies(found),
        "beside": said_beside(found),
        "dispatches": [(one, title_of(one), tally) for one, tally in tallies(dispatches_of(found))],
        "doi": doi_of(found),
        "fetched": fetched_of(found, today=localdate()),
    }
    return show(request, "outlets/desk/edition.html", context)


@desk_page("edition.freeze")
@require_safe
def copies(request: HttpRequest, number: str) -> HttpResponse:
    """How far the files have come: the part of the page that is fetched again."""
    return render(request, "outlets/desk/_copies.html", _copies(find_edition(number)))


def _copies(found: Edition) -> dict[str, Any]:
    made = copies_of(found)
    stopped = sum(copy.state == CopyState.STOPPED for copy in made)
    return {"edition": found, "copies": made, "progress": progress_of(made), "stopped": stopped}


@desk_page("edition.freeze")
@require_POST
def stop_copies(request: HttpRequest, number: str) -> HttpResponse:
    """Stop the making of the files that are not done."""
    if stop_making(find_edition(number), by=person_of(request)):
        messages.success(request, _("The making of the files is stopped. Each can be made later."))
    else:
        messages.warning(request, _("No file was being made any more."))
    return redirect("outlets_desk:edition", number)


@desk_page("edition.freeze")
@require_POST
def make_again(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Try a file again that could not be made; "alle" orders those that were never made, or were stopped."""
    with refusal_told(request, messages.WARNING):
        if form == "alle":
            found = find_edition(number)
            order_copies(found)
            order_stopped(found, by=person_of(request))
        else:
            order_again(find_copy(number, form), by=person_of(request))
    return redirect("outlets_desk:edition", number)
