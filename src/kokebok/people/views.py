"""Signing in, on the way to the page editor."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kokebok.people.models import Person
from kokebok.web.typed_again import typed_again


@never_cache
def page_editor(request: HttpRequest) -> HttpResponse:
    """Where the page editor sends those it does not let in: to sign in, or, when they have, to be told why not.

    Those who may write are let in as soon as there is a book to write in; until then the desk says how to begin.
    """
    if isinstance(request.user, Person) and request.user.may_write:
        return redirect("desk:start")
    if request.user.is_authenticated:
        list(messages.get_messages(request))  # Wagtail's own refusal, said better by the page
        return render(
            request, "people/no_page_editor.html", {"messages": [], "typed": typed_again(request)}, status=403
        )
    return redirect_to_login(request.GET.get("next", reverse("wagtailadmin_home")))
