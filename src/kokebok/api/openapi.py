"""The OpenAPI document: what the library makes of the views and the classes, with what the door adds to each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kokebok.api.offered import OFFERED
from kokebok.api.problems import PROBLEM
from kokebok.api.schemas.problem import Problem
from kokebok.book.models.pages import LICENCE
from kokebok.web.present import is_present

CAN_BE_ABSENT = ("calls", "rounds", "events")
LANG = {
    "name": "lang",
    "in": "query",
    "required": False,
    "description": _("The language of what is said in words. Without it, Accept-Language decides."),
    "schema": {"type": "string", "enum": [code for code, _name in settings.LANGUAGES]},
}
SAID = {
    "304": _("Nothing is changed since the answer whose ETag was sent."),
    "400": _("What was sent is not JSON."),
    "401": _("To give inputs from here takes a key that an administrator has made."),
    "404": _("There is nothing here that anyone may read."),
    "405": _("This cannot be done with this address."),
    "409": _("It is answered already."),
    "410": _("The paragraph is no longer in the text."),
    "413": _("More was sent than there is room for."),
    "422": _("Something in the request cannot be read as it is."),
    "429": _("Too much has been sent in a short time. Try again later."),
}


def document() -> dict[str, Any]:
    """The document in the language of now, without what belongs to apps that are left out."""
    made = deepcopy(_made())
    made["paths"] = {path: said for path, said in made["paths"].items() if _is_there(said)}
    _translate(made)
    return made


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each address with what can be done there, in their order."""
    for path, said in document()["paths"].items():
        for method, operation in said.items():
            yield path, method.upper(), operation


@cache
def _made() -> dict[str, Any]:
    prefix = reverse("api:docs") + "v1/"
    made: dict[str, Any] = json.loads(json.dumps(OFFERED.get_openapi_schema(path_prefix=prefix)))
    made["info"] |= {
        "description": _("All that is public here, as data; and inputs, from those who have a key."),
        "license": {"name": LICENCE, "url": settings.BASE_URL + reverse("reading:about", args=["lisens"])},
    }
    made["servers"] = [{"url": settings.BASE_URL}]
    made["components"]["schemas"]["Problem"], fields = _problem()
    made["components"]["schemas"] |= fields
    for path, said in made["paths"].items():
        for method, operation in said.items():
            _complete(operation, method, has_key="{" in path)
    return made


def _problem() -> tuple[dict[str, Any], dict[str, Any]]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return schema, schema.pop("$defs")


def _complete(operation: dict[str, Any], method: str, *, has_key: bool) -> None:
    operation.setdefault("parameters", []).append(LANG)
    answers = operation["responses"]
    if method == "get":
        answers["304"] = {"description": SAID["304"]}
    for status in ("404", "422"):
        answers.setdefault(status, {"description": SAID[status]})
    for status, answer in answers.items():
        if status >= "400":
            refused = {"schema": {"$ref": "#/components/schemas/Problem"}}
            answers[status] = {
                "description": SAID.get(status, answer["description"]),
                "content": {PROBLEM: refused},
            }


def _is_there(said: dict[str, Any]) -> bool:
    tags = {tag for operation in said.values() for tag in operation.get("tags", ())}
    return all(is_present(tag) for tag in tags & set(CAN_BE_ABSENT))


def _translate(part: Any) -> None:
    """Say each description and summary in the language of now. What classes are for stands in English alone."""
    if isinstance(part, list):
        for one in part:
            _translate(one)
    if not isinstance(part, dict):
        return
    for name in ("description", "summary"):
        if isinstance(part.get(name), str):
            part[name] = gettext(part[name])
    for one in part.values():
        _translate(one)
