"""Which words mean the same in the search, at the desk."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.search.actions.synonyms import add_synonyms, change_synonyms, remove_synonyms
from kokebok.search.forms import SynonymsForm
from kokebok.search.queries import all_synonyms, find_synonyms
from kokebok.search.rules import MAY

synonyms_page = partial(entrance, MAY, "synonyms.keep")


@synonyms_page()
def synonyms(request: HttpRequest) -> HttpResponse:
    """All groups of words, and a form for one more."""
    form = SynonymsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusal_in(form, "words"):
            made = add_synonyms(form.cleaned_data["words"], by=person_of(request))
            messages.success(
                request, _("“%(words)s” are the same to the search from now on.") % {"words": made.words}
            )
            return redirect("search:synonyms")
    context = {"form": form, "groups": all_synonyms()}
    return show(request, "search/synonyms.html", context, 422 if form.is_bound else 200)


@synonyms_page()
def group(request: HttpRequest, number: int) -> HttpResponse:
    """A group of words, to be changed or taken away."""
    found = find_synonyms(number)
    initial = {"words": found.words, "seen": found.words}
    form = SynonymsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        found.words = form.cleaned_data["seen"] or found.words
        with refusal_in(form, "words"):
            change_synonyms(found, form.cleaned_data["words"], by=person_of(request))
            messages.success(request, _("The words are changed."))
            return redirect("search:synonyms")
    context = {"form": form, "group": find_synonyms(number)}
    return show(request, "search/group.html", context, 422 if form.is_bound else 200)


@synonyms_page()
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a group of words away."""
    found = find_synonyms(number)
    found.words = request.POST.get("seen", found.words)
    with refusal_told(request):
        remove_synonyms(found, by=person_of(request))
        messages.success(
            request, _("“%(words)s” are no longer the same to the search.") % {"words": found.words}
        )
    return redirect("search:synonyms")
