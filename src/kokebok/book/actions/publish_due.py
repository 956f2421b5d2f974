"""Publish what was given an hour to go live, and take down what was given an hour to go."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from kokebok.book.finished import require_finished
from kokebok.book.publishing import NotYet, hold_page
from kokebok.journal.actions.record import record

logger = logging.getLogger(__name__)


def publish_due(*, at: datetime | None = None) -> list[Page]:
    """Publish and take down all pages whose hour has come at `at` (now), each by itself; gives back the changed.

    May run twice, and late. What cannot be published then (it lacks something, or others have changed the same words)
    stays a draft without an hour, and the journal says why.
    """
    at = at or timezone.now()
    due = Revision.page_revisions.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
    over = Page.objects.live().filter(expire_at__lte=at).order_by("expire_at", "pk")
    done = [_publish(number, at=at) for number in list(due.values_list("pk", flat=True))]
    done += [_take_down(number, at=at) for number in list(over.values_list("pk", flat=True))]
    return [page for page in done if page is not None]


def _publish(number: int, *, at: datetime) -> Page | None:
    try:
        with transaction.atomic():
            revision = _still_due(number, at)
            if revision is None:
                return None
            text: Any = revision.as_object()
            require_finished(text)
            revision.publish(log_action="wagtail.publish.scheduled")
            return text
    except NotYet as lacking:
        return _leave_as_draft(number, why=str(lacking))
    except Exception:
        logger.exception("A page could not be published at its hour (revision %s)", number)
        return None


def _still_due(number: int, at: datetime) -> Revision | None:
    """The revision, with its page held, if nobody has published or changed its hour meanwhile."""
    page = Revision.objects.values_list("object_id", flat=True).get(pk=number)
    hold_page(int(page))
    return Revision.objects.filter(pk=number, approved_go_live_at__lte=at).first()


@transaction.atomic
def _leave_as_draft(number: int, *, why: str) -> None:
    revision = Revision.objects.get(pk=number)
    Revision.objects.filter(pk=number).update(approved_go_live_at=None)
    record("page.not_published", by=None, about=revision.content_object, revision=number, why=why)


@transaction.atomic
def _take_down(number: int, *, at: datetime) -> Page | None:
    hold_page(number)
    page = Page.objects.live().filter(pk=number, expire_at__lte=at).first()
    if page is None:
        return None
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    record("page.taken_down", by=None, about=page)
    return page
