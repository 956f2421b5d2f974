"""What a body's own cookbook begins from: empty shelves, or a copy of the starter without the demo's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kokebok.book.actions.set_up import set_up
from kokebok.book.models import PageKind
from kokebok.lists.actions.fill import fill_lists
from kokebok.starter.building import KnownTargets, build
from kokebok.starter.loading import fill_from, fill_letters, make_shelves
from kokebok.starter.reading_files import FOLDER, pages, read

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

EMPTY = FOLDER / "empty"
WRITTEN_IN = ("nb", "nn", "en")
"""The languages there are drafts to write over in."""

DEMO_PART = re.compile(r"<h3>Dette er en demonstrasjon</h3>.*", re.DOTALL)


@transaction.atomic
def empty_shelves(cookbook: Cookbook, *, host: str, by: Person) -> Cookbook:
    """The cookbook with its shelves, and a draft of each kind that says how to write one. Nobody reads drafts.

    All of it in the language of the cookbook; in bokmål, and marked so, where we do not have it in that.
    """
    made = set_up(cookbook, host=host, by=by)
    fill_lists(read("lists", EMPTY))
    fill_letters(FOLDER)
    shelves = make_shelves(made)
    known = KnownTargets(actors={}, values={}, pages={})
    for data in drafts_in(made.language):
        page = build(data, known)
        page.responsible_body, page.role_mailbox = made.responsible_body, made.role_mailbox
        page.live, page.has_unpublished_changes = False, True
        parent = made if data["kind"] == "text" else shelves[PageKind(data["kind"])]
        parent.add_child(instance=page)
        page.save_revision(user=by, log_action=True, clean=False)  # what is theirs to fill in is lacking
        known.pages[data["slug"]] = page
    return made


def drafts_in(language: str) -> list[dict[str, Any]]:
    """The drafts to write over, in this language where we have them in it, else in bokmål."""
    return pages(EMPTY / (language if language in WRITTEN_IN else WRITTEN_IN[0]))


@transaction.atomic
def copy_of_the_starter(cookbook: Cookbook, *, host: str, by: Person) -> Cookbook:
    """The cookbook with the starter's pages, under the body's own name; not the demo's people, blog or contacts."""
    cookbook.about = DEMO_PART.sub("", read("cookbook")["about"]).strip()
    made = set_up(cookbook, host=host, by=by)
    fill_from(FOLDER, made, without=frozenset({PageKind.POST}))
    return made
