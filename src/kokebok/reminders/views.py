"""Where those who work here choose their letters, and see what the next one would say."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kokebok.people.entrance import entrance, person_of, show
from kokebok.reminders.actions.choose import choose
from kokebok.reminders.forms import ChoiceForm
from kokebok.reminders.queries import choice_of, items_for
from kokebok.reminders.rules import MAY


@entrance(MAY, "letters.choose")
def choose_letters(request: HttpRequest) -> HttpResponse:
    """Choose one's letters."""
    person = person_of(request)
    choice = choice_of(person)
    form = ChoiceForm(request.POST if request.method == "POST" else None, choice=choice)
    if form.is_valid():
        choose(**form.chosen(), by=person)
        messages.success(request, _("Your choice is kept."))
        return redirect("reminders:choose")
    context = {
        "form": form,
        "choice": choice,
        "items": items_for(person, choice.told_through),
    }
    return show(request, "reminders/choose.html", context, status=422 if form.is_bound else 200)
