"""Whether a draft has all that a published page needs: drafts are saved with fields that are still empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError
from wagtail.fields import StreamField

from kokebok.book.publishing import NotYet
from kokebok.lists.queries import all_words


def fields_lacking(page: Any) -> list[str]:
    """The names of the fields of an unsaved page that are still empty or wrong, in quotation marks."""
    page.live = True
    try:
        page.full_clean()
    except ValidationError as error:
        said = error.message_dict
        whole = said.pop(NON_FIELD_ERRORS, [])
    else:
        said, whole = {}, []
    fields = dict.fromkeys([*said, *_unfinished_streams(page)])
    return [*(_name_of(page, field) for field in fields), *whole]


def _unfinished_streams(page: Any) -> list[str]:
    """The names of the fields whose blocks lack something, as the page editor asks for it.

    (A model's own check looks at none of them, nor at whether there are any.)
    """
    return [
        field.name
        for field in page._meta.get_fields()
        if isinstance(field, StreamField) and not _is_finished(field, getattr(page, field.name))
    ]


def _is_finished(field: StreamField, value: Any) -> bool:
    try:
        field.stream_block.clean(value)  # a field that must be filled in refuses to have no blocks too
    except StreamBlockValidationError:
        return False
    return True


def require_finished(page: Any) -> None:
    """Raise NotYet, with the address of the page editor, where a draft is not ready to be read."""
    lacking = fields_lacking(page)
    if lacking:
        raise NotYet(
            _("“%(page)s” is not published: fill this in first: %(fields)s.")
            % {"page": page.title, "fields": ", ".join(lacking)},
            where=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )


def names_of(page: Any, fields: Iterable[str]) -> list[str]:
    """What fields of a page are called in its form, in quotation marks."""
    return [_name_of(page, field) for field in fields]


def _name_of(page: Any, field: str) -> str:
    about = page._meta.get_field(field)
    which = getattr(about, "among", "")
    title = capfirst(all_words().title(which) if which else str(about.verbose_name))
    return _("“%(title)s”") % {"title": title}
