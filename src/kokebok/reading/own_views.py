"""What is somebody's own: to see, to take along, and to have erased who they are."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.inputs.doors import done_or_shown, door, posted
from kokebok.inputs.own_views import GET_OR_POST
from kokebok.inputs.sender import network_of
from kokebok.reading.actions.ask_for_own import ask_for_own
from kokebok.reading.actions.erase_person import erase_person
from kokebok.reading.own_file import own_zip
from kokebok.reading.own_forms import OwnAddressForm
from kokebok.reading.own_queries import find_whose, things_of


def _guarded(response: HttpResponse) -> HttpResponse:
    """An answer whose address is a secret: not passed on to other sites, and not for search engines."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    return _guarded(render(request, "reading/own_unknown.html", status=HTTPStatus.NOT_FOUND))


@door
@require_http_methods(GET_OR_POST)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link to what is one's own. The answer is the same whether the address is known or not."""
    form = OwnAddressForm(posted(request))

    def act() -> HttpResponse:
        language = (get_language() or "nb")[:2]
        ask_for_own(form.cleaned_data["email"], language=language, network=network_of(request))
        return render(request, "reading/own_asked.html")

    return done_or_shown(request, "reading/own_ask.html", {"form": form}, act, refused_at="email")


@never_cache
@require_safe
def own(request: HttpRequest, key: str) -> HttpResponse:
    """All that is somebody's, for whoever has the link or a receipt."""
    whose = find_whose(key)
    if whose is None:
        return _unknown(request)
    context = {"key": key, "whose": whose, "things": things_of(whose)}
    return _guarded(render(request, "reading/own.html", context))


@never_cache
@require_safe
def file(request: HttpRequest, key: str) -> HttpResponse:
    """The same, to take along."""
    whose = find_whose(key)
    if whose is None:
        return _unknown(request)
    response = HttpResponse(own_zip(things_of(whose)), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="mitt.zip"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return _guarded(response)


@door
@require_http_methods(GET_OR_POST)
def erase(request: HttpRequest, key: str) -> HttpResponse:
    """Have erased who one is, after a page that says what that means."""
    whose = find_whose(key)
    if whose is None:
        return _unknown(request)
    if request.method != "POST":
        context = {"key": key, "whose": whose, "things": things_of(whose)}
        return _guarded(render(request, "reading/own_erase.html", context))
    if erase_person(whose):
        messages.success(request, _("It is erased. What you wrote is there still, without your name."))
    else:
        messages.info(request, _("There was nothing left to erase."))
    return _guarded(redirect("reading:own", key=key))
