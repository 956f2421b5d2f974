"""The log as an Atom feed (RFC 4287): one entry for each public input, newest happening first."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokebok.reading.log_cells import LogHeading, sender, where
from kokebok.reading.log_queries import LogRow
from kokebok.web.feeds import Feed

MOST_ENTRIES = 50


def to_atom(heading: LogHeading, rows: list[LogRow], *, own_address: str) -> bytes:
    """The feed of these public inputs. An entry keeps its id for ever; `updated` moves when something happens to it."""
    feed = Feed(
        title=f"{heading.title} – {heading.scope}",
        subtitle=heading.about,
        link=heading.address,
        description="",
        feed_url=own_address,
        feed_guid=own_address,
        language=get_language(),
        author_name=heading.title,
    )
    for row in rows:
        _add(feed, row)
    text: str = feed.writeString("utf-8")
    return text.encode()


def permanent_id(row: LogRow) -> str:
    """A tag: URI (RFC 4151) that stays the same if the site later moves to https or to another path."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"tag:{host},{localdate(row.received).isoformat()}:innspill/{row.number}"


def _add(feed: Feed, row: LogRow) -> None:
    decided = f" – {row.answered.outcome_label}" if row.answered else ""
    feed.add_item(
        title=f"{row.kind_label} {row.number}: {where(row.place)}{decided}",
        link=settings.BASE_URL + row.url,
        description=render_to_string("reading/_log_entry.html", {"row": row, "base_url": settings.BASE_URL}),
        author_name=sender(row) or _("Somebody who is not named"),
        unique_id=permanent_id(row),
        pubdate=row.received,
        updateddate=row.updated,
        categories=[row.kind, row.state, *([row.answered.outcome] if row.answered else [])],
    )
