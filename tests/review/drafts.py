"""A draft the resource group is asked to read: how it is made, asked for, read, spoken of and published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kokebok.book.drafting import DraftWish, drafted
from kokebok.book.models import FactChapter, PageKind, Shelf
from kokebok.lib.word_blocks import WordItem, WordParagraph
from kokebok.lib.word_cut import WordPart
from tests.world import publish

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person
    from kokebok.review.models import DraftPage, DraftPassage

FIRST, SECOND, THIRD = "Alle skal med.", "Ring en nabo.", "Skriv det ned etterpå."
NEW = "/redaksjon/lesinger/ny/"
WHY = "Hvem er alle?"
BLOCK = "11111111-1111-1111-1111-111111111111"


def body(*words: str, more: tuple[dict[str, Any], ...] = ()) -> str:
    """One block of rich text with these paragraphs, as the page editor stores it."""
    html = "".join(f'<p data-block-key="k{n}">{one}</p>' for n, one in enumerate(words))
    return json.dumps([{"type": "text", "id": BLOCK, "value": html}, *more])


def make_draft(book: Cookbook, **fields: Any) -> FactChapter:
    """A fact chapter that was never published."""
    given = {"title": "Hemmelig kapittel", "slug": "hemmelig", "lead": "Kort.", "question": "Hva?"}
    chapter = FactChapter(**{**given, "body": body(FIRST, SECOND, THIRD), **fields})
    chapter.live, chapter.has_unpublished_changes = False, True
    Shelf.objects.child_of(book).get(kind=PageKind.FACT).add_child(instance=chapter)
    chapter.save_revision(clean=False)
    return FactChapter.objects.get(pk=chapter.pk)


def begin_draft(book: Cookbook, kind: PageKind) -> Any:
    """A draft of a kind with a title and a paragraph, and nothing else filled in."""
    text = (
        WordParagraph("Først dette."),
        WordParagraph("Så noe mer."),
        WordItem("Ring noen.", 1, is_numbered=True),
    )
    part = WordPart(number=1, title="Begynt", level=1, under="", blocks=text, notes=())
    page = drafted(DraftWish(part, kind, "Begynt", lists_are_steps=True), {})
    page.slug, page.live, page.has_unpublished_changes = f"begynt-{kind}", False, True
    Shelf.objects.child_of(book).get(kind=kind).add_child(instance=page)
    page.save_revision(clean=False)
    return page


def sent(client: Client, *pages: Any, member: Person) -> dict[str, Any]:
    """What the form for a new reading posts with these drafts ticked."""
    page = client.get(NEW)
    html = page.content.decode()
    for one in pages:
        assert f'id="draft-{one.pk}"' in html
    ticket = str(page.context["form"]["ticket"].value())
    drafts = [str(one.pk) for one in pages]
    return {"title": "Før det går ut", "members": [str(member.pk)], "drafts": drafts, "ticket": ticket}


def address_of(draft: DraftPage) -> str:
    return f"/redaksjon/lesing/{draft.reading_id}/utkast/{draft.pk}/"


def overview_of(draft: DraftPage) -> str:
    return f"/redaksjon/lesinger/{draft.reading_id}/utkast/{draft.pk}/"


def passage(draft: DraftPage, words: str) -> DraftPassage:
    return draft.passages.get(text=words)


def press(client: Client, draft: DraftPage, button: str, **typed: str) -> Any:
    """Press a button of the page as it stands, with what is written in its margins."""
    page = client.get(address_of(draft))
    assert f'value="{button}"' in page.content.decode()
    return client.post(address_of(draft), {"do": button, "rest": page.context["read"].rest, **typed})


def say(client: Client, draft: DraftPage, words: str, text: str, *, what: str = "comment") -> Any:
    """Say something in words in the margin of the passage with these words."""
    of = passage(draft, words)
    return press(client, draft, f"{what}:{of.pk}:{draft.pk}", **{f"text-{of.pk}": text})


def published(chapter: FactChapter, *words: str) -> FactChapter:
    """The chapter, published with these paragraphs, and so with the same blocks in the same places."""
    newest = chapter.get_latest_revision_as_object()
    newest.body = body(*words)
    newest.save()
    page: FactChapter = publish(newest)
    return page
