"""The one ASGI callable. Django runs as WSGI in real threads: its own ASGI handler costs many times more a request."""

from typing import Any, cast

from a2wsgi import WSGIMiddleware

from kokebok.config.wsgi import application as django_application

application = WSGIMiddleware(cast(Any, django_application), workers=4)
