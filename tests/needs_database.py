"""A plugin of pytest for the run on another database: leaves out the tests that use none.

They have run already, and take as long the second time: pytest -p tests.needs_database
"""

from __future__ import annotations

import pytest

DATABASE = frozenset({"db", "committed", "demo", "transactional_db", "live_server"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that ask for the database, by a fixture or by pytest-django's mark."""
    kept = [item for item in items if _uses_it(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _uses_it(item: pytest.Item) -> bool:
    asked_for = set(getattr(item, "fixturenames", ()))
    return bool(asked_for & DATABASE) or item.get_closest_marker("django_db") is not None
