"""Every address under /admin/ and /dokument/: with what is there, with what is not, and with ill will."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone
from PIL import Image as Pictures
from wagtail import hooks
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Site,
    UploadedFile,
    Workflow,
)

from kokebok.book.models import Value

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Body, Person

GUARDED = ("admin/", "dokument/")
EVIL = "'\"><script>" + "☃" * 300
ABSENT = 987654
HOSTILE = (
    "x",
    "-1",
    "0",
    "1e3",
    "1.5",
    "٣",
    str(2**63),
    "9" * 40,
    "' OR 1=1",
    "☃" * 300,
    "None",
    "a b",
    "%00",
    "..",
)
HUGE = 10**30

Args = tuple[Any, ...] | dict[str, Any]


@dataclass(frozen=True)
class Door:
    """An address by its name, and what it takes as it stands in the urlconf."""

    name: str
    pattern: str
    takes: tuple[str, ...]


def doors() -> list[Door]:
    """All addresses under /admin/ and /dokument/."""
    return [door for door in _below(get_resolver().url_patterns, "", ()) if door.pattern.startswith(GUARDED)]


def _below(patterns: Any, before: str, spaces: tuple[str, ...]) -> Iterator[Door]:
    for one in patterns:
        whole = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _below(one.url_patterns, whole, (*spaces, one.namespace) if one.namespace else spaces)
        elif isinstance(one, URLPattern):
            name = ":".join([*spaces, one.name or ""])
            yield Door(name, whole, tuple(one.pattern.converters))


class World:
    """One of each thing that an address can speak of."""

    def __init__(self, recipe: Recipe, body: Body, person: Person) -> None:
        self.recipe, self.body, self.person = recipe, body, person
        shelf = recipe.get_parent()
        self.value = Value.objects.create(
            key="grunn", label="G", source_title="Lov", review_by=date(2030, 1, 1)
        )
        root = Collection.get_first_root_node()
        collection = root.add_child(instance=Collection(name="Samling"))
        self.image = Image.objects.create(title="B", file=ContentFile(picture(), "b.png"))
        self.document = Document.objects.create(title="D", file=ContentFile(b"%PDF-1.4", "d.pdf"))
        self.restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type="password", password="x"
        )
        uploads = {
            model: UploadedFile.objects.create(
                for_content_type=ContentType.objects.get_for_model(model),
                file=ContentFile(picture(), "u.png"),
                uploaded_by_user=person,
            )
            for model in (Image, Document)
        }
        workflow = Workflow.objects.create(name="Flyt")
        task = GroupApprovalTask.objects.create(name="Steg")
        session = EditingSession.objects.create(
            user=person, content_object=recipe, last_seen_at=timezone.now()
        )
        pk = recipe.pk
        self.known: dict[str, Any] = {
            "parent_page_id": shelf.pk,
            "page_id": pk,
            "page_pk": pk,
            "page_to_move_id": pk,
            "destination_id": shelf.pk,
            "content_type_app_name": "book",
            "content_type_model_name": "recipe",
            "app_label": "book",
            "app_name": "book",
            "model_name": "recipe",
            "object_id": str(pk),
            "session_id": session.pk,
            "revision_id": recipe.latest_revision.pk,
            "task_id": task.pk,
            "workflow_pk": workflow.pk,
            "action_name": "approve",
            "task_state_id": 1,
            "workflow_state_id": 1,
            "collection_id": collection.pk,
            "redirect_id": Redirect.objects.create(old_path="/gammel", redirect_page=recipe).pk,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "image_id": self.image.pk,
            "filter_spec": "width-100",
            "restriction_id": self.restriction.pk,
            "uidb64": "MQ",
            "token": "set-password",
        }
        self.pk_of = self._pk_of(collection, workflow)
        self.uploads = {"wagtailimages": uploads[Image].pk, "wagtaildocs": uploads[Document].pk}

    def _pk_of(self, collection: Collection, workflow: Workflow) -> dict[str, int]:
        """The key that stands for `pk` in the addresses of each namespace."""
        return {
            "wagtailadmin_api:pages": self.recipe.pk,
            "wagtailadmin_api:documents": self.document.pk,
            "wagtailadmin_api:images": self.image.pk,
            "wagtailadmin_collections": collection.pk,
            "wagtailadmin_workflows": workflow.pk,
            "wagtailsnippets_book_value": self.value.pk,
            "wagtailsnippetchoosers_book_value": self.value.pk,
            "wagtailsnippets_people_body": self.body.pk,
            "wagtailsnippetchoosers_people_body": self.body.pk,
            "wagtailsites": Site.objects.get().pk,
            "wagtailusers_users": self.person.pk,
            "wagtailusers_groups": Group.objects.get(name="Redaksjon").pk,
            "wagtaildocs_chooser": self.document.pk,
            "wagtailimages_chooser": self.image.pk,
        }

    def addresses(self, door: Door) -> list[str]:
        """The address with what is there first, and then with what is not."""
        if not door.takes and "(" not in door.pattern:
            return ["/" + door.pattern.replace(".*", "tull").replace("^", "").replace("$", "")]
        found = [reverse(door.name, **args) for args in self._args(door)]
        return sorted(map(self._of_one, found), reverse=True) if door.name == "wagtail_bulk_action" else found

    def _of_one(self, address: str) -> str:
        """The address of an act on several things, on one of them."""
        of = {"page": self.recipe.pk, "image": self.image.pk, "document": self.document.pk}
        return f"{address}?id={of.get(address.split('/')[-3], 1)}"

    def _args(self, door: Door) -> Iterator[dict[str, Any]]:
        if door.name == "wagtail_bulk_action":
            for act in hooks.get_hooks("register_bulk_action"):
                for model in act.models:
                    yield {"args": [model._meta.app_label, model._meta.model_name, act.action_type]}
            yield {"args": ["people", "person", "delete"]}
            yield {"args": ["nothing", "at", "all"]}
        elif door.name == "wagtailadmin_pages:revisions_compare":
            for pk in (self.recipe.pk, ABSENT):
                for two in (("live", "latest"), ("earliest", str(ABSENT)), (str(HUGE), "live")):
                    yield {"args": [pk, *two]}
        elif door.name == "wagtaildocs_serve":
            yield {"args": [self.document.pk, self.document.filename]}
            yield {"args": [self.document.pk, "annet.pdf"]}
            yield {"args": [ABSENT, "d.pdf"]}
        else:
            there = {name: self._known(door.name, name) for name in door.takes}
            yield {"kwargs": there}
            for absent in (ABSENT, HUGE):
                yield {
                    "kwargs": {
                        name: absent if isinstance(value, int) else "nothing" for name, value in there.items()
                    }
                }
            yield {
                "kwargs": {
                    name: value if isinstance(value, int) else "nothing" for name, value in there.items()
                }
            }

    def hostile(self, door: Door) -> Iterator[str]:
        """The address with what no page of ours would put in it, one part at a time."""
        for part in door.takes:
            for said in HOSTILE:
                there = {name: self._known(door.name, name) for name in door.takes}
                with suppress(NoReverseMatch):
                    yield reverse(door.name, kwargs={**there, part: said})

    def _known(self, door: str, name: str) -> Any:
        space = door.rpartition(":")[0]
        if name == "pk":
            return self.pk_of[space]
        return self.uploads[space] if name == "uploaded_file_id" else self.known[name]


def picture(width: int = 4, height: int = 3) -> bytes:
    """A small picture as PNG."""
    file = io.BytesIO()
    Pictures.new("RGB", (width, height), "red").save(file, "PNG")
    return file.getvalue()


XHR = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
NAMES = (
    "q", "p", "id", "page", "parent_page_id", "page_type", "ordering", "next", "tag", "term", "collection_id",
    "collection", "title", "slug", "file", "files[]", "mode", "lookup", "offset", "limit", "link_url", "link_text",
    "child_of", "descendant_of", "fields", "childOf", "order", "position", "new_title", "new_slug",
    "new_parent_page", "tags", "key", "label", "action-publish", "action-submit", "go_live_at", "expire_at",
    "locale", "multiple", "language", "revision_id", "revision_created_at", "is_editing", "user", "roles",
    "export", "has_child_pages", "latest_revision_created_at_from", "content_type", "owner", "site",
    "body-count", "steps-count", "steps-0-order", "ingredients-count", "sources-count", "variants-count",
    "comments-TOTAL_FORMS", "versions-TOTAL_FORMS", "overwrite_revision_id", "loaded_revision_id",
    "target_pages[]", "include_descendants", "alias", "external-link-chooser-url", "email-link-chooser-email_address",
)  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """A way of asking: the method, what is sent, and the headers."""

    method: str
    said: dict[str, Any]
    headers: dict[str, Any]


PLAIN = (Asking("get", {}, {}), Asking("post", {}, {}))
LOOKED_AT = frozenset({"id", "next", "new_parent_page", "parent_page_id", "childOf", "target_pages[]"})
"""What is refused before Wagtail sees it; sent by itself, so that the rest is seen."""
REST = tuple(name for name in NAMES if name not in LOOKED_AT and not name.endswith(("-count", "-order")))
ILL = (
    *(Asking(method, {}, XHR) for method in ("get", "post")),
    *(
        Asking(method, dict.fromkeys(names, word), {})
        for method in ("get", "post")
        for names, word in (
            (NAMES, "a\x00"),
            (NAMES, "x"),
            (NAMES, ""),
            (REST, "x"),
            (REST, EVIL),
            (REST, str(HUGE)),
        )
    ),
    Asking("post", dict.fromkeys(REST, "x"), XHR),
)
"""With nothing, with too much, with what no database keeps, and as Wagtail's own scripts ask."""


def ask(client: Client, address: str, how: Asking) -> Any:
    """What is answered; what it did is undone."""
    with transaction.atomic():
        answer = getattr(client, how.method)(address, how.said, **how.headers)
        if hasattr(answer, "streaming_content"):
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer
