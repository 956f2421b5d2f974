"""What a program says as the form that people fill in: the same fields, limits, checks and words."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from kokebok.api.rules import LooksPrivate, NotAForm
from kokebok.inputs.form_tokens import FormToken
from kokebok.inputs.forms import InputForm
from kokebok.inputs.private import said_of
from kokebok.inputs.queries import about_cookbook, about_page, about_paragraph
from kokebok.inputs.sender import name_of
from kokebok.lib.typed import tidy

if TYPE_CHECKING:
    from kokebok.api.models import ApiKey
    from kokebok.api.schemas.giving import InputGiven
    from kokebok.inputs.actions.send import Said
    from kokebok.inputs.queries import Target

TYPED = ("kind", "text", "suggestion", "phrase", "name", "on_behalf_of", "email")
TICKED = ("may_be_named", "may_be_contacted", "licence")


class GoneFromText(NotAForm):
    """The paragraph has left the text, and its sender did not say which wording they had."""


def target_of(given: InputGiven) -> Target:
    """What an input is about; Http404 for what nobody may read, GoneFromText, NotAForm for two things at once."""
    if given.anchor and given.page:
        raise NotAForm([("page", _("An input is about a paragraph or about a page: choose one."))])
    if given.page:
        return about_page(given.page)
    if not given.anchor:
        return about_cookbook()
    target = about_paragraph(given.anchor, given.wording)
    if target.paragraph is None:
        raise Http404
    if target.paragraph.gone_at and not given.wording:
        raise GoneFromText([("anchor", _("The paragraph is no longer in the text."))])
    return target


def said_by(given: InputGiven, *, about: Target, ticket: uuid.UUID) -> Said:
    """What is said, as the form makes it. Raises NotAForm and LooksPrivate.

    It has its own ticket by all that was sent, also whom it is about and who says it: only the very same is the same.
    """
    # The form tells machines by how fast they write; a key is what tells here, so it counts as old enough.
    drawn_at = time.time() - settings.SECONDS_TO_WRITE
    token = FormToken(ticket, about.wording.number if about.wording else 0, drawn_at)
    sent = QueryDict(mutable=True)
    for name in TYPED:
        sent[name] = getattr(given, name)
    for name in TICKED:
        if getattr(given, name):
            sent[name] = "on"
    sent["slip"] = token.signed()
    form = InputForm(sent, MultiValueDict(), target=about)
    if not form.is_valid():
        raise NotAForm(
            [(name.strip("_"), str(words)) for name, several in form.errors.items() for words in several]
        )
    private = form.private(known=about.text)
    if private and not given.acknowledged:
        raise LooksPrivate(said_of(private))
    whole = json.dumps(given.model_dump(mode="json"), sort_keys=True)
    return replace(form.said(), ticket=uuid.uuid5(ticket, whole))


def ticket_of(key: ApiKey, repeated: str) -> uuid.UUID:
    """What tells one sending from another: the same for the same Idempotency-Key of the same key, else a new one."""
    if not repeated:
        return uuid.uuid4()
    return uuid.uuid5(uuid.UUID(key.sha256[:32]), tidy(repeated))


def sender_by(key: ApiKey, person: str) -> str:
    """The pseudonym of whom a program gives an input for; "" where it does not say."""
    said = tidy(person).strip()
    return name_of(f"key {key.pk}: {said}") if said else ""
