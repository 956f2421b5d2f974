"""The door of a page that belongs to a feature."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from kokebok.features.models import Feature
from kokebok.features.queries import is_on

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def when_on(feature: Feature, view: View[P]) -> View[P]:
    """The view, which answers as if there were no such page while the feature is off."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_on(feature):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
