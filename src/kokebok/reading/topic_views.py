"""By topic: what it is, all there is of what somebody struggles with, and whom to tell where there is nothing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kokebok.book.models import PageKind
from kokebok.calls.queries import open_calls
from kokebok.events.queries import events_about
from kokebok.inputs.kinds import Kind
from kokebok.lists.models import Which
from kokebok.lists.queries import about_entry
from kokebok.lists.words import NamedEntry
from kokebok.reading.topic_queries import address_moved, find_topic, on_topic, topics
from kokebok.reading.views import MENU_WORDS
from kokebok.web.present import is_present
from kokebok.web.shared import shared

TIP = {PageKind.EXAMPLE: Kind.EXAMPLE, PageKind.TOOL: Kind.TOOL}
NONE_YET = {
    PageKind.EXAMPLE: gettext_lazy("No examples yet. Do you have one?"),
    PageKind.TOOL: gettext_lazy("No tools yet. Do you have one?"),
}


def _tip_about(kind: PageKind, topic: NamedEntry) -> str:
    """The form for a tip, with the topic in it."""
    return f"{reverse('inputs:tip', args=[TIP[kind]])}?{urlencode({'tema': topic.said()})}"


@require_safe
@shared
def all_topics(request: HttpRequest) -> HttpResponse:
    """The topics of the cookbook."""
    return render(request, "reading/topics.html", {"topics": topics()})


@require_safe
@shared
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """What a topic is, its recipes, examples, tools, facts, actors, open calls and events ahead.

    The address of one that has become a part of another leads to that, for good.
    """
    if moved := address_moved(key):
        return redirect("reading:topic", moved)
    found, now = find_topic(key), timezone.now()
    there = on_topic(found)
    calls = open_calls(now) if is_present("calls") else []
    context = {
        "name": found.said(),
        "key": key,
        "about": about_entry(Which.THEMES, key),
        "groups": [(MENU_WORDS[kind], cards) for kind, cards in there.groups],
        "actors": there.actors,
        "is_empty": there.is_empty,
        "calls": [one for one in calls if key in one.call.themes],
        "events": events_about(key, now) if is_present("events") else [],
        "lacking": [(NONE_YET[kind], _tip_about(kind, found)) for kind in there.lacking],
        "tip_url": _tip_about(PageKind.EXAMPLE, found),
    }
    return render(request, "reading/topic.html", context)
