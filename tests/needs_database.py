"""A plugin of pytest for the whole run on another database: leaves out the tests that use none.

They have run already, and take as long the second time: pytest -p tests.needs_database
"""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that ask for the database."""
    from tests.both_databases import uses_database

    kept = [item for item in items if uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
