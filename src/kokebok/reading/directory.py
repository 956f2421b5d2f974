"""The directory of actors, and where each is named."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.actors.queries import kept_by_themselves, mailboxes_of, unconfirmed_since, whom_to_ask
from kokebok.book.queries import actors_named_on
from kokebok.events.models import Event
from kokebok.lib.alphabet import alphabetical
from kokebok.lib.typed import tidy
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words
from kokebok.people.models import Body
from kokebok.reading import queries
from kokebok.reading.near_actors import actors_near, inhabitants_of, municipality_of
from kokebok.web.present import is_present
from kokebok.web.shared import shared


def where_named() -> dict[int, list[Any]]:
    """The published pages that name each actor, by the actor's key."""
    found: dict[int, list[Any]] = {}
    for kind in queries.MODELS:
        for page in queries.MODELS[kind].objects.live().prefetch_related("actors"):
            for key in named_on(page):
                found.setdefault(key, []).append(page)
    return found


def named_on(page: Any) -> set[int]:
    """The keys of the actors that a page names, in its list of actors or as a party."""
    return {actor.pk for actor in actors_named_on(page)}


def actors_shown() -> list[Body]:
    """The actors that have a page: the texts name them, or they keep their own entry; not those that are closed."""
    shown = where_named().keys() | (kept_by_themselves() if is_present("actors") else set())
    return [body for body in Body.objects.filter(closed_on=None) if body.pk in shown]


@require_safe
@shared
def directory(request: HttpRequest) -> HttpResponse:
    """All actors the texts name or that keep their own entry, in alphabetical order, narrowed by what is asked for."""
    own = kept_by_themselves() if is_present("actors") else set()
    actors = actors_shown()
    kind, theme = request.GET.get("slag", ""), request.GET.get("tema", "")
    place, words = request.GET.get("sted", ""), tidy(request.GET.get("q", "")).strip()
    contact = request.GET.get("kontakt", "") if is_present("actors") else ""
    kept = [
        body
        for body in (whom_to_ask(actors) if contact else actors)
        if (not kind or body.kind == kind)
        and (not theme or theme in body.themes)
        and (not place or body.place == place)
        and _says(body, words)
    ]
    kept.sort(key=lambda body: (alphabetical(body.name), body.pk))
    context = {
        "actors": [_row(body, is_own=body.pk in own) for body in kept],
        "total": len(kept),
        "is_narrowed": bool(kind or theme or place or contact or words),
        "filters": [*_filters(actors, kind, theme, place), *_of_contact(contact)],
        "words": words,
        "has_events": is_present("events") and Event.objects.public().exists(),
    }
    return render(request, "reading/directory.html", context)


def _says(body: Body, words: str) -> bool:
    """Whether each of the words is somewhere in what is said of an actor, as its own or as a part of a longer one."""
    parts = (body.name, body.place, body.note, body.solves, body.offers, body.seeks, " ".join(body.themes))
    said = " ".join(parts).casefold()
    return all(word in said for word in words.casefold().split())


def _row(body: Body, *, is_own: bool) -> dict[str, Any]:
    return {
        "is_own": is_own,
        "verified_on": body.verified_on,
        "seeks": body.seeks,
        "offers": body.offers,
        "name": body.name,
        "url": reverse("reading:actor", args=[body.slug]),
        "kind_label": all_words().name(Which.ACTORS, body.kind),
        "place": body.place,
        "themes": body.themes,
    }


def _filters(actors: list[Body], kind: str, theme: str, place: str) -> list[dict[str, Any]]:
    kinds = all_words().among(Which.ACTORS, sorted({body.kind for body in actors}))
    themes = sorted({word for body in actors for word in body.themes}, key=alphabetical)
    places = sorted({body.place for body in actors if body.place}, key=alphabetical)
    filters: list[dict[str, Any]] = [
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
        {
            "name": "sted",
            "label": _("Place"),
            "options": [{"value": word, "label": word, "chosen": word == place} for word in places],
        },
    ]
    chosen = {"slag": kind, "tema": theme, "sted": place}
    return [one for one in filters if len(one["options"]) > 1 or chosen[one["name"]]]  # else all are alike


def _of_contact(chosen: str) -> list[dict[str, Any]]:
    options = [{"value": "ja", "label": _("Only those"), "chosen": bool(chosen)}]
    is_there = is_present("actors")
    return [{"name": "kontakt", "label": _("Can be contacted"), "options": options}] if is_there else []


@require_safe
@shared
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """One actor and the pages that name it. One that nobody names, and that does not keep its own entry, is not shown.

    The address of one that has become a part of another leads to that.
    """
    body = Body.objects.select_related("merged_into").filter(slug=slug).first()
    if body is not None and body.merged_into is not None:
        return redirect("reading:actor", slug=body.merged_into.slug)
    named, own = where_named(), kept_by_themselves() if is_present("actors") else set()
    if body is None or body.pk not in named.keys() | own:
        raise Http404
    pages, is_own = named.get(body.pk, []), body.pk in own
    facts = [
        (_("Place"), body.place),
        (_("Municipality"), municipality_of(body)),
        (_("Inhabitants"), inhabitants_of(body)),
        (_("Reach"), body.reach),
        (_("Legal form"), body.legal_form),
        (_("Organisation number"), body.org_number),
        (_("Themes"), ", ".join(body.themes)),
        (_("Solves"), body.solves),
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
            "slug": slug,
            "is_own": is_own,
            "unconfirmed_since": unconfirmed_since(body) if is_own else None,
            "closed_on": body.closed_on,
        },
        "ask_url": reverse("actors:ask", args=[slug]) if is_present("actors") and mailboxes_of(body) else "",
        "facts": [(label, value) for label, value in facts if value],
        "alike": actors_near(body, named.keys() | own) if not body.closed_on else [],
        "appears_in": [queries.card(page) for page in pages],
    }
    return render(request, "reading/actor.html", context)
