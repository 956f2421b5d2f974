"""What a process does that makes pages, and later work beside."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Listener

from kokebok.config.later import start_consumer
from kokebok.config.wsgi import application as django
from kokebok.web.in_processes import take_connections
from kokebok.web.in_threads import Maker

THREADS = 4  # in a process, that pages are made in


def make_pages(listener: Listener, wait_for_the_end: Callable[[], object]) -> None:
    """Make pages for whoever connects, and do later work when it is this process' turn, until the end."""
    take_connections(listener, Maker(django), THREADS)
    later = start_consumer()
    wait_for_the_end()
    later.stop()
