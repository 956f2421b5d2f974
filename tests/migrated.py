"""Make the empty, migrated database that the tests copy: python -m tests.migrated

A worker makes it too when it is not there. In the whole run it is made before, for both databases at once.
"""

from __future__ import annotations

import os

import tests.environment  # noqa: F401  it says where the settings are to look, so it comes before Django


def main() -> None:
    """Make it on the database that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kokebok.config.settings"
    import django

    django.setup()
    from django.db import connection

    from tests import databases

    (databases.migrated_file if connection.vendor == "sqlite" else databases.migrated_server_database)()


if __name__ == "__main__":
    main()
