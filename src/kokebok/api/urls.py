"""Addresses of the API."""

from django.urls import URLPattern, path, re_path

from kokebok.api import docs_views
from kokebok.api.door import door
from kokebok.api.offered import METHODS, OFFERED
from kokebok.api.problems import not_there

app_name = "api"
V1 = "api/v1/"


def _behind_the_door() -> list[URLPattern]:
    """The addresses of what is offered, by the names they have there, each behind the door."""
    found = []
    for pattern in OFFERED.urls[0]:
        if not isinstance(pattern, URLPattern) or pattern.name == "api-root":
            continue
        view = door(pattern.callback, *METHODS[pattern.name])
        found.append(path(V1 + str(pattern.pattern), view, name=pattern.name))
    return found


urlpatterns = [
    path("api/", docs_views.docs, name="docs"),
    path("api/felt/", docs_views.fields, name="fields"),
    path(V1 + "openapi.json", door(docs_views.document, "GET"), name="openapi"),
    *_behind_the_door(),
    re_path(r"^api/v1/.*$", door(lambda _request: not_there(), "GET", "POST"), name="absent"),
]
