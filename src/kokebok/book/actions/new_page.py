"""Make a draft page of what somebody has written in plain words, and publish it when its text is agreed on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from kokebok.book.finished import fields_lacking
from kokebok.book.models import Chapter, Evidence, Example, Language, PageKind, Shelf, Tool, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.newest import as_saved
from kokebok.book.publishing import hold_page
from kokebok.book.slugs import free_slug
from kokebok.journal.actions.record import record
from kokebok.people.models import Body

if TYPE_CHECKING:
    from wagtail.models import Page

    from kokebok.people.models import Person

LONGEST_LEAD = 300
RICH = ("need", "happened", "users", "result", "barriers", "differently")
SHORT = {
    "period": 120,
    "money": 250,
    "contact_role": 200,
    "participants": 200,
    "time": 120,
    "materials": 250,
    "origin": 250,
    "used_by": 200,
    "tried_by": 250,
}


class NotReady(Exception):
    """The page cannot be made or published yet; the text says what is missing."""


@dataclass(frozen=True)
class Written:
    """What somebody wrote, by the field it goes into; `source` (title and path) says where it comes from."""

    fields: Mapping[str, str]
    language: str = "nb"
    source: tuple[str, str] = ("", "")


@transaction.atomic
def new_draft(kind: PageKind, written: Written, *, by: Person) -> Page:
    """A draft of an example or a tool on its shelf, filled in as far as the words reach. Nobody reads it yet.

    Raises NotReady where the book has no shelf for it.
    """
    shelf = Shelf.objects.live().filter(kind=kind).first()
    if shelf is None:
        raise NotReady(_("There is no shelf for this kind of page."))
    page = BUILDERS[kind](written)
    page.live = False
    page.has_unpublished_changes = True
    page.slug = free_slug(shelf, page.title)
    shelf.add_child(instance=page)
    page.save_revision(user=by, log_action=True, clean=False)  # what only an editor knows is still missing
    record("page.drafted", by=by, about=page, kind=kind)
    return page


@transaction.atomic
def publish_draft(page: Page, *, by: Person, reason: str) -> Wording | None:
    """Publish a page as it was saved last, at once, also where the page editor was told an hour.

    Gives back the wording of its first paragraph, None for one without text.
    Raises NotReady with the names of the fields that are still empty or wrong.
    """
    hold_page(page.pk)
    latest = as_saved(page).get_latest_revision()
    text = latest.as_object()
    lacking = fields_lacking(text)
    if lacking:
        raise NotReady(
            _("Fill this in in the page editor before it is published: %(fields)s.")
            % {"fields": ", ".join(lacking)}
        )
    if text.go_live_at:
        text.go_live_at = None
        latest = text.save_revision(user=by)
    text.change_note = ReasonForChange(reason=reason)
    text.publish(latest, user=by, skip_permission_checks=True)
    first = Wording.objects.filter(paragraph__page=page, paragraph__gone_at=None)
    return first.order_by("paragraph__order", "-number").first()


@transaction.atomic
def take_back(page: Page, *, by: Person) -> None:
    """Let nobody read a page that was published; its text is a draft again, and what was said of it stays."""
    hold_page(page.pk)
    UnpublishPageAction(page.specific, user=by).execute(skip_permission_checks=True)
    record("page.taken_back", by=by, about=page)


def _example(written: Written) -> Chapter:
    said = written.fields
    return Example(
        **_common(written),
        parties=json.dumps([_block("party", _party(name)) for name in _lines(said.get("parties", ""))]),
        places=[place.strip() for place in said.get("places", "").split(",") if place.strip()],
        evidence=Evidence.TOLD,
        **{name: _rich(said.get(name, "")) for name in RICH},
        **_short(said, "period", "money", "contact_role"),
    )


def _tool(written: Written) -> Chapter:
    said = written.fields
    steps = [_block("step", {"what": line, "how": ""}) for line in _lines(said.get("steps", ""))]
    body = [_block("text", _rich(said["body"]))] if said.get("body") else []
    return Tool(
        **_common(written),
        use_when=said.get("use_when", ""),
        steps=json.dumps(steps),
        body=json.dumps(body),
        as_is=said.get("as_is", ""),
        **_short(said, "participants", "time", "materials", "origin", "used_by", "tried_by"),
    )


BUILDERS: dict[PageKind, Callable[[Written], Chapter]] = {PageKind.EXAMPLE: _example, PageKind.TOOL: _tool}


def _common(written: Written) -> dict[str, Any]:
    said, (title, url) = written.fields, written.source
    source = {"title": title, "url": url, "year": "", "checked": None}
    return {
        "title": Truncator(_as_title(said.get("title", ""))).chars(120),
        "lead": Truncator(" ".join(said.get("lead", "").split())).chars(LONGEST_LEAD),
        "language": written.language if written.language in Language.values else Language.NB,
        "sources": json.dumps([_block("source", source)] if title else []),
    }


def _as_title(words: str) -> str:
    """Words on one line, without what ends a sentence that only tells."""
    line = " ".join(words.split())
    return line if line.endswith("..") else line.rstrip(" .,;:") or line


def _short(said: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: Truncator(" ".join(said.get(name, "").split())).chars(SHORT[name]) for name in names}


def _party(name: str) -> dict[str, Any]:
    """A party with its actor where the directory has one of that name; otherwise described in the words given."""
    actor = Body.objects.filter(name__iexact=name, merged_into=None).first()
    return {"actor": actor.pk, "role": ""} if actor else {"actor": None, "role": name}


def _lines(text: str) -> list[str]:
    return [line.strip().lstrip("-*• ").strip() for line in text.splitlines() if line.strip("-*• \t")]


def _rich(text: str) -> str:
    """Plain words as rich text: an empty line parts paragraphs, a single one breaks the line."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return "".join(f"<p>{'<br/>'.join(escape(line) for line in part.splitlines())}</p>" for part in parts)


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}
