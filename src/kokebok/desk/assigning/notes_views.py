"""Notes on an input, and who has it open just now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokebok.desk.assigning.actions.note import mark_seen, write_note
from kokebok.desk.assigning.forms import NoteForm
from kokebok.desk.assigning.mentions import handles, unknown_in
from kokebok.desk.assigning.notes import mentionable, require_may_read_notes
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.inbox.actions.presence import be_here, leave
from kokebok.desk.inbox.filters import wanted_in
from kokebok.desk.inbox.presence import others_at
from kokebok.desk.inbox.queries import find_input_for
from kokebok.desk.rules import may
from kokebok.inputs.actions.moderate import mark_read
from kokebok.inputs.forms import moment_in
from kokebok.inputs.models import UNSETTLED, Input


@desk_page("desk.read")
def note_on_input(request: HttpRequest, number: int) -> HttpResponse:
    """Write a note on an input."""
    person = person_of(request)
    given = find_input_for(person, number)
    require_may_read_notes(person, given)
    if request.method != "POST":
        return _back_to(request, number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = {"given": given, "form": form, "people": list(handles(mentionable(given)))}
        return show(request, "desk/note.html", context, status=422)
    data = form.cleaned_data
    note = write_note(given, data["text"], by=person, ticket=data["ticket"])
    _say_who_is_told(request, given, note.text, [mention.person.name for mention in note.mentions.all()])
    return _back_to(request, number)


@require_POST
@desk_page("desk.read")
def here(request: HttpRequest, number: int) -> HttpResponse:
    """Called by the page itself, when it can be seen: the person is here, and has read it, or leaves.

    Gives back who else is here, as a part of a page.
    """
    person = person_of(request)
    given = find_input_for(person, number)
    if request.POST.get("leaves"):
        leave(given, by=person)
        return HttpResponse(status=204)
    be_here(given, by=person, writes=request.POST.get("writes") == "yes")
    if may(person, "desk.approve") and given.state in UNSETTLED:
        mark_read(given, by=person, as_of=moment_in(request.POST.get("words", "")))
    mark_seen(given, by=person)
    context = {
        "given": given,
        "others": others_at([given.pk], than=person).get(given.pk, []),
        "settled": given.state not in UNSETTLED,
    }
    return render(request, "desk/_others_here.html", context)


def _say_who_is_told(request: HttpRequest, given: Input, text: str, told: list[str]) -> None:
    messages.success(request, _("The note is saved."))
    if told:
        messages.info(request, _("Those you mentioned are told: %(names)s.") % {"names": ", ".join(told)})
    unknown = unknown_in(text, mentionable(given))
    if unknown:
        words = _("Nobody who can read this is called %(names)s, so nobody by that name is told.")
        messages.warning(request, words % {"names": ", ".join(unknown)})


def _back_to(request: HttpRequest, number: int) -> HttpResponse:
    return redirect(reverse("desk:opened", args=[number]) + wanted_in(request.GET).as_query + "#notes")
