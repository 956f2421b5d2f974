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
from kokebok.api.schemas.giving import InputGiven, TipGiven
from kokebok.inputs.files import MB, keep, largest, sorts_taken, too_large_words
from kokebok.inputs.form_tokens import FormToken
from kokebok.inputs.forms import InputForm, TipForm
from kokebok.inputs.kinds import Kind
from kokebok.inputs.private import said_of
from kokebok.inputs.queries import about_cookbook, about_page, about_paragraph
from kokebok.inputs.rules import UnfitFile
from kokebok.inputs.sender import name_of
from kokebok.letters.shares import TooMany, has_share
from kokebok.lib.typed import tidy

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from kokebok.api.models import ApiKey
    from kokebok.inputs.actions.send import Said
    from kokebok.inputs.files import CheckedFile
    from kokebok.inputs.queries import Target

NO_FIELDS = {"anchor", "page", "wording", "acknowledged", "person", "files"}
FILES = "files_sent"  # what the form calls the files


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


def said_by(
    given: InputGiven | TipGiven, *, about: Target, ticket: uuid.UUID
) -> tuple[Said, list[CheckedFile]]:
    """What is said, as the form makes it, and the files with it. Raises NotAForm and LooksPrivate.

    It has its own ticket by all that was sent, also whom it is about and who says it: only the very same is the same.
    """
    # The form tells machines by how fast they write; a key is what tells here, so it counts as old enough.
    drawn_at = time.time() - settings.SECONDS_TO_WRITE
    token = FormToken(ticket, about.wording.number if about.wording else 0, drawn_at)
    form = _form(given, about, token)
    if not form.is_valid():
        errors = form.errors.items()
        raise NotAForm([(_named(field), str(words)) for field, several in errors for words in several])
    private = form.private(known=about.text)
    if private and not given.acknowledged:
        raise LooksPrivate(said_of(private))
    whole = json.dumps(given.model_dump(mode="json"), sort_keys=True)
    return replace(form.said(), ticket=uuid.uuid5(ticket, whole)), form.kept_files()


def _named(field: str) -> str:
    """What a field of the form is called here."""
    return "files" if field == FILES else field.strip("_")


def _form(given: InputGiven | TipGiven, about: Target, token: FormToken) -> InputForm | TipForm:
    """The form people have, filled in. Raises NotAForm for what it has no field for, and yet is said."""
    said = given.model_dump(exclude=NO_FIELDS)
    sent = QueryDict(mutable=True)
    for name, value in said.items():
        sent[name] = ("on" if value else "") if isinstance(value, bool) else value
    sent.setlist(FILES, given.files)
    sent["slip"] = token.signed()
    form: InputForm | TipForm
    if isinstance(given, TipGiven):
        form = TipForm(sent, MultiValueDict(), kind=Kind(given.kind), theme=tidy(given.theme))
    else:
        form = InputForm(sent, MultiValueDict(), target=about)
    known = {*form.fields, "kind"}
    lacking = [name for name in said if said[name] and name not in known]
    lacking += ["files"] if given.files and FILES not in known else []
    if lacking:
        raise NotAForm([(name, _("This cannot be said of it.")) for name in lacking])
    return form


def keep_file(upload: UploadedFile[bytes], *, key: ApiKey) -> tuple[str, CheckedFile]:
    """A file that is to go with an input, looked into and kept for a day, and the word it is asked for by.

    It is held to what the form is held to, and a key to what a network is. Raises TooMany and NotAForm.
    """
    if not sorts_taken():
        raise Http404
    size = upload.size or 0
    if not has_share(f"inputs.sent.key-{key.pk}", settings.ATTACHMENT_MB_AN_HOUR * MB, size):
        raise TooMany(_("Too much has been sent in a short time. Try again later."))
    try:
        if size > largest():
            raise UnfitFile(too_large_words(upload.name or ""))
        kept = keep(upload.name or "", upload.read())
    except UnfitFile as refusal:
        raise NotAForm([("file", str(refusal))]) from refusal
    return kept.token(), kept


def ticket_of(key: ApiKey, repeated: str) -> uuid.UUID:
    """What tells one sending from another: the same for the same Idempotency-Key of the same key, else a new one."""
    if not repeated:
        return uuid.uuid4()
    return uuid.uuid5(uuid.UUID(key.sha256[:32]), tidy(repeated))


def sender_by(key: ApiKey, person: str) -> str:
    """The pseudonym of whom a program gives an input for; "" where it does not say."""
    said = tidy(person).strip()
    return name_of(f"key {key.pk}: {said}") if said else ""
