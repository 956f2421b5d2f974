"""Reading inputs, and what they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from kokebok.book.models import Cookbook, Page, Paragraph, Wording
from kokebok.book.queries import address_of, find_cookbook, find_page_by_number, find_paragraph, wording_now
from kokebok.inputs.files import is_lost
from kokebok.inputs.models import Attachment, Input, readable
from kokebok.inputs.rules import MAY
from kokebok.inputs.seen import may_see_all
from kokebok.people.rules import has_role
from kokebok.versions.queries import version_of
from kokebok.versions.words import given_on

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from kokebok.people.models import Person


@dataclass(frozen=True)
class Target:
    """What an input is about: a paragraph in the wording its sender saw, a page, or (with neither) the cookbook.

    `title` and `address` are the page's (the cookbook's), `language` what the page is written in.
    """

    title: str
    address: str
    language: str
    paragraph: Paragraph | None = None
    wording: Wording | None = None
    page: Page | None = None

    @property
    def number(self) -> int:
        """The number of the paragraph on its page; 0 when it has none any longer, or the target is another."""
        return self.paragraph.order + 1 if self.paragraph and self.paragraph.gone_at is None else 0

    @property
    def text(self) -> str:
        """The words spoken about; "" for a page or the cookbook."""
        return self.wording.text if self.wording else ""

    @property
    def given_on(self) -> str:
        """Which version of the text it was said on, in words; "" where the page has no versions. One query."""
        tied = version_of(self.page) if self.page else None
        return given_on(tied.language) if tied else ""


def about_paragraph(anchor: str, number: int = 0) -> Target:
    """A paragraph, gone or not, in the wording with this number (the newest if there is none such); else Http404."""
    paragraph = find_paragraph(anchor)
    seen = Wording.objects.filter(paragraph=paragraph, number=number).first() if number else None
    return target_of(paragraph=paragraph, page=paragraph.page, wording=seen or wording_now(paragraph))


def about_page(page_id: int) -> Target:
    """A published page as a whole; Http404 for others."""
    return target_of(paragraph=None, page=find_page_by_number(page_id), wording=None)


def about_cookbook() -> Target:
    """The whole text. Raises Http404 before one is made."""
    cookbook = find_cookbook()
    return Target(title=cookbook.title, address="/", language=cookbook.language)


def target_of(*, paragraph: Paragraph | None, page: Page, wording: Wording | None) -> Target:
    """A paragraph in a wording, or a page as a whole; the cookbook's own page is the whole cookbook."""
    written = page.specific
    whole = isinstance(written, Cookbook) and paragraph is None
    return Target(
        title=page.title,
        address=address_of(page),
        language=getattr(written, "language", "nb"),
        paragraph=paragraph,
        wording=wording,
        page=None if whole else page,
    )


def target_of_input(given: Input) -> Target:
    """What an input is about, in the wording it was written for."""
    page = given.paragraph.page if given.paragraph else given.page
    if page is None:
        return about_cookbook()
    return target_of(paragraph=given.paragraph, page=page, wording=given.wording)


def letter_language(given: Input, target: Target | None = None) -> str:
    """The language to write to the sender of an input in: their own, else that of the text they spoke about (`target`).

    There are no words of ours in Northern Sámi: whoever writes in it is answered in bokmål.
    """
    language = given.language or (target or target_of_input(given)).language
    return language if language in dict(settings.LANGUAGES) else "nb"


def find_input_by_code(code: str) -> Input:
    """The input whose receipt this is, however the code is written; Http404 for a code that never was."""
    return get_object_or_404(
        Input.objects.select_related("paragraph", "paragraph__page", "page", "wording"), code=plain_code(code)
    )


def find_public_input(number: int) -> Input:
    """The input with this number, if anyone may read it; Http404 alike for absent and for hidden."""
    return get_object_or_404(
        Input.objects.readable().select_related("paragraph", "paragraph__page", "page", "wording"), pk=number
    )


def inputs_seen_by(person: Person | AnonymousUser) -> QuerySet[Input]:
    """The inputs a person who works here may read: the editors all, others those anyone may read."""
    inputs: QuerySet[Input] = Input.objects.all()
    return inputs if may_see_all(person) else inputs.filter(readable())


def plain_code(written: str) -> str:
    """A receipt code without the spaces and capitals people write it with."""
    return re.sub(r"[\s\-.]", "", written).lower()


def counts_on(page: Page) -> dict[str, int]:
    """How many public inputs each paragraph of a page has, by anchor; those with none are left out."""
    rows = Input.objects.readable().filter(paragraph__page_id=page.pk).values_list("paragraph__anchor")
    return dict(rows.annotate(number=Count("pk")).values_list("paragraph__anchor", "number"))


def replies_to(given: Input) -> list[Input]:
    """The public comments on an input, oldest first, with their answers fetched."""
    return list(
        given.replies.readable()
        .select_related("paragraph", "decision__by", "decision__wording__paragraph")
        .oldest_first()
    )


def find_attachment_for(person: Person | AnonymousUser, number: int) -> Attachment:
    """The file with this number, if it is public or the person handles inputs; Http404 alike for absent and hidden."""
    attached = Attachment.objects.select_related("given").filter(pk=number).first()
    if attached is None or not (attached.is_public or has_role(person, *MAY["attachment.read"])):
        raise Http404
    return attached


def find_own_attachment(given: Input, number: int) -> Attachment:
    """A file that came with an input whose receipt somebody holds; Http404 for others."""
    return get_object_or_404(Attachment.objects.select_related("given"), pk=number, given=given)


def ask_what_is_there(given: Input, *names: str, **others: Exists) -> None:
    """Note on an input which rows there are that point to it (`may_have`). One query, however many are asked for.

    The names are those of the relations to an input; `others` are conditions with names of their own.
    """
    asked = {name: Exists(_pointing_to_it(name)) for name in names} | others
    rows: Any = Input.objects.filter(pk=given.pk).values(
        **{f"has_{name}": one for name, one in asked.items()}
    )
    given.there = frozenset(name for row in rows for name in asked if row[f"has_{name}"])


def _pointing_to_it(name: str) -> QuerySet[Any]:
    relation: Any = Input._meta.get_field(name)
    rows: QuerySet[Any] = relation.related_model.objects.filter(**{relation.field.name: OuterRef("pk")})
    return rows


def attachments_of(given: Input, *, only_public: bool = False) -> list[Attachment]:
    """The files that came with an input, in their order; it is looked whether each `is_lost`."""
    found = given.attachments.select_related("given", "let_out_by").order_by("pk")
    files = [one for one in found if one.is_public or not only_public]
    for one in files:
        one.is_lost = is_lost(one.sha256)
    return files
