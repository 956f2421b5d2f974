"""Whether this process is on its way down: long work looks here, and goes on after the next start."""

from __future__ import annotations

from threading import Event

closing = Event()
