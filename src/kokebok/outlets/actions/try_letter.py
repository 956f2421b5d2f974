"""Send a letter of a dispatch, or of one that is still written, to somebody who works here, as a test."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post
from kokebok.outlets.letter import LETTER_LANGUAGES, as_html, letter_to, texts_of, with_way_out
from kokebok.outlets.opting_out import way_out_of_a_test
from kokebok.outlets.queries import who_may_be_sent_a_test
from kokebok.outlets.recipients import Recipient
from kokebok.people.rules import Refused
from kokebok.web.language_names import in_sentence, interface_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kokebok.editions.models import Edition
    from kokebok.outlets.letter import DispatchLetter
    from kokebok.outlets.letter_words import LetterText
    from kokebok.outlets.models import Delivery
    from kokebok.people.models import Person


@transaction.atomic
def send_test(delivery: Delivery, *, to: str, by: Person, ticket: uuid.UUID) -> bool:
    """Post the letter of a delivery, marked as a test, to one who sends dispatches here; False where it was before.

    Nothing of the dispatch changes, and whoever gets it has not got the edition by it. Raises Refused for an address
    that is none of theirs.
    """
    reader = next((one for one in who_may_be_sent_a_test() if one.email == to), None)
    if reader is None:
        raise Refused(_("A test goes to somebody who sends dispatches here. Choose one of them."))
    dispatch = delivery.dispatch
    letter = letter_to(delivery, texts_of(dispatch), dispatch.edition)
    if delivery.email:
        letter = with_way_out(letter, delivery, way_out_of_a_test(letter.language))
    said = _marked(letter, delivery.name or delivery.email)
    is_new = post(
        key=f"outlets.test:{ticket.hex}",
        to=reader.email,
        subject=said.subject,
        text=said.body,
        html=as_html(said),
        about=dispatch,
        reply_to=dispatch.edition.cookbook.role_mailbox,
    )
    if is_new:
        record("dispatch.tested", by=by, about=dispatch, reader=reader.pk)
    return is_new


@transaction.atomic
def send_draft(
    edition: Edition,
    texts: Mapping[str, LetterText],
    *,
    recipients: Sequence[Recipient],
    to: Person,
    ticket: uuid.UUID,
) -> bool:
    """Post the letter of a dispatch that is not made yet to who writes it, in each of its languages, marked as a test.

    It is as the first of the recipients who gets that language would get it, and says so; where none of them does, it
    says that it is for one who reads the language. False where the same was posted before.
    """
    firsts = {_language_to(one, texts, edition): one for one in reversed(recipients)}
    is_new = False
    for language in texts:
        reader = firsts.get(language)
        letter = letter_to(reader or Recipient("", "", language=language), texts, edition)
        if reader and reader.email:
            letter = with_way_out(letter, reader, way_out_of_a_test(language))
        said = _marked(letter, reader.name or reader.email) if reader else _marked_for_a_language(letter)
        is_new |= post(
            key=f"outlets.test:{ticket.hex}:{language}",
            to=to.email,
            subject=said.subject,
            text=said.body,
            html=as_html(said),
            about=edition,
            reply_to=edition.cookbook.role_mailbox,
        )
    if is_new:
        record("dispatch.tested", by=to, about=edition, reader=to.pk)
    return is_new


def _language_to(one: Recipient, texts: Mapping[str, LetterText], edition: Edition) -> str:
    return one.language if one.language in texts else edition.language


def _marked_for_a_language(said: DispatchLetter) -> DispatchLetter:
    """The letter marked as a test that is for nobody on the list, but for one who reads its language."""
    with translation.override(said.language if said.language in LETTER_LANGUAGES else "nb"):
        return _with_words_above(
            said,
            _(
                "THIS IS A TEST. It is what one who reads %(language)s would get. It has been sent to you alone, and "
                "does not count."
            )
            % {"language": in_sentence(interface_name(said.language))},
        )


def _marked(said: DispatchLetter, name: str) -> DispatchLetter:
    """The letter with words above it that say what it is, in its own language; `name` is who would get it, or ""."""
    with translation.override(said.language if said.language in LETTER_LANGUAGES else "nb"):
        above = (
            _(
                "THIS IS A TEST. It is what %(name)s would get. It has been sent to you alone, and does not count."
            )
            % {"name": name}
            if name
            else _("THIS IS A TEST. It has been sent to you alone, and does not count.")
        )
        return _with_words_above(said, above)


def _with_words_above(said: DispatchLetter, above: str) -> DispatchLetter:
    subject = _("[Test] %(subject)s") % {"subject": said.subject}
    return replace(said, subject=subject, body=f"{above}\n\n{said.body}")
