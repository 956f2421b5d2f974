"""Inputs as data: those anyone may read, as the log has them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.timezone import localdate

from kokebok.api.schemas.inputs import AttachedData, InputData, InputList, InputWhole
from kokebok.api.slices import part_of
from kokebok.inputs.models import Input, readable
from kokebok.inputs.queries import attachments_of, find_public_input
from kokebok.letters.writing import absolute
from kokebok.reading.log_files import as_data
from kokebok.reading.log_filters import LogFilter, matching
from kokebok.reading.log_queries import rows_of

if TYPE_CHECKING:
    from kokebok.api.schemas.inputs import InputsAsked


BEFORE_ALL, AFTER_ALL = date(1900, 1, 1), date(9000, 1, 1)
"""Days that nothing is before, and nothing after: a limit beyond them is none, and has no midnight to be found."""


def inputs(asked: InputsAsked) -> InputList:
    """The public inputs asked for. As many queries for one as for a hundred."""
    wanted = LogFilter(
        words=asked.q.strip(),
        status=asked.status or "",
        outcome=asked.outcome or "",
        kind=asked.kind or "",
        about=asked.page,
        day=asked.day,
        since=asked.since if asked.since and asked.since > BEFORE_ALL else None,
        until=asked.until if asked.until and asked.until < AFTER_ALL else None,
    )
    public = matching(wanted, Q(), today=localdate()).filter(readable())
    keys, following = part_of(public.only("pk"), asked)
    rows = Input.objects.filter(pk__in=[one.pk for one in keys])
    ordered = rows_of(rows.order_by("-pk" if asked.order == "newest" else "pk"))
    return InputList(items=[InputData.model_validate(as_data(row)) for row in ordered], next=following)


def one_input(number: int) -> InputWhole:
    """The input with this number, if anyone may read it; Http404 alike for absent and for hidden."""
    given = find_public_input(number)
    (row,) = rows_of(Input.objects.filter(readable(), pk=given.pk))
    replied_to = given.reply_to
    beside: dict[str, Any] = {
        "reply_to": replied_to.pk if replied_to and replied_to.is_readable else None,
        "replies": list(given.replies.readable().order_by("pk").values_list("pk", flat=True)),
        "supports": given.supports.count(),
        "files": [
            AttachedData(
                name=one.name,
                media_type=one.media_type,
                size=one.size,
                address=absolute("inputs:attachment", one.pk),
            )
            for one in attachments_of(given, only_public=True)
            if not one.is_lost
        ],
    }
    return InputWhole.model_validate({**as_data(row), **beside})
