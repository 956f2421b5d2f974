"""The letter of a dispatch as one recipient gets it, and the e-mail it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email.utils import formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokebok.letters.return_path import heads_with, sent_as
from kokebok.letters.writing import with_foot
from kokebok.lib.filling import fill
from kokebok.lib.written import writable
from kokebok.outlets.composing import edition_address
from kokebok.outlets.greeting import greeting_to, is_a_person
from kokebok.outlets.letter_words import LetterText, by_field
from kokebok.outlets.opting_out import one_click, way_out
from kokebok.outlets.recipients import Recipient
from kokebok.web.language_names import interface_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.editions.models import Edition
    from kokebok.outlets.models import Delivery, Dispatch

LETTER_LANGUAGES = ("nb", "nn", "en")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class DispatchLetter:
    """A letter in its final words. `wanted` is the language form the recipient has, where there is no text in it."""

    subject: str
    body: str
    language: str
    wanted: str = ""

    @property
    def language_name(self) -> str:
        """What the language of the letter is called."""
        return interface_name(self.language)

    @property
    def wanted_name(self) -> str:
        """What the language form that was wanted is called."""
        return interface_name(self.wanted)


def texts_of(dispatch: Dispatch) -> dict[str, LetterText]:
    """The texts of a dispatch by their language, that of the edition first; one query."""
    own = {dispatch.edition.language: LetterText(dispatch.subject, dispatch.letter)}
    return own | {one.language: LetterText(one.subject, one.letter) for one in dispatch.texts.all()}


def letter_to(one: Recipient | Delivery, texts: Mapping[str, LetterText], edition: Edition) -> DispatchLetter:
    """The letter as this recipient will read it: in their own language form, or else in that of the edition."""
    language = one.language if one.language in texts else edition.language
    text = texts[language]
    with translation.override(language if language in LETTER_LANGUAGES else "nb"):
        values = by_field(
            {
                "greeting": greeting_to(one),
                "recipient": one.name,
                "contact": one.contact,
                "title": edition.title,
                "edition": edition.number,
                "date": date_format(edition.date, "DATE_FORMAT"),
                "link": settings.BASE_URL + edition_address(edition.number),
            }
        )
        return DispatchLetter(
            subject=" ".join(writable(fill(text.subject, values)).split()),
            body=writable(with_foot(fill(text.letter, values), edition.cookbook).rstrip()),
            language=language,
            wanted=one.language if one.language and one.language != language else "",
        )


def title_of(dispatch: Dispatch) -> str:
    """The subject of a dispatch as it is read in the language of the edition, with nobody named."""
    own = {dispatch.edition.language: LetterText(dispatch.subject, dispatch.letter)}
    return letter_to(Recipient("", ""), own, dispatch.edition).subject


def with_way_out(said: DispatchLetter, reader: Recipient | Delivery, address: str) -> DispatchLetter:
    """The letter with words below it that lead to opting out, or for a body to why it cannot."""
    with translation.override(said.language if said.language in LETTER_LANGUAGES else "nb"):
        words = (
            _("You do not want e-mails like this? Opt out here:")
            if is_a_person(reader)
            else _("This is sent to you as a body. Why, and whom to write to:")
        )
    return replace(said, body=f"{said.body}\n\n{words}\n{address}")


def links_in(said: DispatchLetter) -> list[str]:
    """The addresses in a letter, each once, in the order they come."""
    return list(dict.fromkeys(found.rstrip(".,:;!?)»”") for found in ADDRESS.findall(said.body)))


def as_html(said: DispatchLetter) -> str:
    """The letter as an HTML document."""
    return render_to_string("outlets/letter.html", {"said": said})


def email_of(delivery: Delivery) -> EmailMultiAlternatives:
    """The e-mail of a delivery: text and HTML, under the Message-ID it has had from the start."""
    edition = delivery.dispatch.edition
    letter = letter_to(delivery, texts_of(delivery.dispatch), edition)
    address = way_out(delivery, letter.language)
    said = with_way_out(letter, delivery, address)
    mailbox = edition.cookbook.role_mailbox
    token = delivery.token
    whose = sent_as(token)
    email = EmailMultiAlternatives(
        subject=said.subject,
        body=said.body,
        to=[formataddr((writable(delivery.name), delivery.email)) if delivery.name else delivery.email],
        reply_to=[mailbox] if mailbox else None,
        from_email=whose["from_email"],
        headers={
            **heads_with(token),
            "Message-ID": delivery.message_id,
            **(one_click(address) if delivery.is_person else {}),
            **whose["headers"],
        },
    )
    email.attach_alternative(as_html(said), "text/html")
    return email
