"""Send a link to all that is kept of somebody, to their own address."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from kokebok.letters.actions.post import post
from kokebok.letters.shares import A_DAY, require_share, take_share
from kokebok.letters.writing import absolute, written
from kokebok.reading.own_queries import is_known, link_token

MOST_A_DAY = 3  # links to one address


@transaction.atomic
def ask_for_own(email: str, *, language: str, network: str = "") -> None:
    """Send a link to an address, if anything is kept of it. Whoever asks is told the same. Raises TooMany.

    It has a share of its own for an address: whoever fills in other forms in somebody's name shuts them out of nothing.
    """
    require_share("reading.own", network)
    if not is_known(email) or not take_share("reading.own_to", email, most=MOST_A_DAY, within=A_DAY):
        return
    link = absolute("reading:own", link_token(email))
    words = written("reading/letters/own", language=language, link=link)
    post(
        key=f"reading.own:{uuid4().hex}",
        to=email.lower(),
        subject=words["subject"],
        text=words["text"],
        is_secret=True,
    )
