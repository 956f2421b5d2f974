"""Write a newsletter, try it, send it to those who follow it, and take back what has not left."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kokebok.following.models import Newsletter, NewsletterText, keys_of_letters
from kokebok.following.newsletter_letters import TOKEN_OF_A_TEST, press_of
from kokebok.following.newsletter_queries import readers, texts_of
from kokebok.following.newsletter_rules import NewsletterChangedMeanwhile, require_no_fields_in
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post, post_many, take_back_all
from kokebok.outlets.letter import as_html
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from kokebok.letters.actions.post import ToPost
    from kokebok.outlets.letter import DispatchLetter
    from kokebok.outlets.letter_words import LetterText
    from kokebok.people.models import Person


@transaction.atomic
def make(*, texts: Mapping[str, LetterText], source: Any, by: Person, ticket: uuid.UUID) -> Newsletter:
    """A newsletter with these texts by language; its `source` is a post or None. The form with this ticket makes one.

    Raises Refused where there is no text, or a field in it.
    """
    _require_text(texts)
    require_no_fields_in(texts)
    made, is_new = Newsletter.objects.get_or_create(ticket=ticket, defaults={"made_by": by, "post": source})
    if is_new:
        _keep_texts(made, texts, by)
    return made


@transaction.atomic
def write_anew(newsletter: Newsletter, *, texts: Mapping[str, LetterText], seen: int, by: Person) -> None:
    """Give a newsletter that is not sent other texts; `seen` is the version somebody has written anew.

    Raises NewsletterChangedMeanwhile if another has written or sent it since, Refused where there is no text,
    or a field in it.
    """
    _require_text(texts)
    require_no_fields_in(texts)
    _move(newsletter, seen, version=seen + 1)
    newsletter.texts.all().delete()
    _keep_texts(newsletter, texts, by)


@transaction.atomic
def send(newsletter: Newsletter, *, at: datetime | None = None, seen: int, by: Person) -> int:
    """Give each who follows the newsletter now a letter, which leaves at once or at that moment; how many.

    The letters are rows of the outbox in the same transaction: all of them, once, or none. Raises
    NewsletterChangedMeanwhile if another has written or sent it since, Refused where nobody follows it,
    or a field is in it.
    """
    now = timezone.now()
    leaves_at = max(at or now, now)
    _move(newsletter, seen, sent_at=now, leaves_at=leaves_at, sent_by=by)
    # Held, so that whoever stops meanwhile does so before or after, and never in between.
    held = {one.pk for one in readers().select_for_update()}
    told = [one for one in readers() if one.pk in held]
    if not told:
        raise Refused(_("Nobody follows the newsletter yet, so there is nobody to send it to."))
    Newsletter.objects.filter(pk=newsletter.pk).update(readers=len(told))
    newsletter.refresh_from_db()
    texts = texts_of(newsletter)
    require_no_fields_in(texts)
    post_many(press_of(newsletter, texts).letters(told))
    record(
        "newsletter.sent",
        by=by,
        about=newsletter,
        readers=len(told),
        languages=list(texts),
        leaves_at=leaves_at.isoformat(),
    )
    return len(told)


@transaction.atomic
def take_back(newsletter: Newsletter, *, by: Person) -> int:
    """Lay aside the letters of a newsletter that have not left; how many.

    Raises NewsletterChangedMeanwhile if it is taken back already, Refused if all have left or it is not sent.
    """
    going = Newsletter.objects.filter(pk=newsletter.pk, taken_back_at=None).exclude(sent_at=None)
    if not going.update(taken_back_at=timezone.now()):
        raise NewsletterChangedMeanwhile(_("It is taken back already, or was never sent."))
    kept = take_back_all(keys_of_letters(newsletter.pk))
    if not kept:
        raise Refused(_("It is too late: all the letters have left."))
    record("newsletter.taken_back", by=by, about=newsletter, letters=kept)
    return kept


@transaction.atomic
def send_test(newsletter: Newsletter, *, to: Person, ticket: uuid.UUID) -> None:
    """Post the newsletter in each of its languages to whoever asks, marked as a test; once for each ticket."""
    texts = texts_of(newsletter)
    press = press_of(newsletter, texts)
    marked = [_marked(press.read_by(language, TOKEN_OF_A_TEST)) for language in texts]
    posted = [post(**_test_letter(said, newsletter, to, ticket)) for said in marked]
    if any(posted):
        record("newsletter.tested", by=to, about=newsletter, languages=list(texts))


def _test_letter(said: DispatchLetter, newsletter: Newsletter, to: Person, ticket: uuid.UUID) -> ToPost:
    return {
        "key": f"following.newsletter_test:{ticket.hex}:{said.language}",
        "to": to.email,
        "subject": said.subject,
        "text": said.body,
        "html": as_html(said),
        "about": newsletter,
    }


def _marked(said: DispatchLetter) -> DispatchLetter:
    """The letter with words above it that say what it is, in its own language."""
    with translation.override(said.language):
        above = _("THIS IS A TEST. It has been sent to you alone, and does not count.")
        subject = _("[Test] %(subject)s") % {"subject": said.subject}
        return replace(said, subject=subject, body=f"{above}\n\n{said.body}")


def _require_text(texts: Mapping[str, LetterText]) -> None:
    if not texts:
        raise Refused(_("Write the newsletter in at least one language form."))


def _move(newsletter: Newsletter, seen: int, **to: object) -> None:
    """Change a draft as somebody has seen it, and no other."""
    if not Newsletter.objects.filter(pk=newsletter.pk, version=seen, sent_at=None).update(**to):
        raise NewsletterChangedMeanwhile(_("Somebody has changed or sent this newsletter. Look again."))


def _keep_texts(newsletter: Newsletter, texts: Mapping[str, LetterText], by: Person) -> None:
    NewsletterText.objects.bulk_create(
        NewsletterText(
            newsletter=newsletter,
            language=language,
            subject=" ".join(text.subject.split()),
            letter=text.letter.strip(),
        )
        for language, text in texts.items()
    )
    record("newsletter.kept", by=by, about=newsletter, languages=list(texts))
