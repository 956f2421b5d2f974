"""What is open at /admin/: every address there is, asked by everybody, and none that falls over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from wagtail.models import Page

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.page_editor_access import OPEN
from kokebok.people.models import Person, RoleName
from tests.book.walk import ILL, PLAIN, World, ask, doors
from tests.world import BodyFactory, make_person

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe

TO_ALL = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtaildocs_serve"}
TO_WRITERS = {
    "kokebok_read_pasted",
    "wagtail_bulk_action",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_block_preview",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_explore_root",
    "wagtailadmin_home",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:revisions_index",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_pages:revisions_unschedule",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_sprite",
    "wagtailadmin_tag_autocomplete",
    "wagtaildocs_serve",
    "wagtailimages:add",
    "wagtailimages:add_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete",
    "wagtailimages:delete_multiple",
    "wagtailimages:delete_upload_multiple",
    "wagtailimages:edit",
    "wagtailimages:edit_multiple",
    "wagtailimages:image_usage",
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:chosen",
    "wagtailimages_chooser:create",
    "wagtailsnippetchoosers_book_value:choose",
    "wagtailsnippetchoosers_book_value:choose_results",
    "wagtailsnippetchoosers_book_value:chosen",
    "wagtailsnippetchoosers_book_value:chosen_multiple",
    "wagtailsnippetchoosers_people_body:choose",
    "wagtailsnippetchoosers_people_body:choose_results",
    "wagtailsnippetchoosers_people_body:chosen",
    "wagtailsnippetchoosers_people_body:chosen_multiple",
    "wagtailsnippets:index",
    "wagtailsnippets_book_value:add",
    "wagtailsnippets_book_value:edit",
    "wagtailsnippets_book_value:history",
    "wagtailsnippets_book_value:history_results",
    "wagtailsnippets_book_value:list",
    "wagtailsnippets_book_value:list_results",
    "wagtailsnippets_book_value:usage",
    "wagtailsnippets_people_body:add",
    "wagtailsnippets_people_body:edit",
    "wagtailsnippets_people_body:history",
    "wagtailsnippets_people_body:history_results",
    "wagtailsnippets_people_body:list",
    "wagtailsnippets_people_body:list_results",
    "wagtailsnippets_people_body:usage",
}
"""Written out here as well: whoever opens a door in the pen says so twice."""
BULK = {
    "wagtailcore/page/publish",
    "wagtailcore/page/unpublish",
    "wagtailcore/page/move",
    "wagtailcore/page/delete",
    "wagtailimages/image/add_tags",
    "wagtailimages/image/delete",
}


@pytest.fixture
def world(book: Cookbook, recipe: Recipe, egil: Person) -> World:
    """One of each thing; the pen is open to editors."""
    allow_page_editor(book)
    return World(recipe, BodyFactory.create(), egil)


def browser_of(role: RoleName | None) -> Client:
    """The browser of somebody with this role, or of nobody."""
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(make_person("en@example.no", "En", role))
    return client


def is_let_in(answer: Any) -> bool:
    """Whether somebody came further than the door: not sent to sign in, not refused, not told that nothing is there."""
    sent_away = answer.status_code == 302 and answer.headers["Location"].startswith(("/pennen/", "/konto/"))
    return not sent_away and answer.status_code not in (400, 403, 404)


@pytest.mark.parametrize(
    ("role", "open_to"),
    [
        (None, TO_ALL),
        (RoleName.HOST, TO_ALL),
        (RoleName.MODERATOR, TO_ALL),
        (RoleName.ADMINISTRATOR, TO_WRITERS),
        (RoleName.EDITOR, TO_WRITERS),
    ],
)
def test_each_role_is_let_in_where_it_is_written_and_nowhere_else(
    world: World, role: RoleName | None, open_to: set[str]
) -> None:
    client, came_in, fell = browser_of(role), set(), []
    for door in doors():
        for how in PLAIN:
            address = world.addresses(door)[0]
            answer = ask(client, address, how)
            fell += [(how.method, address)] if answer.status_code >= 500 else []
            came_in |= {door.name} if is_let_in(answer) else set()
    assert (sorted(came_in), fell) == (sorted(open_to), [])


def test_what_is_closed_is_as_absent_as_what_never_was(world: World) -> None:
    client = browser_of(RoleName.ADMINISTRATOR)
    closed = [
        "account/",
        "users/",
        "groups/",
        "collections/",
        "sites/",
        "redirects/",
        "workflows/list/",
        "login/",
    ]
    answers = [client.get(f"/admin/{one}") for one in [*closed, "never-was/", "pages/987654/edit/"]]
    assert {(answer.status_code, answer.templates[0].name) for answer in answers[:-1]} == {(404, "404.html")}
    absent = answers[-1]
    assert (absent.status_code, "404.html" in [one.name for one in absent.templates]) == (404, True)


def test_nothing_falls_over_whatever_an_editor_asks(world: World) -> None:
    client, fell = browser_of(RoleName.EDITOR), []
    for door in [door for door in doors() if door.name in OPEN and door.name != "wagtail_bulk_action"]:
        there, *absent = world.addresses(door)
        asked = [(there, how) for how in ILL] + [(address, how) for address in absent for how in PLAIN]
        fell += [(address, how) for address, how in asked if ask(client, address, how).status_code >= 500]
    assert fell == []


def test_only_what_is_written_is_done_with_several_at_once(world: World) -> None:
    client, fell, there = browser_of(RoleName.EDITOR), [], set()
    bulk = next(door for door in doors() if door.name == "wagtail_bulk_action")
    for address in world.addresses(bulk):
        path = address.partition("?")[0]
        answers = [ask(client, address, how) for how in PLAIN]
        is_there = any(answer.status_code != 404 for answer in answers)
        answers += [ask(client, path, how) for how in ILL] if is_there else []
        fell += [address for answer in answers if answer.status_code >= 500]
        there |= {path.removeprefix("/admin/bulk/").rstrip("/")} if is_there else set()
    assert (fell, there) == ([], BULK)


def test_no_open_address_falls_over_what_is_typed_into_it(world: World) -> None:
    client, fell = browser_of(RoleName.EDITOR), []
    for door in (
        door for door in doors() if door.name in OPEN - {"wagtaildocs_serve", "wagtail_bulk_action"}
    ):
        for address in world.hostile(door):
            answers = [ask(client, address, how) for how in PLAIN]
            fell += [address for answer in answers if answer.status_code >= 500]
    assert fell == []


def test_the_root_of_all_pages_is_moved_nowhere(world: World) -> None:
    root = Page.objects.get(depth=1)
    client, address = browser_of(RoleName.EDITOR), f"/admin/pages/{root.pk}/set_position/"
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]


def test_all_that_is_written_as_open_is_there() -> None:
    assert OPEN - {door.name for door in doors()} == set()


@pytest.mark.parametrize("words", ['"', 'a"b', '"a b', "'\">", "a*", "NEAR(", "(a", "NOT a", "\\"])
def test_a_search_with_any_mark_in_it_is_answered(world: World, words: str) -> None:
    client = browser_of(RoleName.EDITOR)
    places = [
        "images/",
        "images/chooser/results/",
        "pages/search/",
        "choose-page/search/",
        "snippets/people/body/",
    ]
    assert {client.get(f"/admin/{place}", {"q": words}).status_code for place in places} == {200}


@pytest.mark.parametrize("said", ["x", '"x"', "[]", "7", "null", '{"blocks": 7}', '{"blocks": [7]}', "{}"])
def test_rich_text_that_is_none_is_refused_and_does_not_fall_over(world: World, said: str) -> None:
    client, book = browser_of(RoleName.EDITOR), world.recipe.get_parent().get_parent()
    form = {"title": "V", "slug": "veier", "lead": "L", "about": said, "comments-TOTAL_FORMS": "0"}
    assert client.post(f"/admin/pages/{book.pk}/edit/", form).status_code < 500
