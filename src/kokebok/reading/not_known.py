"""What nobody has told of an example or a tool: said once, with a way to tell it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kokebok.book.models import PageKind


def not_known(page: Any, *, can_be_asked: bool) -> list[str]:
    """What readers ask of a page of this kind and it has no answer to, in the order they ask; [] for other kinds.

    Whom one can ask is known where the page itself offers somebody.
    """
    asked = {
        PageKind.EXAMPLE: {
            "money": _("what it cost"),
            "differently": _("what they would do differently"),
            "contact_role": _("whom one can ask"),
        },
        PageKind.TOOL: {
            "as_is": _("whether it can be used as it is"),
            "used_by": _("who can use it"),
            "tried_by": _("who has tried it"),
        },
    }
    known = {"contact_role"} if can_be_asked else set()
    fields = asked.get(page.kind, {}).items()
    return [what for name, what in fields if name not in known and not getattr(page, name)]
