"""The product without some of its apps, in a process that was started with all: settings and addresses read anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.test import override_settings
from django.urls import clear_url_caches

READ_ANEW = ("kokebok.config.settings", "kokebok.config.composition")
COMPOSED = (
    "WITHOUT",
    "MENU",
    "CARD_SOURCES",
    "DIGEST_SOURCES",
    "FIRST_PAGE",
    "FRONT_PAGE",
    "DEADLINE_SOURCES",
    "SWEEPS",
)


@contextmanager
def without(*apps: str) -> Iterator[None]:
    """As if it had been started with KOKEBOK_WITHOUT set to these."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOKEBOK_WITHOUT", ",".join(apps))
        for name in [*sys.modules]:
            if name in READ_ANEW or (name.startswith("kokebok.") and name.endswith("urls")):
                _forget(name, patch)
        fresh = import_module("kokebok.config.settings")
        with override_settings(**{name: getattr(fresh, name) for name in COMPOSED}):
            clear_url_caches()
            yield
    clear_url_caches()


def _forget(name: str, patch: pytest.MonkeyPatch) -> None:
    """Have a module imported anew, until the patch is undone."""
    folder, own = name.rsplit(".", 1)
    patch.setattr(sys.modules[folder], own, sys.modules[name])
    patch.delitem(sys.modules, name)
