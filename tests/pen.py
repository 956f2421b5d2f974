"""The page editor as its forms are posted: what an editor sees in the form, with what they change in it."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from kokebok.book.models import Example, FactChapter, Post, Recipe, Shelf

OF_ALL = {
    "sources": streamfield([]),
    "themes": "",
    "language": "nb",
    "licence": "CC BY 4.0",
    "change_weight": "meaning",
    "change_cause": "",
    "change_reason": "",
    "responsible_body": "",
    "role_mailbox": "",
    "review_by": "",
    "comments-TOTAL_FORMS": 0,
    "comments-INITIAL_FORMS": 0,
}
LOADED = re.compile(r'name="loaded_revision_id" value="(\d+)"')


def fact_form(chapter: FactChapter, *paragraphs: tuple[str, str], **more: Any) -> dict[str, Any]:
    """The form of a fact chapter with one block of text; each paragraph is its key and its words."""
    html = "".join(f'<p data-block-key="{key}">{words}</p>' for key, words in paragraphs)
    blocks = streamfield([("text", rich_text(html))])
    blocks["0"]["id"] = chapter.body[0].id if chapter.body else ""
    fields = {
        "title": chapter.title,
        "slug": chapter.slug,
        "lead": chapter.lead,
        "question": chapter.question,
        "body": blocks,
        "not_when": rich_text(""),
        **OF_ALL,
    }
    return dict(nested_form_data({**fields, **more}))


def example_form(example: Example, **more: Any) -> dict[str, Any]:
    """The form of an example with one party that has no name."""
    texts = ("need", "happened", "users", "result", "barriers", "differently")
    party = streamfield([("party", {"actor": "", "role": "Naboene"})])
    fields = {
        **{name: getattr(example, name) for name in ("title", "slug", "lead", "form", "evidence", "after")},
        **{name: rich_text(getattr(example, name)) for name in texts},
        **dict.fromkeys(("places", "period", "money", "contact_role", "consent"), ""),
        "parties": party,
        "pictures": streamfield([]),
        **OF_ALL,
    }
    return dict(nested_form_data({**fields, **more}))


def recipe_form(recipe: Recipe, *, ingredient: str, case: str, **more: Any) -> dict[str, Any]:
    """The form of a recipe with one ingredient, one step and one variant."""
    steps = {"what": "Begynn", "how": rich_text("<p>Nå.</p>"), "who": "", "time": "", "tool": "", "fact": ""}
    lists = {"pictures": streamfield([]), "tables": streamfield([])}
    fields = {
        **{name: getattr(recipe, name) for name in ("title", "slug", "lead", "situation", "outcome")},
        **dict.fromkeys(("time_prepare", "time_do", "time_calendar", "cost"), ""),
        "ingredients": streamfield([("ingredient", {"kind": ingredient, "text": "En nabo."})]),
        "steps": streamfield([("step", {**steps, "stop": "", "done_when": "", **lists})]),
        "mistakes": rich_text(""),
        "variants": streamfield([("variant", {"case": case, "text": rich_text("<p>Vent.</p>")})]),
        "related": streamfield([]),
        "pictures": streamfield([]),
        **OF_ALL,
    }
    return dict(nested_form_data({**fields, **more}))


def post_form(post: Post, *, cards: list[str], **more: Any) -> dict[str, Any]:
    """The form of a post that has no pictures, with these cards ticked."""
    fields = {
        **{name: getattr(post, name) for name in ("title", "slug", "lead", "date", "author")},
        "body": rich_text(post.body),
        "more": streamfield([]),
        **OF_ALL,
    }
    return {**nested_form_data({**fields, **more}), "cards": cards}


def press(client: Client, page: Page, form: dict[str, Any], *, publish: bool = True) -> Any:
    """Press “Publish”, or “Save draft”, in a form that has just been opened; the response."""
    loaded = {"loaded_revision_id": open_form(client, page)}
    button = {"action-publish": "action-publish"} if publish else {}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form, **loaded, **button})


def paragraphs(chapter: FactChapter) -> list[tuple[str, str]]:
    """The key and the words of each paragraph of a fact chapter's block of text, as it was saved last."""
    text: RichText = chapter.get_latest_revision_as_object().body[0].value
    return re.findall(r'<p data-block-key="(\w+)">(.*?)</p>', text.source)


def open_form(client: Client, page: Page) -> str:
    """Open a page in the page editor; the number of the revision it shows."""
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    found = LOADED.search(shown)
    assert found, shown[:500]
    return found.group(1)


def press_publish(
    client: Client, chapter: FactChapter, loaded: str, *words: tuple[str, str], at: str = "", **more: Any
) -> Any:
    """Press “Publish” in a form that was opened at revision `loaded`; the response. `at` is another address of it."""
    form = fact_form(chapter, *words, **more)
    address = at or reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    return client.post(address, {**form, "loaded_revision_id": loaded, "action-publish": "action-publish"})


def autosave(client: Client, chapter: FactChapter, *words: tuple[str, str], **more: Any) -> dict[str, Any]:
    """Let the form save itself, as Wagtail's script does while one writes; what it is told."""
    address = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    created = Page.objects.get(pk=chapter.pk).latest_revision.created_at.isoformat()
    form = fact_form(chapter, *words, loaded_revision_created_at=created, **more)
    told: dict[str, Any] = client.post(address, form, HTTP_ACCEPT="application/json").json()
    assert told["success"], told
    return told


def save_draft(client: Client, chapter: FactChapter, *words: tuple[str, str], **more: Any) -> None:
    """Open the form, change it, and save it as a draft."""
    press_save(client, chapter, open_form(client, chapter), *words, **more)


def press_save(
    client: Client, chapter: FactChapter, loaded: str, *words: tuple[str, str], **more: Any
) -> None:
    """Press “Save draft” in a form that was opened at revision `loaded`."""
    form = fact_form(chapter, *words, **more)
    address = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    saved = client.post(address, {**form, "loaded_revision_id": loaded})
    assert saved.status_code == 302, saved.content.decode()[-3000:]


def shelf_of_facts() -> Shelf:
    """The shelf where fact chapters stand."""
    return Shelf.objects.get(kind="fact")
