"""The map of a site for those who search it (sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from xml.sax.saxutils import escape

MOST = 50_000  # addresses in one file, by the standard
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def sitemap(addresses: Iterable[tuple[str, date | datetime | None]]) -> str:
    """The map: whole addresses, each once, with when it last changed where that is known."""
    lines = []
    for url, at in list(dict(addresses).items())[:MOST]:
        changed = f"<lastmod>{_moment(at)}</lastmod>" if at else ""
        lines.append(f"<url><loc>{escape(url)}</loc>{changed}</url>\n")
    return f"{HEAD}{''.join(lines)}</urlset>\n"


def _moment(at: date | datetime) -> str:
    return at.isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat()
