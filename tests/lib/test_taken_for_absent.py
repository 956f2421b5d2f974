"""Keeping a library from loading all that it could use."""

from __future__ import annotations

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kokebok.lib.taken_for_absent import taken_for_absent


def test_what_is_taken_for_absent_cannot_be_imported_inside_and_can_be_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with pytest.raises(ImportError), taken_for_absent("colorsys"):
        importlib.import_module("colorsys")
    assert importlib.import_module("colorsys").__name__ == "colorsys"


def test_what_is_loaded_already_is_left_as_it_is() -> None:
    with taken_for_absent("json"):
        assert importlib.import_module("json") is sys.modules["json"]
    assert "json" in sys.modules


def test_another_thread_imports_meanwhile_what_is_absent_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with ThreadPoolExecutor(1) as other, taken_for_absent("colorsys"):
        with pytest.raises(ImportError):
            importlib.import_module("colorsys")
        assert other.submit(importlib.import_module, "colorsys").result().__name__ == "colorsys"
