"""From a tip or an answer to a call to a page: a draft filled in, and the consent of all who are named in it.

The publishing itself answers the input too, so it is an act of the desk (desk/answering/actions/take_into_book.py).
"""

from __future__ import annotations

import json
import re
import textwrap
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from kokebok.book.actions.new_page import NotReady, Written, new_draft
from kokebok.book.models import PageKind
from kokebok.book.newest import draft_lacks, draft_text
from kokebok.book.publishing import NotYet
from kokebok.calls.consent_queries import hash_now, hash_of
from kokebok.calls.letters import letter_of_consent
from kokebok.calls.models import CallAnswer, Consent, FinalText, Making, Party
from kokebok.calls.rules import BECOMES, page_kind_of
from kokebok.calls.words import removed_from, without
from kokebok.inputs.models import UNSETTLED, Input
from kokebok.inputs.practicality import as_is_called, read_back
from kokebok.inputs.rules import TooLate
from kokebok.inputs.seen import seen_by_sender, seen_when_published
from kokebok.journal.actions.record import record
from kokebok.later.own_row import own_row
from kokebok.letters.actions.post import forget, post_to_stranger
from kokebok.lib.named_parties import named_parties
from kokebok.lib.text import as_data
from kokebok.people.rules import Refused
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.book.models import Page
    from kokebok.people.models import Person

LONGEST_TITLE = 100
ADDRESSES_KEPT = timedelta(days=30)  # after it is published or settled, in case it must be asked about again


@transaction.atomic
def begin(given: Input, *, kind: PageKind | None = None, by: Person) -> Making:
    """Make a draft page of an input, in one act: filled in, with its sender and its named parties to be asked.

    `kind` is what an editor says it is, where neither the input nor its call says so. Done twice it is done once.
    Raises Refused for what becomes no page, TooLate for an input that is settled.
    """
    locked = Input.objects.select_for_update().get(pk=given.pk)
    already = Making.objects.filter(given=locked).first()
    if already is not None:
        return already
    answer = CallAnswer.objects.select_related("call", "given").filter(given=locked).first()
    becomes = page_kind_of(locked, answer) or (kind if answer is None and kind in BECOMES else None)
    if becomes is None:
        raise Refused(_("Only examples and tools become pages of their own. Answer the input as usual."))
    if locked.state not in UNSETTLED:
        raise TooLate(_("The input is settled already."))
    named = named_in(locked, answer)
    written = written_in(answer) if answer else written_in_tip(locked, becomes, named)
    try:
        page = new_draft(becomes, written, by=by)
    except NotReady as refusal:
        raise Refused(str(refusal)) from refusal
    making = Making.objects.create(given=locked, page=page, made_by=by)
    Party.objects.create(
        making=making,
        is_sender=True,
        name=seen_by_sender(locked).signature or _("The sender"),
        email=locked.email if locked.email_confirmed_at else "",
    )
    Party.objects.bulk_create(Party(making=making, name=name, email=email) for name, email in named.items())
    record("making.begun", by=by, about=making, given=locked.pk, page=page.pk)
    return making


def named_in(given: Input, answer: CallAnswer | None) -> dict[str, str]:
    """Those whom the sender named as taking part, with an address or "": in the form, or in the answer to a call."""
    named = dict(given.named_parties.values_list("name", "email"))
    if answer is not None:
        removed = removed_from([answer]).get(given.pk, [])
        for reply in answer.replies.filter(question__fills="parties"):
            named |= named_parties(without(reply.text, removed))
    return named


def written_in_tip(given: Input, kind: PageKind, named: Mapping[str, str]) -> Written:
    """The words of a tip, or of what came by another door: its beginning as the title, and all of it in the text."""
    text, practicality = read_back(given.text) if kind == PageKind.TOOL else (given.text, {})
    first = (text or given.text).split("\n\n")[0]
    fields = {"title": first_sentence(first), "lead": first, BECOMES[kind]: text}
    fields |= {"parties": "\n".join(named), **practicality}
    credit = seen_when_published(given).signature
    title = _("Told by %(who)s") % {"who": credit} if credit else _("A tip to the editors")
    return Written(fields=fields, language=given.language, source=(title, ""))


def first_sentence(text: str) -> str:
    """The first sentence of a text, to be a title; a long one to its last whole word that fits, with …"""
    sentence = re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
    return textwrap.shorten(sentence, LONGEST_TITLE, placeholder=" …")


def written_in(answer: CallAnswer) -> Written:
    """The answers by the field each goes into; later phases have the last word. Removed parts stay removed."""
    removed = removed_from([answer]).get(answer.given_id, [])
    replies = answer.replies.select_related("question__phase").order_by("question__phase__number", "question")
    fields = {reply.question.fills: without(reply.text, removed) for reply in replies if reply.question.fills}
    everything = [without(reply.text, removed) for reply in replies]
    first = everything[0] if everything else answer.given.text
    fields.setdefault("title", first_sentence(first))
    fields.setdefault("lead", first)
    if "as_is" in fields:
        fields["as_is"] = as_is_called(fields["as_is"])
    if "parties" in fields:
        fields["parties"] = "\n".join(named_parties(fields["parties"]))
    given = answer.given
    credit = seen_when_published(given).signature
    title = _("Told by %(who)s, in answer to “%(call)s”") if credit else _("An answer to “%(call)s”")
    words = {"who": credit, "call": answer.call.title}
    return Written(fields=fields, language=given.language, source=(title % words, ""))


@transaction.atomic
def add_party(making: Making, *, name: str, email: str, by: Person) -> Party:
    """Add somebody who is named in the text and must agree to it. Raises TooLate when it is published."""
    _require_unpublished(making)
    party, is_new = Party.objects.get_or_create(
        making=making, name=name.strip(), is_sender=False, defaults={"email": email}
    )
    if is_new:
        record("party.added", by=by, about=party, making=making.pk)
    return party


@transaction.atomic
def remove_party(party: Party, *, by: Person) -> None:
    """Take away somebody who was added by mistake. Raises Refused for the sender, and for one who has been asked."""
    _require_unpublished(party.making)
    if party.is_sender or party.consents.exists():
        raise Refused(_("Who sent the input, and who has been asked, cannot be taken away."))
    record("party.removed", by=by, about=party, making=party.making_id)
    party.delete()


@transaction.atomic
def ask_all(making: Making, *, by: Person) -> FinalText:
    """Ask everybody who has not agreed to the text as it is now. Who has been asked about this text is not asked again.

    A letter that could not go, since the address had had enough for a day, is tried again. Raises TooLate when it is
    published, Refused for a draft that still lacks something: what is filled in later would have to be asked about too.
    """
    _require_unpublished(making)
    lacking = draft_lacks(making.page)
    if lacking:
        raise Refused(
            _("Fill this in in the page editor before you ask anybody: %(fields)s.")
            % {"fields": ", ".join(lacking)}
        )
    _learn_addresses()
    text = text_now(making)
    asked = []
    for party in making.parties.all():
        consent, is_new = Consent.objects.get_or_create(party=party, text=text)
        if is_new:
            asked.append(consent.pk)
        write_to(consent)
    record("making.asked", by=by, about=making, sha256=text.sha256, asked=len(asked))
    return text


def text_now(making: Making) -> FinalText:
    """The text of the page as it was saved last, kept word for word. Call it inside a transaction."""
    data = as_data(draft_text(making.page))
    text, _new = FinalText.objects.get_or_create(
        making=making, sha256=hash_of(data), defaults={"text": json.loads(json.dumps(data))}
    )
    return text


def require_from_the_desk(page: Page) -> None:
    """Raise NotYet for a page that an answer becomes, until it is published where all are seen to have agreed.

    The other versions of the same text wait with it: they say what it says.
    """
    same = Q(page=page.pk) | Q(page__version__tie__versions__page=page.pk)
    making = Making.objects.filter(same, published_at=None).first()
    if making is None:
        return
    at_the_desk = reverse("desk:opened", args=[making.given_id])
    if not is_present("calls"):
        raise NotYet(
            _(
                "The text is kept as a draft. Everybody who is named in it is to agree to it first, and that is done "
                "in calls, which are not in use now."
            ),
            where=at_the_desk,
        )
    raise NotYet(
        _("The text is kept as a draft. It is published here, when everybody who is named has agreed to it."),
        where=f"{at_the_desk}til-boka/",
    )


@transaction.atomic
def say(party: Party, *, sha256: str, said: Consent.Said, note: str = "") -> Consent:
    """What one party says to the text they have before them. Said again, the last word counts until it is published.

    Raises TooLate if the text has changed since they read it, or is published; Refused for a no without a word of what
    should be another way.
    """
    making = Making.objects.select_for_update().get(pk=party.making_id)
    _require_unpublished(making)
    if hash_now(making) != sha256:
        raise TooLate(
            _("The text has been changed since you opened it. Read it as it is now, and say what you think.")
        )
    if said == Consent.Said.NO and not note.strip():
        raise Refused(_("Write what should be changed, so that the editors can mend it."))
    text = text_now(making)
    consent, _new = Consent.objects.get_or_create(party=party, text=text)
    said_since = consent.said_at is not None and party.consents.filter(said_at__gt=consent.said_at).exists()
    if said_since or (consent.said, consent.note) != (said, note.strip()):
        Consent.objects.filter(pk=consent.pk).update(said=said, said_at=timezone.now(), note=note.strip())
        record(f"consent.{said}", by=None, about=consent, party=party.pk, sha256=sha256)
    consent.refresh_from_db()
    return consent


def write_to(consent: Consent) -> None:
    """Write to somebody who is asked to agree, once, if we have an address and they have not answered.

    The sender's address is confirmed; another's was typed by somebody else, who sees it if no letter went.
    """
    mine = Consent.objects.filter(pk=consent.pk, letter_at=None, said=Consent.Said.NOTHING)
    party = consent.party
    if party.email and mine.update(letter_at=timezone.now()):
        letter = letter_of_consent(consent, party.making.given.language)
        if not post_to_stranger(is_theirs=party.is_sender, **letter):
            Consent.objects.filter(pk=consent.pk).update(letter_at=None)


def write_again() -> int:
    """Write to those whose letter could not go when they were asked; how many letters. May run any number of times.

    Only about the text they were asked about last, while the input waits for its answer, and nothing is lacking in it.
    """
    _learn_addresses()
    newer = FinalText.objects.filter(making=OuterRef("text__making"), pk__gt=OuterRef("text"))
    without = Consent.objects.filter(~Exists(newer), letter_at=None, said=Consent.Said.NOTHING).exclude(
        party__email=""
    )
    open_still = without.filter(party__making__published_at=None, party__making__given__state__in=UNSETTLED)
    waiting = open_still.select_related("party__making__given", "party__making__page", "text")
    return sum(_written_to(one) for one in waiting if not draft_lacks(one.party.making.page))


@transaction.atomic
def _written_to(consent: Consent) -> bool:
    write_to(consent)
    return Consent.objects.filter(pk=consent.pk, letter_at__isnull=False).exists()


@task(backend="later")
def write_later(*, consent_id: int) -> None:
    """Queued by the version before."""
    with transaction.atomic():
        write_to(own_row(Consent.objects.select_related("party__making__given", "text"), consent_id))


@transaction.atomic
def forget_addresses() -> int:
    """Erase the addresses of those who are asked about a text, and the letters to them, a month after it was published
    or its input settled in another way.

    What they said stays. Gives back how many. May run any number of times.
    """
    long_ago = timezone.now() - ADDRESSES_KEPT
    is_over = Q(making__published_at__lt=long_ago) | Q(making__given__settled_at__lt=long_ago)
    parties = Party.objects.filter(is_over).exclude(email="")
    forget(*Consent.objects.filter(party__in=parties))
    return parties.update(email="")


def _require_unpublished(making: Making) -> None:
    if Making.objects.filter(pk=making.pk, published_at__isnull=False).exists():
        raise TooLate(_("The page is published already."))


def _learn_addresses() -> int:
    """Let the address of a sender who confirmed it after the draft was begun be where they are asked; how many."""
    confirmed = Q(making__given__email_confirmed_at__isnull=False, making__given__state__in=UNSETTLED)
    unreached = Party.objects.filter(confirmed, is_sender=True, email="", making__published_at=None)
    theirs = Input.objects.filter(making=OuterRef("making")).values("email")[:1]
    return unreached.update(email=Subquery(theirs))
