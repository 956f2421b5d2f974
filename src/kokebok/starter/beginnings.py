"""What a body's own cookbook begins from: empty shelves, or a copy of the starter without the demo's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.book.actions.set_up import set_up
from kokebok.book.models import PageKind
from kokebok.lists.actions.fill import fill_lists
from kokebok.starter.building import KnownTargets, build
from kokebok.starter.loading import fill_from, make_shelves
from kokebok.starter.reading_files import FOLDER, pages, read

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

EMPTY = FOLDER / "empty"
DEMO_PART = re.compile(r"<h3>Dette er en demonstrasjon</h3>.*", re.DOTALL)


@transaction.atomic
def empty_shelves(cookbook: Cookbook, *, host: str, by: Person) -> Cookbook:
    """The cookbook with its shelves, and a draft of each kind that says how to write one. Nobody reads drafts."""
    made = set_up(cookbook, host=host, by=by)
    fill_lists(read("lists", EMPTY))
    shelves = make_shelves(made)
    known = KnownTargets(actors={}, values={}, pages={})
    for data in pages(EMPTY):
        page = build(data, known)
        page.responsible_body, page.role_mailbox = made.responsible_body, made.role_mailbox
        page.live, page.has_unpublished_changes = False, True
        parent = made if data["kind"] == "text" else shelves[PageKind(data["kind"])]
        parent.add_child(instance=page)
        page.save_revision(user=by, log_action=True, clean=False)  # what is theirs to fill in is lacking
        known.pages[data["slug"]] = page
    return made


@transaction.atomic
def copy_of_the_starter(cookbook: Cookbook, *, host: str, by: Person) -> Cookbook:
    """The cookbook with the starter's pages, under the body's own name; not the demo's people, blog or contacts."""
    cookbook.about = DEMO_PART.sub("", read("cookbook")["about"]).strip()
    made = set_up(cookbook, host=host, by=by)
    fill_from(FOLDER, made, without=frozenset({PageKind.POST}))
    return made
