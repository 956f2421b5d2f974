"""The one door to /admin/ and /dokument/: Wagtail's addresses, of which only those in `page_editor_access` exist."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.http import Http404
from django.urls import URLPattern, URLResolver
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin import urls as admin
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import urls as documents

from kokebok.book.page_editor_access import BULK, is_open
from kokebok.book.page_editor_requests import is_address, is_root, require_sense, without_stray_marks
from kokebok.book.picture_uses import refused_delete
from kokebok.book.publishing import hold_page
from kokebok.people.entrance import to_sign_in
from kokebok.web.typed_again import wants_a_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponseBase

    View = Callable[..., HttpResponseBase]

PREVIEW = "wagtailadmin_pages:preview_on_edit"


def behind_the_door(
    patterns: Sequence[URLPattern | URLResolver], spaces: tuple[str, ...] = ()
) -> Sequence[URLPattern | URLResolver]:
    """Wagtail's own patterns, each with its view behind the door. The names stay, since its pages ask for them."""
    for one in patterns:
        if isinstance(one, URLResolver):
            behind_the_door(one.url_patterns, (*spaces, one.namespace) if one.namespace else spaces)
        else:
            one.callback = _guarded(one.callback, ":".join([*spaces, one.name or ""]))
    return patterns


def _guarded(view: View, name: str) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (is_open(name, kwargs) and is_address(kwargs)) or is_root(kwargs):
            raise Http404
        if request.method == "POST" and not request.user.is_authenticated and wants_a_page(request):
            return to_sign_in(request)  # with what was written, which Wagtail would lose
        require_sense(request, name)
        without_stray_marks(request, name)
        _hold_what_is_saved(request, name, kwargs)
        kept = refused_delete(request, name, kwargs)
        if kept is not None:
            return kept
        try:
            return view(request, *args, **kwargs)
        except MultiValueDictKeyError as lacking:  # half a form
            raise BadRequest(str(lacking)) from lacking

    return guarded


def _hold_what_is_saved(request: HttpRequest, name: str, kwargs: Mapping[str, Any]) -> None:
    """Hold the page of a form before Wagtail's view reads it.

    The view saves the whole page as it read it. Else a form that saves itself while another request publishes would
    take the page down again, silently (SQLite has one writer at a time anyhow).
    """
    if request.method == "POST" and "page_id" in kwargs and name != PREVIEW and request.user.is_authenticated:
        hold_page(kwargs["page_id"])


def forget_closed_acts() -> None:
    """Take away the buttons of what may not be done with several at once."""
    bulk_action_registry.get_bulk_action_class("", "", "")  # it reads them from the hooks when first asked
    for app, models in bulk_action_registry.actions.items():
        for model, acts in models.items():
            for act in [act for act in acts if (app, model, act) not in BULK]:
                del acts[act]


forget_closed_acts()
urlpatterns = behind_the_door(admin.urlpatterns)
document_urlpatterns = behind_the_door(documents.urlpatterns)
