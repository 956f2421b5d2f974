"""Keep the letters that dispatches begin from: make one, write it anew, delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.outlets.letter_words import LetterText, require_sendable
from kokebok.outlets.models import LetterTemplate, TemplateText
from kokebok.outlets.rules import TemplateChangedMeanwhile
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@transaction.atomic
def keep_template(
    kept: LetterTemplate | None,
    *,
    name: str,
    texts: Mapping[str, LetterText],
    is_default: bool,
    by: Person | None,
    seen: int = 0,
) -> LetterTemplate:
    """A template with these texts by language, new or written anew; `seen` is the version somebody has written anew.

    The default takes the place of another. Raises TemplateChangedMeanwhile if another has written it since or deleted
    it, and Refused where there is no text, a text cannot be sent, or another template has the name.
    """
    if not texts:
        raise Refused(_("Write the letter in at least one language form."))
    require_sendable(texts.items())
    if is_default:
        LetterTemplate.objects.filter(is_default=True).update(is_default=False)
    said = {"name": name.strip(), "is_default": is_default}
    try:
        with transaction.atomic():
            made = _renewed(kept, said, seen) if kept else LetterTemplate.objects.create(**said)
    except IntegrityError as error:
        is_taken = LetterTemplate.objects.filter(name__iexact=said["name"]).exists()
        if not is_taken:  # another has just been made the default
            raise TemplateChangedMeanwhile(_("Somebody has just changed this. Look again.")) from error
        raise Refused(_("Another template has this name.")) from error
    made.texts.all().delete()
    TemplateText.objects.bulk_create(
        TemplateText(
            template=made,
            language=language,
            subject=" ".join(text.subject.split()),
            letter=text.letter.strip(),
        )
        for language, text in texts.items()
    )
    record("letter_template.kept", by=by, about=made, languages=list(texts), **said)
    return made


def _renewed(kept: LetterTemplate, said: dict[str, object], seen: int) -> LetterTemplate:
    renewed = LetterTemplate.objects.filter(pk=kept.pk, version=seen).update(
        version=seen + 1, changed_at=timezone.now(), **said
    )
    if not renewed:
        raise TemplateChangedMeanwhile(_("Somebody has just changed this. Look again."))
    kept.refresh_from_db()
    return kept


@transaction.atomic
def delete_template(kept: LetterTemplate, *, seen: int, by: Person) -> None:
    """Delete a template; dispatches keep their words. Raises TemplateChangedMeanwhile as `keep_template` does."""
    _renewed(kept, {}, seen)
    record("letter_template.deleted", by=by, about=kept, name=kept.name)
    kept.delete()
