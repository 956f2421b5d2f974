"""Paper for a round: for those who write by hand, and for the door of the hall."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kokebok.outlets.formats.paper import Kind, Paper, render
from kokebok.outlets.labels import labels_in
from kokebok.people.entrance import entrance, person_of
from kokebok.rounds.models import WRITTEN
from kokebok.rounds.queries import find_prompt, find_round_for
from kokebok.rounds.rules import MAY

if TYPE_CHECKING:
    from kokebok.rounds.models import Prompt, Round

KINDS: dict[str, Kind] = {"lapper": "slips", "bordark": "sheet"}


@entrance(MAY, "round.read")
@require_safe
def poster(request: HttpRequest, number: int) -> HttpResponse:
    """The way in, large, to hang on the door."""
    return _pdf(find_round_for(person_of(request), number), "poster", None, "plakat")


@entrance(MAY, "round.read")
@require_safe
def paper(request: HttpRequest, number: int, prompt: int, form: str) -> HttpResponse:
    """Slips or a sheet for a prompt that is answered in words."""
    round_ = find_round_for(person_of(request), number)
    found = find_prompt(round_, str(prompt))
    if form not in KINDS or found.kind not in WRITTEN:
        raise Http404
    return _pdf(round_, KINDS[form], found, form)


def _pdf(round_: Round, kind: Kind, prompt: Prompt | None, name: str) -> HttpResponse:
    language = "nb" if round_.language == "se" else round_.language
    with override(language):
        body = render(_paper(round_, kind, prompt, language))
    headers = {"Content-Disposition": f'inline; filename="runde-{round_.pk}-{name}.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


def _paper(round_: Round, kind: Kind, prompt: Prompt | None, language: str) -> Paper:
    address = f"{settings.BASE_URL}/r/{round_.code}/"
    words = {
        "qr": _("QR code that leads to the round"),
        "name": _("Name (if you like)"),
        "table": _("Table number"),
        "who": _("Who sits at the table (if you like)"),
        "named": _("My name may be shown with my input"),
        "public": _(
            "What you write is typed in and answered as all other input. It becomes public, and may be used freely "
            "(CC BY 4.0 and NLOD 2.0). Leave out what is private."
        ),
        "join": _("Take part from your phone"),
        "address": _("Point the camera at the picture, or go to"),
        "code": _("and type the code"),
        "free": _("No app, no account."),
    }
    short = settings.BASE_URL.removeprefix("https://").removeprefix("http://") + "/r/"
    help_ = prompt.help if prompt else ""
    return Paper(
        kind=kind,
        lang=language,
        title=f"{round_.title}: {prompt.title}" if prompt else round_.title,
        round=round_.title,
        code=round_.code,
        address=short,
        qr=_qr(address),
        words=words,
        unprintable=labels_in(language).unprintable,
        day=localdate(round_.made_at),
        prompt=prompt.title if prompt else "",
        help=help_,
    )


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue().decode()
