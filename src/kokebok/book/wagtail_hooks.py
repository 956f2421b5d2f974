"""The page editor as the editors meet it: the way back to the desk, and nothing we do not use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from kokebok.book.comparing import compare_by_names
from kokebok.book.editor_notices import require_asked, show_notices
from kokebok.book.finished import require_finished
from kokebok.book.meeting import begun_from, keep_joined, meet
from kokebok.book.models import BookPage, Chapter
from kokebok.book.page_editor_access import READ_PASTED, leads_somewhere
from kokebok.book.page_editor_conflicts import begun_in_form, is_plain_form, tell_what_waits
from kokebok.book.pasting import read_pasted
from kokebok.book.picture_uses import refuse_in_use
from kokebok.book.publishing import NotYet, hold_page, require_ready
from kokebok.book.queries import is_referred_to
from kokebok.book.written_over import require_written_over
from kokebok.journal.actions.record import record
from kokebok.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

compare_by_names()
NOT_USED = frozenset({"reports", "help"})


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def desk_in_menu() -> MenuItem:
    """The way from the page editor to the desk, first in the menu."""
    return MenuItem(gettext_lazy("The desk"), reverse("desk:start"), name="desk", icon_name="mail", order=1)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def own_addresses() -> list[URLPattern]:
    """What the page editor's own scripts ask for."""
    return [path("lim-inn/", read_pasted, name=READ_PASTED)]


@hooks.register("insert_editor_js")  # type: ignore[untyped-decorator]
def words_for_pasting() -> str:
    """What the script of pasting says where nobody answers it."""
    said = _(
        "The server did not read what you pasted, so its words came along without headings, lists, links and tables. "
        "See that you are online and signed in, undo, and paste again; a part at a time, if it is much."
    )
    return format_html('<template id="kokebok-paste-lost">{}</template>', said)


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def keep_what_is_used(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out the parts of Wagtail that this book has no use for."""
    items[:] = [item for item in items if item.name not in NOT_USED and leads_somewhere(item.url)]


@hooks.register("construct_settings_menu")  # type: ignore[untyped-decorator]
def keep_what_is_open(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out of the menu of settings what is closed here; without any, the menu is not shown."""
    items[:] = [item for item in items if leads_somewhere(item.url)]


@hooks.register("construct_page_listing_buttons")  # type: ignore[untyped-decorator]
def keep_open_buttons(buttons: list[Button], **_about: Any) -> None:
    """Leave out the buttons beside a page that lead to what is closed here."""
    buttons[:] = [button for button in buttons if leads_somewhere(button.url)]


@hooks.register("register_page_header_buttons")  # type: ignore[untyped-decorator]
def inputs_in_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a page in the page editor to the inputs about it."""
    if page.pk and view_name == "edit":
        yield Button(
            _("Inputs about this page"),
            f"{reverse('desk:start')}?about={page.pk}",
            icon_name="mail",
            priority=1,
        )
        if isinstance(page.specific, Chapter):
            versions = reverse("versions:versions", args=[page.pk])
            yield Button(_("Versions in other languages"), versions, icon_name="globe", priority=2)


@hooks.register("construct_page_action_menu")  # type: ignore[untyped-decorator]
def publish_first(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Publishing is the button one sees; saving a draft, which happens by itself as one writes, is beside it."""
    for item in items:
        if item.name == PublishItem.name:
            items.remove(item)
            items.insert(0, PublishItem(order=-1))
            return


class PublishItem(PublishMenuItem):  # type: ignore[misc]
    """The button that publishes, with an unseen one before it that the Enter key presses and that saves a draft."""

    template_name = "book/page_editor/publish_button.html"


@hooks.register("before_publish_page")  # type: ignore[untyped-decorator]
def not_yet(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead to what is lacking before the page may be published. What was written is saved as a draft already.

    What others have published since the writer began is joined with it, or the writer is led to where one chooses.
    """
    return (
        _lead_to_what_is_lacking(request, [page])
        or _lead_to_what_to_write_over(request, [page.get_latest_revision_as_object()])
        or _lead_to_what_is_asked(request, [page])
        or _join_with_others(request, page)
    )


@hooks.register("before_copy_page")  # type: ignore[untyped-decorator]
def not_by_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page that may not be published yet is not copied either: nothing would hold the copy back."""
    return _lead_to_what_is_lacking(request, page.get_descendants(inclusive=True).not_live())


@hooks.register("after_copy_page")  # type: ignore[untyped-decorator]
def tell_of_copy(request: HttpRequest, page: Page, new_page: Page) -> HttpResponse:
    """Say what the copy is called, and whether readers see it, and go to it: Wagtail would stay at the original."""
    name = {"page": new_page.title}
    if new_page.live:
        messages.info(request, _("The copy is called “%(page)s”, and readers see it now.") % name)
    else:
        messages.info(request, _("The copy is called “%(page)s”. It is a draft: nobody reads it yet.") % name)
    return redirect("wagtailadmin_pages:edit", new_page.pk)


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def none_yet(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """The same for several pages at once: a draft may lack what the form would have asked for."""
    if action_type != "publish":
        return None
    pages = [*objects]
    if request.POST.get("include_descendants"):
        pages += [page for top in objects for page in top.get_descendants().not_live()]
    return (
        _lead_to_what_is_lacking(request, pages)
        or _lead_to_what_is_unfinished(request, pages)
        or _lead_to_what_to_write_over(request, [page.get_latest_revision_as_object() for page in pages])
        or _lead_to_what_is_asked(request, pages)
    )


def _lead_to_what_is_lacking(request: HttpRequest, things: Iterable[Any]) -> HttpResponse | None:
    for page in things:
        try:
            require_ready(page.specific)
        except NotYet as lacking:
            messages.info(request, str(lacking))
            return redirect(lacking.where)
    return None


def _lead_to_what_to_write_over(request: HttpRequest, texts: Iterable[Any]) -> HttpResponse | None:
    return _lead_there_once(request, require_written_over, texts)


def _lead_to_what_is_asked(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    return _lead_there_once(request, require_asked, pages)


def _lead_there_once(
    request: HttpRequest, require: Callable[[HttpRequest, Any], None], things: Iterable[Any]
) -> HttpResponse | None:
    for thing in things:
        try:
            require(request, thing)
        except NotYet as first:
            messages.warning(request, str(first))
            return redirect(first.where)
    return None


def _join_with_others(request: HttpRequest, page: Page) -> HttpResponse | None:
    revision = page.latest_revision
    hold_page(page.pk)
    try:
        taken = meet(
            page, revision, base=begun_in_form(request, page) or begun_from(page, loaded=revision.pk)
        )
    except NotYet as clash:
        messages.warning(request, str(clash))
        return redirect(clash.where)
    if taken:
        messages.info(
            request, _("What others changed on the page while you wrote is kept, beside your own text.")
        )
    return None


@hooks.register("after_edit_page")  # type: ignore[untyped-decorator]
def join_draft_with_others(request: HttpRequest, page: Page) -> None:
    """A draft that is saved after others have published the page is joined with that, and nothing of it is lost."""
    base = begun_in_form(request, page)
    if base and page.live_revision_id:
        hold_page(page.pk)
        keep_joined(page, page.latest_revision, base=base)


@hooks.register("before_edit_page")  # type: ignore[untyped-decorator]
def tell_of_choice(request: HttpRequest, page: Page) -> None:
    """Say above the form that it shows a draft which others have published other words than since."""
    if request.method == "GET" and is_plain_form(request) and page.live and page.latest_revision_id:
        tell_what_waits(request, page)


@hooks.register("before_edit_page")  # type: ignore[untyped-decorator]
def tell_of_the_rest(request: HttpRequest, page: Page) -> None:
    """Say above the form what the apps above the book know of the page."""
    if request.method == "GET" and is_plain_form(request):
        show_notices(request, page)


def _lead_to_what_is_unfinished(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    for page in sorted(pages, key=lambda page: page.pk):  # all who hold several pages take them in this order
        hold_page(page.pk)
        try:
            require_finished(page.get_latest_revision_as_object())
            if page.latest_revision:
                meet(page, page.latest_revision, base=begun_from(page, loaded=page.latest_revision_id))
        except NotYet as lacking:
            messages.warning(request, str(lacking))
            return redirect(lacking.where)
    return None


@hooks.register("after_publish_page")  # type: ignore[untyped-decorator]
def show_what_it_did(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After publishing, by way of the desk: it tells what happened. Of what waits for its hour Wagtail tells."""
    if not isinstance(page.specific, BookPage) or _waits_for_its_hour(page):
        return None
    return redirect("desk:after_publishing", page.pk)


def _waits_for_its_hour(page: Page) -> bool:
    return page.scheduled_revision is not None


@hooks.register("before_delete_page")  # type: ignore[untyped-decorator]
def keep_spoken_about(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page that people have spoken about, or an edition has, or that has such a page below it."""
    if not is_referred_to([page]):
        return None
    messages.error(request, refusal(page))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def keep_all_spoken_about(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """The same for several pages at once."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    kept = [page for page in pages if action_type == "delete" and is_referred_to([page])]
    if not kept:
        return None
    messages.error(request, refusal(kept[0]))
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def keep_pictures_in_use(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """Refuse to delete pictures that a text shows."""
    pictures = [thing.pk for thing in objects if isinstance(thing, AbstractImage)]
    return refuse_in_use(request, pictures) if action_type == "delete" and pictures else None


@hooks.register("after_delete_page")  # type: ignore[untyped-decorator]
def note_deleted(request: HttpRequest, page: Page) -> None:
    """A line in the journal for a page that is deleted."""
    record("page.deleted", by=_who(request), title=page.title)


@hooks.register("after_bulk_action")  # type: ignore[untyped-decorator]
def note_all_deleted(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> None:
    """The same for several pages at once."""
    if action_type == "delete":
        for page in (thing for thing in objects if isinstance(thing, Page)):
            record("page.deleted", by=_who(request), title=page.title)


def _who(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def refusal(page: Page) -> str:
    """What to do instead of deleting."""
    return _(
        "“%(page)s” cannot be deleted: people have spoken about it, or an edition has it. Unpublish it instead. Then "
        "readers no longer see it, and nothing is lost."
    ) % {"page": page.get_admin_display_title()}
