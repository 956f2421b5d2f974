"""Reply templates are made, changed and taken out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.desk.models import ReplyTemplate
from kokebok.desk.replies.placeholders import require_known
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


def make_template(*, name: str, language: str, text: str, by: Person) -> ReplyTemplate:
    """A new template. Raises Refused for a placeholder there is not, or a name that is taken in this language."""
    require_known(text, language)
    try:
        with transaction.atomic():
            template = ReplyTemplate.objects.create(
                name=name.strip(), language=language, text=text.strip(), by=by
            )
            record("template.made", by=by, about=template, **_words(template))
    except IntegrityError as refusal:
        raise Refused(_taken(name)) from refusal
    return template


def change_template(
    template: ReplyTemplate, *, name: str, language: str, text: str, by: Person, seen: int
) -> ReplyTemplate:
    """Change a template; `seen` is the version the editor had before them.

    Raises Refused as `make_template` does, TooLate if it was changed or taken out of use meanwhile.
    """
    require_known(text, language)
    wanted = {"name": name.strip(), "language": language, "text": text.strip()}
    try:
        with transaction.atomic():
            changed = ReplyTemplate.objects.in_use().filter(pk=template.pk, version=seen)
            if not changed.update(**wanted, by=by, at=timezone.now(), version=seen + 1):
                raise TooLate(
                    _("Somebody has changed this template since you opened it. Look at their words first.")
                )
            template.refresh_from_db()
            record("template.changed", by=by, about=template, **_words(template))
    except IntegrityError as refusal:
        raise Refused(_taken(name)) from refusal
    return template


@transaction.atomic
def remove_template(template: ReplyTemplate, *, by: Person) -> None:
    """Take a template out of use. The same again does nothing."""
    if ReplyTemplate.objects.in_use().filter(pk=template.pk).update(gone_at=timezone.now()):
        record("template.removed", by=by, about=template, **_words(template))


def _words(template: ReplyTemplate) -> dict[str, str]:
    return {"name": template.name, "language": template.language, "text": template.text}


def _taken(name: str) -> str:
    return _("There is a template called “%(name)s” in this language already.") % {"name": name.strip()}
