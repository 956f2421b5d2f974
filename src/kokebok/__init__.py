"""Kokebok: a public body makes a cookbook with those who will use it, and keeps it alive."""

import sys

try:
    # SQLite below 3.51.3 can corrupt a write-ahead log when two connections checkpoint at once; the bundled
    # one is newer. Where there is no wheel (Linux on ARM) the system's own is used, and a check warns.
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:  # pragma: no cover
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
