"""What is open at /admin/: those of Wagtail's addresses that the page editor offers, by name. No others exist.

A name that Wagtail gives to something new is closed until it is written here (docs/decisions/0020).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

READ_PASTED = "kokebok_read_pasted"
FRAME = frozenset(
    {
        READ_PASTED,
        "wagtailadmin_home",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_api:pages:listing",  # the page tree in the menu
        "wagtailadmin_api:pages:detail",
    }
)
PAGES = frozenset(
    {
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtail_bulk_action",  # which of them, see BULK
        "wagtailadmin_block_preview",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        *(
            f"wagtailadmin_pages:{name}"
            for name in (
                "add_subpage",
                "add",
                "preview_on_add",
                "edit",
                "preview_on_edit",
                "view_draft",
                "search",
                "search_results",
                "usage",
                "copy",
                "move",
                "move_confirm",
                "set_page_position",
                "delete",  # only what nobody can have spoken about (wagtail_hooks)
                "unpublish",
                "lock",
                "unlock",
                "history",
                "history_results",
                "revisions_index",
                "revisions_view",
                "revisions_compare",
                "revisions_revert",
                "revisions_unschedule",
            )
        ),
    }
)
LINKS = frozenset(
    {
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
    }
)
SNIPPETS = frozenset(
    {
        "wagtailsnippets:index",
        *(
            f"wagtailsnippets_{model}:{name}"
            for model in ("book_value", "people_body")
            for name in ("list", "list_results", "add", "edit", "usage", "history", "history_results")
        ),
        *(
            f"wagtailsnippetchoosers_{model}:{name}"
            for model in ("book_value", "people_body")
            for name in ("choose", "choose_results", "chosen", "chosen_multiple")
        ),
    }
)
FILES = frozenset(
    {
        "wagtailadmin_tag_autocomplete",
        *(
            f"wagtailimages:{name}"
            for name in (
                "index",
                "index_results",
                "add",
                "edit",
                "delete",  # one's own
                "image_usage",
                "add_multiple",
                "edit_multiple",
                "delete_multiple",
                "create_multiple_from_uploaded_image",
                "delete_upload_multiple",
            )
        ),
        *(f"wagtailimages_chooser:{name}" for name in ("choose", "choose_results", "chosen", "create")),
        "wagtaildocs_serve",  # what was linked to before the library of documents was closed
    }
)
OPEN = FRAME | PAGES | LINKS | SNIPPETS | FILES

BULK = frozenset(
    {
        ("wagtailcore", "page", "publish"),
        ("wagtailcore", "page", "unpublish"),
        ("wagtailcore", "page", "move"),
        ("wagtailcore", "page", "delete"),
        ("wagtailimages", "image", "add_tags"),
        ("wagtailimages", "image", "delete"),
    }
)
"""What may be done with several at once, by app, model and act."""


def is_open(name: str, takes: Mapping[str, Any]) -> bool:
    """Whether an address is open: by its name, and for acts on several things by which act on what."""
    if name == "wagtail_bulk_action":
        return (takes["app_label"], takes["model_name"], takes["action"]) in BULK
    return name in OPEN


def leads_somewhere(address: str | None) -> bool:
    """Whether a link of Wagtail's leads to what is open. What opens a menu, and leads nowhere by itself, does."""
    path = urlsplit(address or "").path
    if not path:
        return True
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return not path.startswith("/admin/") or is_open(found.view_name, found.kwargs)
