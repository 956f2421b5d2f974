"""Addresses of the API."""

from django.urls import URLPattern, path, re_path

from kokebok.api import catalogue_views, docs_views
from kokebok.api.door import door
from kokebok.api.offered import METHODS, OFFERED
from kokebok.api.problems import not_there

app_name = "api"
V1 = "api/v1/"
FOR_ONE = {"receipt", "withdraw"}
"""What is for whoever has a code, and kept by nobody."""
WITH_FILES = {"files"}


def _behind_the_door() -> list[URLPattern]:
    """The addresses of what is offered, by the names they have there, each behind the door."""
    found = []
    for pattern in OFFERED.urls[0]:
        if not isinstance(pattern, URLPattern) or pattern.name == "api-root":
            continue
        name = pattern.name
        view = door(
            pattern.callback, *METHODS[name], is_public=name not in FOR_ONE, takes_files=name in WITH_FILES
        )
        found.append(path(V1 + str(pattern.pattern), view, name=name))
    return found


urlpatterns = [
    path("api/", docs_views.docs, name="docs"),
    path("api/felt/", docs_views.fields, name="fields"),
    path(V1 + "openapi.json", door(docs_views.document, "GET"), name="openapi"),
    path(V1 + "catalog.ttl", door(catalogue_views.turtle, "GET"), name="catalogue_ttl"),
    path(V1 + "catalog.jsonld", door(catalogue_views.json_ld, "GET"), name="catalogue_jsonld"),
    *_behind_the_door(),
    re_path(r"^api/v1/.*$", door(lambda _request: not_there(), "GET", "POST"), name="absent"),
]
