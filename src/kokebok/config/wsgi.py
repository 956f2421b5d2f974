"""Django as a WSGI application. `config.asgi` puts before it what a server needs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokebok.config.settings")
application = get_wsgi_application()
