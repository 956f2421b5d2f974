"""What is answered when something cannot be answered (RFC 9457)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema


class ProblemField(Schema):
    """What is wrong with one thing that was sent."""

    field: str = Field(description=_("What it is about: the name of a field or a parameter."))
    said: str = Field(description=_("What is wrong, in words."))


class Problem(Schema):
    """Why something was refused."""

    type: str = Field("about:blank", description=_("Always about:blank: the status tells the kind."))
    title: str = Field(description=_("What happened, in words."))
    status: int = Field(description=_("The status of the answer, once more."))
    detail: str = Field("", description=_("What one can do."))
    errors: list[ProblemField] = Field([], description=_("What is wrong with each field."))
