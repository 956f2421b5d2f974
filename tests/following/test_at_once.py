"""Two sweeps at the same time, with real commits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import connection

from kokebok.following.actions.send_digests import send_digests
from kokebok.following.scopes import WHOLE_BOOK
from tests.following.readers import let_a_month_pass, make_follower, receivers, reword, tomorrow
from tests.world import make_cookbook, make_fact, make_person


def test_of_two_sweeps_at_once_one_writes(committed: None):
    make_fact(make_cookbook(), "<p>Ring tre familier.</p>")
    let_a_month_pass()
    make_follower("ada@example.no", WHOLE_BOOK)
    make_follower("cato@example.no", WHOLE_BOOK)
    reword("Ring tre", "Ring fem familier.", make_person("berit@example.no", "Berit"))
    at = tomorrow()
    with ThreadPoolExecutor(2) as both:
        assert sum(both.map(lambda _n: _in_its_own_thread(at), range(2))) == 2
    assert sorted(receivers()) == ["ada@example.no", "cato@example.no"]


def _in_its_own_thread(at: datetime) -> int:
    try:
        return send_digests(at=at)
    finally:
        connection.close()
