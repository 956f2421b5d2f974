"""Where pictures of the library are shown, so that none is taken away, or given another file, behind a text's back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from kokebok.book.models import PictureUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DELETED_BY = frozenset({"wagtailimages:delete", "wagtailimages:delete_multiple"})
"""The doors where Wagtail deletes one picture."""
NO_DATABASE_KNOWS = 10**18


def titles_of_pages_with(pictures: Iterable[int]) -> list[str]:
    """The titles of the pages that show one of these pictures, as published last, in a draft, or at an hour to come."""
    wanted = set(pictures)
    found = set(PictureUse.objects.filter(picture__in=wanted).values_list("page", flat=True))
    found |= {int(draft.object_id) for draft in _drafts() if wanted & set(_pictures_in(draft.content))}
    pages = Page.objects.filter(pk__in=found).order_by("path")
    return [page.get_admin_display_title() for page in pages]


def published_pages_with(picture: int) -> list[str]:
    """The titles of the pages whose published text shows this picture."""
    uses = PictureUse.objects.filter(picture=picture, page__live=True).order_by("page__path")
    return list(uses.values_list("page__title", flat=True))


def in_words(titles: Iterable[str]) -> str:
    """Titles in a line, in quotation marks."""
    return ", ".join(_("“%(title)s”") % {"title": title} for title in titles)


def refused_delete(request: HttpRequest, name: str, takes: Mapping[str, Any]) -> HttpResponse | None:
    """Instead of Wagtail's page that deletes a picture: what shows it, where something does."""
    if name not in DELETED_BY or not request.user.has_perm("wagtailadmin.access_admin"):
        return None
    number = takes["image_id"]
    return refuse_in_use(request, [number]) if number < NO_DATABASE_KNOWS else None


def refuse_in_use(request: HttpRequest, pictures: Iterable[int]) -> HttpResponse | None:
    """Lead back to the library, and say which pages show these pictures, if any do."""
    pages = titles_of_pages_with(pictures)
    if not pages:
        return None
    messages.error(
        request,
        _("The picture cannot be deleted: it stands on %(pages)s. Take it out there first, and publish.")
        % {"pages": in_words(pages)},
    )
    return redirect("wagtailimages:index")


def _drafts() -> Iterable[Revision]:
    """What somebody has written and not published."""
    newest = Page.objects.filter(has_unpublished_changes=True).values("latest_revision")
    return Revision.page_revisions.filter(Q(pk__in=newest) | Q(approved_go_live_at__isnull=False))


def _pictures_in(said: Any) -> Iterator[int]:
    """The numbers of the pictures in a revision, which keeps streams as JSON in JSON."""
    if isinstance(said, str) and said.startswith("[{"):
        said = json.loads(said)
    if isinstance(said, dict):
        if isinstance(said.get("picture"), int):
            yield said["picture"]
        said = list(said.values())
    for inner in said if isinstance(said, list) else ():
        yield from _pictures_in(inner)
