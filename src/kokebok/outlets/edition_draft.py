"""What somebody has typed of an edition, kept for them while they look at what is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kokebok.outlets.desk_forms import EditionForm

KEPT = "edition_draft"
WAYS_OUT = {"unexplained": "outlets_desk:unexplained", "unanswered": "desk:queue"}
"""Where the form's own buttons lead, by what they say in `go`."""


def keep_draft(request: HttpRequest, form: EditionForm) -> None:
    """Keep what was typed, but not what was suggested: of that, the newest is shown when one is back."""
    typed = {}
    for name, field in form.fields.items():
        words = str(form[name].value() or "")[: getattr(field, "max_length", None) or 40]
        suggested = form[name].initial
        if name != "lacking" and words.split() != str("" if suggested is None else suggested).split():
            typed[name] = words
    request.session[KEPT] = typed


def kept_draft(request: HttpRequest) -> dict[str, str]:
    """What was typed the last time, by field."""
    return dict(request.session.get(KEPT, {}))


def forget_draft(request: HttpRequest) -> None:
    """Forget it: the edition is frozen."""
    request.session.pop(KEPT, None)
