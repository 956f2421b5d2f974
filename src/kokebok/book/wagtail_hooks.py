"""The page editor as the editors meet it: the way back to the desk, and nothing we do not use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from kokebok.book.models import Paragraph
from kokebok.book.publishing import NotYet, require_ready

if TYPE_CHECKING:
    from collections.abc import Iterator

DESK = "/redaksjon/"
NOT_USED = frozenset({"reports", "help"})


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def desk_in_menu() -> MenuItem:
    """The way from the pen to the desk, first in the menu."""
    return MenuItem(gettext_lazy("The desk"), DESK, name="desk", icon_name="mail", order=1)


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def keep_what_is_used(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out the parts of Wagtail that this book has no use for."""
    items[:] = [item for item in items if item.name not in NOT_USED]


@hooks.register("register_page_header_buttons")  # type: ignore[untyped-decorator]
def inputs_in_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a page in the pen to the inputs about it."""
    if page.pk and view_name == "edit":
        yield Button(_("Inputs about this page"), f"{DESK}?about={page.pk}", icon_name="mail", priority=1)


@hooks.register("before_publish_page")  # type: ignore[untyped-decorator]
def not_yet(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead to what is lacking before the page may be published. What was written is saved as a draft already."""
    return _lead_to_what_is_lacking(request, [page])


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def none_yet(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """The same for several pages at once."""
    return _lead_to_what_is_lacking(request, objects) if action_type == "publish" else None


def _lead_to_what_is_lacking(request: HttpRequest, things: Iterable[Any]) -> HttpResponse | None:
    for page in things:
        try:
            require_ready(page)
        except NotYet as lacking:
            messages.info(request, str(lacking))
            return redirect(lacking.where)
    return None


@hooks.register("after_publish_page")  # type: ignore[untyped-decorator]
def show_what_it_did(request: HttpRequest, page: Page) -> HttpResponse:
    """After publishing, by way of the desk: it shows the inputs whose words were changed, or sends straight back."""
    return redirect(f"{DESK}etter-publisering/{page.pk}/")


@hooks.register("before_delete_page")  # type: ignore[untyped-decorator]
def keep_spoken_about(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page that has, or has below it, paragraphs people may have spoken about."""
    if not has_paragraphs([page]):
        return None
    messages.error(request, refusal(page))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def keep_all_spoken_about(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """The same for several pages at once."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if action_type != "delete" or not has_paragraphs(pages):
        return None
    messages.error(request, refusal(pages[0]))
    parent = pages[0].get_parent()
    return redirect("wagtailadmin_explore", parent.pk)


def has_paragraphs(pages: Iterable[Page]) -> bool:
    """Whether one of these pages, or a page below one, has or has had paragraphs."""
    return any(
        Paragraph.objects.filter(page__in=Page.objects.descendant_of(page, inclusive=True)).exists()
        for page in pages
    )


def refusal(page: Page) -> str:
    """What to do instead of deleting."""
    return _(
        "“%(page)s” cannot be deleted: people may have spoken about its paragraphs, and editions refer to them. "
        "Unpublish it instead. Then readers no longer see it, and nothing is lost."
    ) % {"page": page.get_admin_display_title()}
