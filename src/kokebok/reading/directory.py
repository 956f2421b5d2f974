"""The directory of actors, and where each is named."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.book.models import Kind
from kokebok.lib.alphabet import alphabetical
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words
from kokebok.people.models import Body
from kokebok.reading import queries
from kokebok.web.shared import shared


def where_named() -> dict[int, list[Any]]:
    """The published pages that name each actor, by the actor's key."""
    found: dict[int, list[Any]] = {}
    for kind in queries.MODELS:
        for page in queries.MODELS[kind].objects.live().prefetch_related("actors"):
            for key in {actor.pk for actor in page.actors.all()} | _parties(page):
                found.setdefault(key, []).append(page)
    return found


def _parties(page: Any) -> set[int]:
    if page.kind != Kind.EXAMPLE:
        return set()
    return {block.value["actor"].pk for block in page.parties if block.value["actor"]}


@require_safe
@shared
def directory(request: HttpRequest) -> HttpResponse:
    """All actors the texts name, in alphabetical order, narrowed by kind and theme."""
    named = where_named()
    actors = [body for body in Body.objects.filter(closed_on=None) if body.pk in named]
    kind, theme = request.GET.get("slag", ""), request.GET.get("tema", "")
    kept = [
        body for body in actors if (not kind or body.kind == kind) and (not theme or theme in body.themes)
    ]
    kept.sort(key=lambda body: (alphabetical(body.name), body.pk))
    context = {
        "actors": [_row(body) for body in kept],
        "total": len(kept),
        "is_narrowed": bool(kind or theme),
        "filters": _filters(actors, kind, theme),
    }
    return render(request, "reading/directory.html", context)


def _row(body: Body) -> dict[str, Any]:
    return {
        "name": body.name,
        "url": reverse("reading:actor", args=[body.slug]),
        "kind_label": all_words().name(Which.ACTORS, body.kind),
        "place": body.place,
        "themes": body.themes,
    }


def _filters(actors: list[Body], kind: str, theme: str) -> list[dict[str, Any]]:
    kinds = all_words().among(Which.ACTORS, sorted({body.kind for body in actors}))
    themes = sorted({word for body in actors for word in body.themes}, key=alphabetical)
    return [
        {
            "name": "slag",
            "label": all_words().title(Which.ACTORS),
            "options": [{"value": key, "label": label, "chosen": key == kind} for key, label in kinds],
        },
        {
            "name": "tema",
            "label": _("Theme"),
            "options": [{"value": word, "label": word, "chosen": word == theme} for word in themes],
        },
    ]


@require_safe
@shared
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """One actor and the pages that name it; an actor nobody names is not shown."""
    body = Body.objects.filter(slug=slug).first()
    pages = where_named().get(body.pk, []) if body else []
    if body is None or not pages:
        raise Http404
    facts = [
        (_("Place"), body.place),
        (_("Reach"), body.reach),
        (_("Legal form"), body.legal_form),
        (_("Organisation number"), body.org_number),
        (_("Themes"), ", ".join(body.themes)),
        (_("Offers"), body.offers),
        (_("Looks for"), body.seeks),
        (_("Contact"), body.contact),
    ]
    context = {
        "actor": {
            "name": body.name,
            "kind_label": all_words().name(Which.ACTORS, body.kind),
            "about": body.note,
            "web": body.web,
            "verified_at": body.verified_on,
        },
        "facts": [(label, value) for label, value in facts if value],
        "appears_in": [queries.card(page) for page in pages],
    }
    return render(request, "reading/actor.html", context)
