"""Reading inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.http import Http404

from kokebok.inputs.models import Input

if TYPE_CHECKING:
    from wagtail.models import Page


def find_input_by_code(code: str) -> Input:
    """The input whose receipt this is; Http404 for a code that never was."""
    given = (
        Input.objects.select_related("paragraph", "paragraph__page", "page", "wording").filter(code=code).first()
    )
    if given is None:
        raise Http404
    return given


def counts_on(page: Page) -> dict[str, int]:
    """How many public inputs each paragraph of a page has, by anchor; those with none are left out."""
    rows = Input.objects.public().filter(paragraph__page_id=page.pk).values_list("paragraph__anchor")
    return dict(rows.annotate(number=Count("pk")).values_list("paragraph__anchor", "number"))
