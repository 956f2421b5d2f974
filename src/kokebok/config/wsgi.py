"""Django as a WSGI application. `config.asgi` puts before it what a server needs."""

import os

from django.core.wsgi import get_wsgi_application

from kokebok.lib.one_heap import keep_one_heap

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokebok.config.settings")
keep_one_heap()
application = get_wsgi_application()
