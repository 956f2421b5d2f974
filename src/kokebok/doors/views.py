"""The fast form for paper and telephone."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokebok.doors.actions.type_in import type_in
from kokebok.doors.forms import KEPT, TypeInForm
from kokebok.doors.queries import find_typed, typed_today
from kokebok.doors.rules import MAY, state_of_typed
from kokebok.inputs.models import State
from kokebok.inputs.rules import SentAlready, UnfitFile
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused


@entrance(MAY, "doors.type_in")
@require_http_methods(["GET", "HEAD", "POST"])
def type_in_page(request: HttpRequest) -> HttpResponse:
    """Type in what came on paper or by telephone; then the next, about the same place."""
    if request.method != "POST":
        kept = {name: request.GET[name] for name in KEPT if name in request.GET}
        return _page(request, TypeInForm(initial=kept))
    form = TypeInForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if private := form.private():
        return _page(request, form, private=private)
    typed = form.typed()
    try:
        given = type_in(
            typed.said,
            aim=typed.aim,
            door=typed.door,
            by=person_of(request),
            received_on=typed.received_on,
            files=form.kept_files(),
        )
    except UnfitFile as refusal:
        form.add_error("files_sent", str(refusal))
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except SentAlready as refusal:
        form.begin_anew()
        form.add_error(None, str(refusal))
        return _page(request, form, HTTPStatus.CONFLICT)
    except Refused as refusal:
        form.add_error("suggestion", str(refusal))
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Input %(number)s is typed in.") % {"number": given.pk})
    return redirect(f"{reverse('doors:type_in')}?{urlencode({**form.next_form(), 'etter': str(given.pk)})}")


def _page(
    request: HttpRequest, form: TypeInForm, status: int = HTTPStatus.OK, **more: object
) -> HttpResponse:
    person = person_of(request)
    just = find_typed(person, request.GET.get("etter", ""))
    context = {
        "form": form,
        "just": just,
        "code": " ".join(re.findall(".{4}", just.code)) if just else "",
        "waits": state_of_typed(person) == State.WAITING,
        "today": typed_today(person),
        **more,
    }
    return show(request, "doors/type_in.html", context, status)
