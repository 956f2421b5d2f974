"""Inputs, as anyone may read them."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from kokebok.api import inputs_queries
from kokebok.api.schemas.inputs import InputList, InputsAsked, InputWhole

router = Router(tags=["inputs"])


@router.get(
    "inputs",
    response=InputList,
    url_name="inputs",
    summary=_("Inputs"),
    description=_("The public inputs with what was decided and what changed."),
)
def inputs(request: HttpRequest, asked: Query[InputsAsked]) -> InputList:
    """The public inputs with what was decided and what changed."""
    return inputs_queries.inputs(asked)


@router.get(
    "inputs/{number:number}",
    response=InputWhole,
    url_name="input",
    summary=_("An input"),
    description=_("A public input with the comments on it and its files."),
)
def one_input(request: HttpRequest, number: int) -> InputWhole:
    """A public input with the comments on it and its files."""
    return inputs_queries.one_input(number)
