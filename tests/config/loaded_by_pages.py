"""Run by itself: asks for some addresses as the server's threads do, and says what is loaded then.

The status of each answer and the names of all packages are printed as one JSON object.
"""

from __future__ import annotations

import io
import json
import sys

from kokebok.config import asgi
from kokebok.config.wsgi import application as django
from kokebok.web.in_threads import ask, environ_of

assert callable(asgi.application)  # all that a server has


def status_of(path: str) -> int:
    headers = [(b"host", b"localhost")]
    scope = {"method": "GET", "path": path, "query_string": b"", "http_version": "1.1", "scheme": "http"}
    return ask(django, environ_of({**scope, "headers": headers}, io.BytesIO(), 0)).status


statuses = [status_of(path) for path in sys.argv[1:]]
print(json.dumps({"statuses": statuses, "loaded": sorted({name.partition(".")[0] for name in sys.modules})}))
