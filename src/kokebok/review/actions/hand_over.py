"""When a draft is published, what the resource group said of it becomes inputs where the words stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from kokebok.book.models import Language, Paragraph
from kokebok.book.publishing import makes_all_live
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Door, Input, Kind, State
from kokebok.journal.actions.record import record
from kokebok.lib.anchors import New, Old, carry
from kokebok.review.models import DraftPage, DraftVerdict, Reader

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic(savepoint=False)
def hand_over(page: Any, *, by: Person | None) -> list[Input]:
    """Make inputs of the remarks on drafts of a page that has just been published; gives back those that are new.

    Each stands at the paragraph with the same words, or the one the words have become; one whose words are gone is
    about the page. They wait to be let out, as what comes from a stranger does: nothing is public by itself. Does
    nothing while a draft of the page stays unpublished, and nothing the second time.
    """
    if not makes_all_live(page):
        return []
    drafts = DraftPage.objects.select_for_update().filter(page=page.pk, live_at=None)
    return [given for draft in drafts.order_by("pk") for given in _of_draft(draft, page, by=by)]


def _of_draft(draft: DraftPage, page: Any, *, by: Person | None) -> list[Input]:
    DraftPage.objects.filter(pk=draft.pk).update(live_at=timezone.now())
    said = DraftVerdict.objects.filter(passage__draft=draft, given=None).exclude(text="")
    remarks = list(said.select_related("passage", "person__body").order_by("passage__order", "pk"))
    places = _places(draft) if remarks else {}
    named = set(
        Reader.objects.filter(reading=draft.reading_id, may_be_named=True).values_list("person", flat=True)
    )
    made = []
    for one in remarks:
        said_so = _said(one, may_be_named=one.person_id in named)
        place = places.get(one.passage_id)
        given = send(said_so, paragraph=place, page=page, door=Door.GROUP, by=by, state=State.WAITING)
        DraftVerdict.objects.filter(pk=one.pk).update(given=given)
        made.append(given)
    record("draft.handed_over", by=by, about=draft, inputs=[one.pk for one in made])
    return made


def _places(draft: DraftPage) -> dict[int, Paragraph]:
    """The paragraph that each passage of a draft has become, by the passage's key; those that are gone are left out."""
    passages = list(draft.passages.all())
    standing = list(Paragraph.objects.standing().filter(page=draft.page_id).order_by("order"))
    page = str(draft.page_id)
    carried = carry(
        [Old(anchor=str(one.pk), page=page, path=one.path, text=one.text, kind=one.kind) for one in passages],
        [New(page=page, path=one.path, text=one.text, kind=one.kind) for one in standing],
    )
    return {int(one.anchor): standing[one.to[0]] for one in carried.outcomes if one.to}


def _said(verdict: DraftVerdict, *, may_be_named: bool) -> Said:
    person = verdict.person
    return Said(
        kind=Kind.COMMENT,
        text=verdict.text,
        language=person.language if person.language in Language.values else Language.NB,
        name=person.name,
        on_behalf_of=person.body.name if person.body else "",
        may_be_named=may_be_named,
        ticket=verdict.ticket,
    )
